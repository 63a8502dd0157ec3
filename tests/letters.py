"""A small office whose warehouse is built by hand, so that letters of every kind are due; and the text of a letter."""

from datetime import date
from pathlib import Path

from docx import Document
from sqlalchemy import update

from schemas.lifecycle import Status
from schemas.office import OfficeFolder
from schemas.words import Outcome, Role
from tests.offices import office_at
from tests.warehouse.builder import Builder
from warehouse import tables
from warehouse.engine import begin
from warehouse.offices import register_office

DAY = date(2020, 10, 9)


def small_office(path: Path, database: str | None = None) -> OfficeFolder:
    """Make an office with suggestions 1 to 4: 1 lacks a telephone, 2 and 3 are in order, 4 is re-referred."""
    folder = office_at(path, database)
    with begin(folder.database) as connection:
        scope = register_office(connection, folder)
        made = Builder(connection, scope.office_id, meeting=9)
        made.scope = scope
        deputy = made.deputy("张一", "东团")
        education, traffic = made.department("临泉区教育局"), made.department("临泉区交通局")
        helper = made.department("临泉区财政局")
        for number, department in (("1", education), ("2", education), ("3", traffic)):
            item = made.suggestion(number, "教育", deputy)
            handled = made.referral(item, department, date(2020, 4, 17))
            made.referral(item, helper, None, role=Role.CO_HANDLER)
            lacks = ("missing_phone",) if number == "1" else ()
            made.reply(handled, date(2020, 4, 1), lacks=lacks, doc_no=f"临教〔2020〕{number}号")
        _rereferred(made, deputy, traffic)
    return folder


def _rereferred(made: Builder, deputy: int, department: int) -> None:
    item = made.suggestion("4", "交通", deputy, status=Status.RE_REFERRED, of_round=2)
    made.reply(made.referral(item, department, date(2020, 4, 17)), date(2020, 4, 2))
    cycle = made.cycle("第一轮")
    made.call(cycle, deputy, [(item, "dissatisfied: 没有修")])
    made.verdict(cycle, item, Outcome.DISSATISFIED)
    made.put(
        tables.rereferral,
        cycle_id=cycle,
        suggestion_id=item,
        round=1,
        basis="verdict",
        decision="re_refer",
        decided_by="财经委",
        decided_on=DAY,
    )
    term = {"profile": "shandong", "effective_from": date(2017, 5, 19), "term_name": "second_reply"}
    said = {
        "start_on": DAY,
        "due_on": date(2020, 11, 9),
        "is_provisional": False,
        "explanation": "依据条例。",
    }
    trace = made.put(tables.due_trace, calendar="test", **term, **said)
    again = made.referral(item, department, date(2020, 11, 9), of_round=2)
    traced = update(tables.referral).where(tables.referral.c.referral_id == again).values(due_trace_id=trace)
    made.connection.execute(traced)


def letter_text(path: Path) -> str:
    """Return the text of a letter's paragraphs and tables, in order, with line breaks and empty lines left out."""
    body = Document(str(path)).element.body
    texts = (
        "".join(node.text or "" for node in paragraph.iter() if node.tag.endswith("}t"))
        for paragraph in body.iter()
        if paragraph.tag.endswith("}p")
    )
    return "\n".join(text for text in texts if text)
