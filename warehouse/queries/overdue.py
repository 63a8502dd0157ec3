"""Referrals that owe the deputy a reply and whose last day has passed: due_on < as_of and no reply in force."""

from datetime import date
from typing import Any

from sqlalchemy import Select, select

from warehouse.numbering import label
from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.parts import by_number
from warehouse.tables import department, open_referral, referral, suggestion


def _statement(scope: Scope, as_of: date) -> Select[Any]:
    return (
        select(
            label(),
            suggestion.c.title,
            department.c.name.label("department"),
            referral.c.round,
            open_referral.c.due_on,
        )
        .join(referral, referral.c.referral_id == open_referral.c.referral_id)
        .join(suggestion, suggestion.c.suggestion_id == referral.c.suggestion_id)
        .join(department, department.c.department_id == referral.c.department_id)
        .where(suggestion.c.session_id == scope.session_id, open_referral.c.due_on < as_of)
        .order_by(open_referral.c.due_on, *by_number(), referral.c.referral_id)
    )


QUERY = Query(
    "逾期未答复",
    {
        "number": "建议编号",
        "title": "建议标题",
        "department": "承办单位",
        "round": "轮次",
        "due_on": "办理期限",
    },
    _statement,
)
