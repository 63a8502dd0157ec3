"""How many replies came in time, per round.

percent = numerator / denominator, one decimal, rounded half up. numerator = replies in force dated on or before due_on.
denominator = replies in force that have a date + referrals without a reply whose due_on < as_of. An undated reply is in
neither. extended_numerator and extended_denominator are the part of both whose last day an extension had moved.
"""

from datetime import date
from typing import Any

from sqlalchemy import Select, and_, exists, func, or_, select

from schemas.words import Change, Role
from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.parts import is_final_reply, percent
from warehouse.tables import open_referral, referral, referral_change, reply, suggestion


def _statement(scope: Scope, as_of: date) -> Select[Any]:
    dated = reply.c.replied_on.is_not(None)
    overdue = and_(open_referral.c.due_on < as_of, reply.c.reply_id.is_(None))
    on_time = func.count().filter(reply.c.replied_on <= referral.c.due_on)
    every = func.count().filter(or_(dated, overdue))
    extended = exists().where(
        referral_change.c.referral_id == referral.c.referral_id, referral_change.c.change == Change.EXTENDED
    )
    return (
        select(
            referral.c.round,
            on_time.label("numerator"),
            every.label("denominator"),
            percent(on_time, every).label("percent"),
            func.count()
            .filter(reply.c.replied_on <= referral.c.due_on, extended)
            .label("extended_numerator"),
            func.count().filter(or_(dated, overdue), extended).label("extended_denominator"),
        )
        .join(suggestion, suggestion.c.suggestion_id == referral.c.suggestion_id)
        .outerjoin(reply, and_(reply.c.referral_id == referral.c.referral_id, is_final_reply()))
        .outerjoin(open_referral, open_referral.c.referral_id == referral.c.referral_id)
        .where(suggestion.c.session_id == scope.session_id, referral.c.role != Role.CO_HANDLER)
        .group_by(referral.c.round)
        .order_by(referral.c.round)
    )


QUERY = Query(
    "按期答复率",
    {
        "round": "轮次",
        "numerator": "按期答复件数",
        "denominator": "应答复件数",
        "percent": "按期答复率（%）",
        "extended_numerator": "其中延期后按期",
        "extended_denominator": "其中经延期",
    },
    _statement,
)
