"""The founding case as plain steps, for any year of files and any answer book; flows.demo tells it through Prefect."""

from collections.abc import Callable
from datetime import date

from flows.demo.centre import Book, fill_in
from flows.demo.committee import fill_in_decisions
from schemas.office import OfficeFolder
from schemas.words import Decision
from tasks.decision_sheet import list_path as decision_sheet
from tasks.letters import issue_letters
from tasks.surveys import close_cycle, open_cycle
from tests.offices import run_night


def survey(folder: OfficeFolder, book: Book, opened: date, closed: date) -> None:
    """Open a cycle, let the simulated centre call, read what it returned, close."""
    plan = open_cycle(folder, opened, (opened, closed), "主任")
    assert plan.path is not None
    fill_in(folder, plan.path, book, folder.inbox / f"结果{opened.isoformat()}.xlsx")
    run_night(folder, closed)
    close_cycle(folder, closed)


def second_round(
    folder: OfficeFolder,
    book: Book,
    drop_replies: Callable[[], None],
    decided: date,
    replied: date,
    closed: date,
) -> None:
    """Re-refer what is unsatisfied, write the letters, take the second replies, ask again, escalate the rest."""
    decide(folder, Decision.RE_REFER, decided)
    issue_letters(folder, "主任", decided)
    drop_replies()
    run_night(folder, replied)
    survey(folder, book, replied, closed)
    decide(folder, Decision.ESCALATE, closed)


def decide(folder: OfficeFolder, decision: Decision, day: date) -> None:
    """Let the committee decide on everything that waits, by the sheet."""
    run_night(folder, day)
    sheet = decision_sheet(folder, day)
    fill_in_decisions(sheet, decision, folder.inbox / sheet.name)
    run_night(folder, day)
