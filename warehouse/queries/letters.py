"""Letters of re-referral (交办函) that were written and not withdrawn, one row per suggestion in them."""

from datetime import date
from typing import Any

from sqlalchemy import Select, and_, select

from schemas.outgoing import Outgoing
from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.parts import by_number
from warehouse.tables import department, dispatch, letter, letter_item, referral, suggestion


def _statement(scope: Scope, _as_of: date) -> Select[Any]:
    sent = and_(
        dispatch.c.office_id == scope.office_id,
        dispatch.c.what == "letter",
        dispatch.c.subject_id == letter.c.letter_id,
    )
    return (
        select(
            suggestion.c.series,
            suggestion.c.number,
            letter.c.round,
            department.c.name.label("department"),
            letter.c.year,
            letter.c.serial,
            letter.c.issued_on,
            dispatch.c.file_name,
        )
        .select_from(letter)
        .join(letter_item, letter_item.c.letter_id == letter.c.letter_id)
        .join(referral, referral.c.referral_id == letter_item.c.referral_id)
        .join(suggestion, suggestion.c.suggestion_id == referral.c.suggestion_id)
        .join(department, department.c.department_id == letter.c.department_id)
        .join(dispatch, sent)
        .where(
            suggestion.c.session_id == scope.session_id,
            letter.c.kind == Outgoing.REREFERRAL,
            ~letter_item.c.is_withdrawn,
        )
        .order_by(*by_number(), letter.c.round, letter.c.letter_id)
    )


QUERY = Query(
    "交办函",
    {
        "series": "系列",
        "number": "建议编号",
        "round": "轮次",
        "department": "承办单位",
        "year": "函件年份",
        "serial": "函件序号",
        "issued_on": "发函日期",
        "file_name": "文件名",
    },
    _statement,
)
