"""Referrals of round 2 and later that owe a reply, with the reply in force and the newest verdict of that round."""

from datetime import date
from typing import Any

from sqlalchemy import Select, and_, select

from schemas.words import Outcome, Role
from warehouse.chinese import chinese_of
from warehouse.numbering import label
from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.parts import by_number, chinese, verdicts_by_round
from warehouse.tables import department, referral, reply, suggestion


def _statement(scope: Scope, _as_of: date) -> Select[Any]:
    said = verdicts_by_round(scope)
    return (
        select(
            label(),
            suggestion.c.title,
            referral.c.round,
            department.c.name.label("department"),
            referral.c.assigned_on,
            referral.c.due_on,
            reply.c.replied_on,
            chinese(said.c.outcome, chinese_of(Outcome)).label("verdict"),
        )
        .select_from(referral)
        .join(suggestion, suggestion.c.suggestion_id == referral.c.suggestion_id)
        .join(department, department.c.department_id == referral.c.department_id)
        .outerjoin(reply, and_(reply.c.referral_id == referral.c.referral_id, reply.c.is_current))
        .outerjoin(
            said, and_(said.c.suggestion_id == referral.c.suggestion_id, said.c.round == referral.c.round)
        )
        .where(
            suggestion.c.session_id == scope.session_id,
            referral.c.round > 1,
            referral.c.role != Role.CO_HANDLER,
        )
        .order_by(*by_number(), referral.c.round, referral.c.referral_id)
    )


QUERY = Query(
    "再次交办情况",
    {
        "number": "建议编号",
        "title": "建议标题",
        "round": "轮次",
        "department": "承办单位",
        "assigned_on": "交办日期",
        "due_on": "办理期限",
        "replied_on": "答复日期",
        "verdict": "本轮评价",
    },
    _statement,
)
