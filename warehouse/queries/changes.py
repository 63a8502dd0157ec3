"""What happened to referrals while they were handled: each change with its old and new last day, in the order recorded."""

from datetime import date
from typing import Any

from sqlalchemy import Select, case, select

from schemas.words import Change
from warehouse.numbering import label
from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.parts import by_number
from warehouse.tables import department, referral, referral_change, suggestion

_CHINESE = {change.value: change.chinese for change in Change}


def _statement(scope: Scope, _as_of: date) -> Select[Any]:
    return (
        select(
            label(),
            department.c.name.label("department"),
            referral.c.round,
            case(_CHINESE, value=referral_change.c.change).label("change"),
            referral_change.c.happened_on,
            referral_change.c.old_due_on,
            referral_change.c.new_due_on,
            referral_change.c.reason,
            referral_change.c.approved_by,
        )
        .select_from(referral_change)
        .join(referral, referral.c.referral_id == referral_change.c.referral_id)
        .join(suggestion, suggestion.c.suggestion_id == referral.c.suggestion_id)
        .join(department, department.c.department_id == referral.c.department_id)
        .where(suggestion.c.session_id == scope.session_id)
        .order_by(*by_number(), referral_change.c.change_id)
    )


QUERY = Query(
    "办理变更",
    {
        "number": "建议编号",
        "department": "承办单位",
        "round": "轮次",
        "change": "变更事项",
        "happened_on": "变更日期",
        "old_due_on": "原办理期限",
        "new_due_on": "新办理期限",
        "reason": "变更原因",
        "approved_by": "批准人",
    },
    _statement,
)
