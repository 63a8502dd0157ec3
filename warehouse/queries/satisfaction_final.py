"""What the suggestions of the session are rated in the end, after all rounds.

percent = numerator / base, one decimal, rounded half up (`duban query`: as the profile has it). base = suggestions ever asked about,
each counted once with its newest verdict; numerator = satisfied + mostly_satisfied. One whose newest verdict has no rating, or that
has no verdict yet, is not_rated and stays in the base, unless it was taken back.
"""

from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.parts import asked_about, newest_verdicts, rating_counts, share_of_good


def _statement(scope: Scope, _as_of: date) -> Select[Any]:
    asked, said = asked_about(scope), newest_verdicts(scope)
    every = select(asked.c.suggestion_id).distinct().subquery()
    return select(
        func.count().label("base"), *rating_counts(said.c.outcome), *share_of_good(said.c.outcome)
    ).select_from(every.outerjoin(said, said.c.suggestion_id == every.c.suggestion_id))


QUERY = Query(
    "最终满意度",
    {
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
