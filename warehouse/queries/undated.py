"""Replies in force, of any round, without a date: neither on time nor late. What was withdrawn owes nothing, nor a date."""

from datetime import date
from typing import Any

from sqlalchemy import Select

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
        )
        .join(suggestion, suggestion.c.suggestion_id == final_reply.c.suggestion_id)
        .join(department, department.c.department_id == final_reply.c.department_id)
        .where(final_reply.c.is_owed, final_reply.c.replied_on.is_(None))
        .order_by(*by_number(), final_reply.c.round, final_reply.c.referral_id)
    )


QUERY = Query(
    "答复日期空缺",
    {
        "number": "建议编号",
        "title": "建议标题",
        "department": "承办单位",
        "round": "轮次",
        "due_on": "办理期限",
    },
    _statement,
)
