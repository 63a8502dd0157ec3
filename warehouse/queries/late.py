"""Replies in force, of any round, dated after the last day: days_late = calendar days from due_on to replied_on."""

from datetime import date
from typing import Any

from sqlalchemy import Select

from warehouse.numbering import label
from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.days import DaysBetween
from warehouse.queries.parts import by_number, current_replies
from warehouse.tables import department, referral, reply, suggestion


def _statement(scope: Scope, _as_of: date) -> Select[Any]:
    return (
        current_replies(
            scope,
            label(),
            suggestion.c.title,
            department.c.name.label("department"),
            referral.c.round,
            referral.c.due_on,
            reply.c.replied_on,
            DaysBetween(reply.c.replied_on, referral.c.due_on).label("days_late"),
        )
        .where(reply.c.replied_on > referral.c.due_on)
        .order_by(*by_number(), referral.c.round, referral.c.referral_id)
    )


QUERY = Query(
    "逾期答复",
    {
        "number": "建议编号",
        "title": "建议标题",
        "department": "承办单位",
        "round": "轮次",
        "due_on": "办理期限",
        "replied_on": "答复日期",
        "days_late": "逾期天数",
    },
    _statement,
)
