"""On which days replies were due and came in, per round.

due = referrals that owe a reply and have this as their last day; on_time and late = final replies in force dated that day, by their
own last day. A reply without a date is in no row.
"""

from datetime import date
from typing import Any

from sqlalchemy import Integer, Select, and_, cast, false, func, select, union_all

from schemas.words import Role
from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.parts import is_final_reply
from warehouse.tables import referral, reply, suggestion


def _statement(scope: Scope, _as_of: date) -> Select[Any]:
    owing = (
        suggestion.c.session_id == scope.session_id,
        referral.c.role != Role.CO_HANDLER,
        referral.c.ended_as.is_(None),
    )
    due = (
        select(
            referral.c.round,
            referral.c.due_on.label("day"),
            func.count().label("due"),
            func.count().filter(false()).label("on_time"),
            func.count().filter(false()).label("late"),
        )
        .join(suggestion, suggestion.c.suggestion_id == referral.c.suggestion_id)
        .where(*owing, referral.c.due_on.is_not(None))
        .group_by(referral.c.round, referral.c.due_on)
    )
    came = (
        select(
            referral.c.round,
            reply.c.replied_on.label("day"),
            func.count().filter(false()).label("due"),
            func.count().filter(reply.c.replied_on <= referral.c.due_on).label("on_time"),
            func.count().filter(reply.c.replied_on > referral.c.due_on).label("late"),
        )
        .join(suggestion, suggestion.c.suggestion_id == referral.c.suggestion_id)
        .join(reply, and_(reply.c.referral_id == referral.c.referral_id, is_final_reply()))
        .where(*owing, reply.c.replied_on.is_not(None))
        .group_by(referral.c.round, reply.c.replied_on)
    )
    both = union_all(due, came).subquery()
    return (
        select(
            both.c.round,
            both.c.day,
            *(cast(func.sum(both.c[name]), Integer).label(name) for name in ("due", "on_time", "late")),
        )
        .group_by(both.c.round, both.c.day)
        .order_by(both.c.round, both.c.day)
    )


QUERY = Query(
    "答复时间分布",
    {
        "round": "轮次",
        "day": "日期",
        "due": "当日到期",
        "on_time": "当日按期答复",
        "late": "当日逾期答复",
    },
    _statement,
)
