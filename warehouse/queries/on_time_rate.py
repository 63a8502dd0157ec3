"""How many replies came in time, per round.

percent = numerator / denominator, one decimal, rounded half up. numerator = replies in force dated on or before due_on.
denominator = replies in force that have a date + referrals without a reply whose due_on < as_of. An undated reply is in
neither. What was handed on or withdrawn owes nothing. extended_numerator and extended_denominator are the part of both whose last day an extension had moved.
"""

from datetime import date
from typing import Any

from sqlalchemy import Select, func, or_, select

from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.owed import is_extended, owed
from warehouse.queries.parts import percent


def _statement(scope: Scope, as_of: date) -> Select[Any]:
    every = owed(scope, as_of)
    is_on_time = every.c.replied_on <= every.c.due_on
    is_timed = or_(every.c.replied_on.is_not(None), every.c.is_overdue)
    extended = is_extended(every.c.referral_id)
    on_time, timed = func.count().filter(is_on_time), func.count().filter(is_timed)
    return (
        select(
            every.c.round,
            on_time.label("numerator"),
            timed.label("denominator"),
            percent(on_time, timed).label("percent"),
            func.count().filter(is_on_time, extended).label("extended_numerator"),
            func.count().filter(is_timed, extended).label("extended_denominator"),
        )
        .group_by(every.c.round)
        .order_by(every.c.round)
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
