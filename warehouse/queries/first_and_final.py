"""What suggestions were rated at first and in the end: first = newest verdict of round 1, final = newest verdict of any round.

Counted are the suggestions that a closed cycle of round 1 asked about; one that nobody rated is 未评价. The rows 不满意, 满意 and
不满意, 基本满意 are what second handling has won.
"""

from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from schemas.words import Outcome
from warehouse.chinese import chinese_of
from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.parts import RATINGS, chinese, newest_verdicts, place, verdicts_by_round
from warehouse.queries.standing import asked_in_closed_cycles

_WORDS = {**chinese_of(Outcome), "not_rated": "未评价"}


def _statement(scope: Scope, _as_of: date) -> Select[Any]:
    asked = asked_in_closed_cycles(scope)
    first, final = verdicts_by_round(scope), newest_verdicts(scope)
    at_first = func.coalesce(first.c.outcome, "not_rated").label("first")
    in_the_end = func.coalesce(final.c.outcome, "not_rated").label("final")
    rated = (
        select(at_first, in_the_end)
        .select_from(asked)
        .outerjoin(first, (first.c.suggestion_id == asked.c.suggestion_id) & (first.c.round == 1))
        .outerjoin(final, final.c.suggestion_id == asked.c.suggestion_id)
        .where(asked.c.round == 1)
        .subquery()
    )
    return (
        select(
            *(chinese(one, _WORDS).label(one.name) for one in (rated.c.first, rated.c.final)),
            func.count().label("suggestions"),
        )
        .group_by(rated.c.first, rated.c.final)
        .order_by(place(rated.c.first, RATINGS), place(rated.c.final, RATINGS))
    )


QUERY = Query(
    "首轮与最终评价对照",
    {"first": "首轮评价", "final": "最终评价", "suggestions": "建议件数"},
    _statement,
)
