"""Referrals without a reply in force whose last day is near: as_of <= due_on <= as_of + days."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from warehouse.days import DaysAfter
from warehouse.numbering import label
from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.parameters import Parameter, Type
from warehouse.queries.parts import by_number
from warehouse.tables import department, open_referral, referral, suggestion


def _statement(scope: Scope, as_of: date, days: int | ColumnElement[int]) -> Select[Any]:
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
        .where(
            suggestion.c.session_id == scope.session_id,
            open_referral.c.due_on.between(as_of, DaysAfter(as_of, days)),
        )
        .order_by(open_referral.c.due_on, *by_number(), referral.c.referral_id)
    )


QUERY = Query(
    "即将到期",
    {
        "number": "建议编号",
        "title": "建议标题",
        "department": "承办单位",
        "round": "轮次",
        "due_on": "办理期限",
    },
    _statement,
    (Parameter("days", Type.INT, "how many days ahead", default=7, least=0),),
)
