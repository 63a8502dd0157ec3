"""Replies in force, of any round, dated after the last day: days_late = calendar days from due_on to replied_on.

What was withdrawn owes nothing, whenever it was answered: these are the replies that by-department and dashboard count as late.
"""

from datetime import date
from typing import Any

from sqlalchemy import Select

from warehouse.days import DaysBetween
from warehouse.numbering import label
from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.owed import final_replies
from warehouse.queries.parts import by_number
from warehouse.tables import department, final_reply, suggestion


def _statement(scope: Scope, _as_of: date) -> Select[Any]:
    return (
        final_replies(
            scope,
            label(),
            suggestion.c.title,
            department.c.name.label("department"),
            final_reply.c.round,
            final_reply.c.due_on,
            final_reply.c.replied_on,
            DaysBetween(final_reply.c.replied_on, final_reply.c.due_on).label("days_late"),
        )
        .join(suggestion, suggestion.c.suggestion_id == final_reply.c.suggestion_id)
        .join(department, department.c.department_id == final_reply.c.department_id)
        .where(final_reply.c.is_owed, final_reply.c.replied_on > final_reply.c.due_on)
        .order_by(*by_number(), final_reply.c.round, final_reply.c.referral_id)
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
