"""What suggestions were rated in each round, whatever number of cycles asked about them.

percent = numerator / base, one decimal, rounded half up (`duban query`: as the profile has it). base = suggestions that a closed cycle
of the round asked about, each counted once with the newest verdict of that round, but not those that were taken back before anybody
rated them; numerator = satisfied + mostly_satisfied. Round 1 is the first-round satisfaction that offices publish.
"""

from datetime import date
from typing import Any

from sqlalchemy import Select, and_, func, select

from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.parts import rating_counts, share_of_good, verdicts_by_round
from warehouse.queries.standing import asked_in_closed_cycles


def _statement(scope: Scope, _as_of: date) -> Select[Any]:
    asked, said = asked_in_closed_cycles(scope), verdicts_by_round(scope)
    same = and_(said.c.suggestion_id == asked.c.suggestion_id, said.c.round == asked.c.round)
    return (
        select(
            asked.c.round,
            func.count().label("base"),
            *rating_counts(said.c.outcome),
            *share_of_good(said.c.outcome),
        )
        .select_from(asked.outerjoin(said, same))
        .group_by(asked.c.round)
        .order_by(asked.c.round)
    )


QUERY = Query(
    "各轮满意度",
    {
        "round": "轮次",
        "base": "回访建议件数",
        "satisfied": "满意",
        "mostly_satisfied": "基本满意",
        "dissatisfied": "不满意",
        "not_rated": "未评价",
        "numerator": "满意和基本满意",
        "percent": "满意率（%）",
    },
    _statement,
    rate=("numerator", "base"),
)
