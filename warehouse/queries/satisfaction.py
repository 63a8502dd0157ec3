"""What the suggestions asked about in each closed cycle were rated; how an open one stands is `duban survey status`.

percent = numerator / items, one decimal, rounded half up (`duban query`: as the profile has it). items = suggestions asked about;
numerator = satisfied + mostly_satisfied. An item that nobody rated is not_rated and stays in the base; one that was taken back before
anybody rated it is not in it.
"""

from datetime import date
from typing import Any

from sqlalchemy import Select, and_, func, select

from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.parts import asked_about, rating_counts, share_of_good
from warehouse.tables import cycle, verdict


def _statement(scope: Scope, _as_of: date) -> Select[Any]:
    asked = asked_about(scope)
    said = and_(verdict.c.cycle_id == asked.c.cycle_id, verdict.c.suggestion_id == asked.c.suggestion_id)
    return (
        select(
            cycle.c.name.label("cycle"),
            cycle.c.round,
            func.count().label("items"),
            *rating_counts(verdict.c.outcome),
            *share_of_good(verdict.c.outcome),
        )
        .join(asked, asked.c.cycle_id == cycle.c.cycle_id)
        .outerjoin(verdict, said)
        .where(cycle.c.closed_on.is_not(None))
        .group_by(cycle.c.cycle_id, cycle.c.name, cycle.c.round)
        .order_by(cycle.c.cycle_id)
    )


QUERY = Query(
    "各期满意度",
    {
        "cycle": "测评周期",
        "round": "轮次",
        "items": "回访建议件数",
        "satisfied": "满意",
        "mostly_satisfied": "基本满意",
        "dissatisfied": "不满意",
        "not_rated": "未评价",
        "numerator": "满意和基本满意",
        "percent": "满意率（%）",
    },
    _statement,
    rate=("numerator", "items"),
)
