"""Letters that were written, one row per suggestion in them: the numbered ones of every kind, and what was reminded of.

withdrawn = the letter was taken back; the 撤回函 that did so is about the same suggestions. A 催办函 has no number.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import (
    Join,
    Select,
    String,
    Table,
    and_,
    case,
    cast,
    func,
    literal,
    null,
    select,
    union,
)

from schemas.outgoing import Outgoing
from schemas.words import Series
from warehouse.chinese import chinese_of
from warehouse.numbering import label
from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.parts import ByBytes, chinese, place
from warehouse.reminders import DISPATCH
from warehouse.tables import (
    department,
    dispatch,
    letter,
    letter_item,
    letter_withdrawal,
    referral,
    reminder,
    reminder_digest,
    suggestion,
)

REMINDER = "催办函"


def _statement(scope: Scope, _as_of: date) -> Select[Any]:
    # a department may be reminded of a reply and of a promise on one day: that is one letter
    told = union(*_letters(scope)).subquery()
    return select(*(told.c[name] for name in QUERY.columns)).order_by(
        place(told.c.series, Series),
        func.length(told.c.bare),
        ByBytes(told.c.bare),
        told.c.suggestion_id,
        told.c.issued_on,
        told.c.place,
        told.c.id,
    )


def _letters(scope: Scope) -> Iterator[Select[Any]]:
    said = {
        "id": letter.c.letter_id,
        "department_id": letter.c.department_id,
        "kind": chinese(letter.c.kind, chinese_of(Outgoing)),
        "serial": "〔" + cast(letter.c.year, String) + "〕" + cast(letter.c.serial, String) + "号",
        "issued_on": letter.c.issued_on,
        "round": letter.c.round,
    }
    withdrawal, digest = letter_withdrawal.c, reminder_digest.c
    written = letter.join(letter_item, letter_item.c.letter_id == letter.c.letter_id)
    taken_back = case((letter_item.c.is_withdrawn, "已撤回"))
    yield _about(scope, "letter", written, letter_item, place=0, withdrawn=taken_back, **said)
    withdrawing = letter.join(letter_withdrawal, withdrawal.withdrawn_by_id == letter.c.letter_id).join(
        letter_item, letter_item.c.letter_id == withdrawal.letter_id
    )
    yield _about(scope, "letter", withdrawing, letter_item, place=1, **said)
    reminding = reminder_digest.join(reminder, reminder.c.digest_id == digest.digest_id)
    said = {
        "id": digest.digest_id,
        "department_id": digest.department_id,
        "kind": literal(REMINDER),
        "issued_on": digest.made_on,
        "round": referral.c.round,
    }
    yield _about(scope, DISPATCH, reminding, reminder, place=2, **said)


def _about(scope: Scope, what: str, letters: Join, items: Table, **said: Any) -> Select[Any]:
    """Return a row per suggestion that these letters are about; `what` their files are in the ledger of what was sent."""
    sent = and_(
        dispatch.c.office_id == scope.office_id, dispatch.c.what == what, dispatch.c.subject_id == said["id"]
    )
    nothing = cast(null(), String)
    return (
        select(
            suggestion.c.suggestion_id,
            suggestion.c.series,
            suggestion.c.number.label("bare"),
            label(),
            said["round"].label("round"),
            department.c.name.label("department"),
            said["kind"].label("kind"),
            said.get("serial", nothing).label("serial"),
            said["issued_on"].label("issued_on"),
            said.get("withdrawn", nothing).label("withdrawn"),
            dispatch.c.file_name,
            literal(said["place"]).label("place"),
            said["id"].label("id"),
        )
        .select_from(letters)
        .join(referral, referral.c.referral_id == items.c.referral_id)
        .join(suggestion, suggestion.c.suggestion_id == referral.c.suggestion_id)
        .join(department, department.c.department_id == said["department_id"])
        .join(dispatch, sent)
        .where(suggestion.c.session_id == scope.session_id)
    )


QUERY = Query(
    "函件",
    {
        "number": "建议编号",
        "round": "轮次",
        "department": "承办单位",
        "kind": "函件种类",
        "serial": "文号",
        "issued_on": "发函日期",
        "withdrawn": "撤回",
        "file_name": "文件名",
    },
    _statement,
)
