"""On which days replies were due and came in, per round.

due = referrals that owe a reply and have this as their last day; on_time and late = final replies in force dated that day, by their
own last day. A reply without a date is in no row.
"""

from datetime import date
from typing import Any

from sqlalchemy import Integer, Select, cast, false, func, select, union_all

from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.owed import owed


def _statement(scope: Scope, as_of: date) -> Select[Any]:
    every = owed(scope, as_of)
    none = func.count().filter(false())
    due = (
        select(
            every.c.round,
            every.c.due_on.label("day"),
            func.count().label("due"),
            none.label("on_time"),
            none.label("late"),
        )
        .where(every.c.due_on.is_not(None))
        .group_by(every.c.round, every.c.due_on)
    )
    came = (
        select(
            every.c.round,
            every.c.replied_on.label("day"),
            none.label("due"),
            func.count().filter(every.c.replied_on <= every.c.due_on).label("on_time"),
            func.count().filter(every.c.replied_on > every.c.due_on).label("late"),
        )
        .where(every.c.replied_on.is_not(None))
        .group_by(every.c.round, every.c.replied_on)
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
