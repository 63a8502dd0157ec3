"""The report step: the leaders' page and the ledger, both of one state of the warehouse."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from schemas.office import OfficeFolder
from schemas.profile import in_force
from tasks.asking import ask_together
from tasks.report.ledger import make_ledger
from tasks.report.page import QUERIES, Heading, render_page
from tasks.rules.dates import chinese_day
from tasks.rules.figures.printing import Printing
from tasks.writing.ledger import render_ledger
from tasks.writing.place import put
from warehouse.engine import begin
from warehouse.offices import find_scope
from warehouse.report_figures import REPORTED, keep


@dataclass(frozen=True)
class Report:
    """Where the two files lie."""

    page: Path
    ledger: Path


def write_report(folder: OfficeFolder, as_of: date) -> Report:
    """Write the page and the ledger of a day into outbox/report, and keep its figures; the same day again replaces them."""
    answers = ask_together(folder, {*QUERIES, *REPORTED}, as_of)
    ledger = make_ledger(answers, as_of)
    report = report_paths(folder, as_of)
    printing = Printing.of(in_force(folder.rules, as_of).survey)
    heading = Heading(folder.office.name, folder.session.name, as_of, printing)
    page = render_page(heading, answers, ledger)
    put(page.encode(), report.page)
    caption = f"{folder.session.name}代表建议办理台账（{chinese_day(as_of)}）"
    put(render_ledger(ledger, caption, _letters_there(folder), folder.ledger), report.ledger)
    with begin(folder.database) as connection:
        keep(connection, find_scope(connection, folder), as_of, answers)
    return report


def _letters_there(folder: OfficeFolder) -> set[str]:
    """Return the letters that lie in the outbox, by their paths in it."""
    found = (path for place in ("letters", "reminders") for path in (folder.outbox / place).rglob("*.docx"))
    return {path.relative_to(folder.outbox).as_posix() for path in found}


def report_paths(folder: OfficeFolder, as_of: date) -> Report:
    """Return where the page and the ledger of a day lie."""
    place = folder.outbox / "report"
    return Report(place / f"{as_of.isoformat()}_办理情况.html", place / f"{as_of.isoformat()}_台账.xlsx")
