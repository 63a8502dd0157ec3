"""What suggestions of the session, between sessions and of motions are rated in the end, beside each other.

suggestions = all of the series. percent = numerator / base, one decimal, rounded half up (`duban query`: as the profile has it); base =
those ever asked about, each counted once with its newest verdict; numerator = satisfied + mostly_satisfied. One without a rating is
not_rated and stays in the base, unless it was taken back.
"""

from datetime import date
from typing import Any

from sqlalchemy import Select, and_, func, select

from schemas.words import Outcome, Series
from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.parts import (
    GOOD_RATINGS,
    RATINGS,
    asked_about,
    chinese,
    newest_verdicts,
    percent,
    place,
)
from warehouse.tables import suggestion


def _statement(scope: Scope, _as_of: date) -> Select[Any]:
    asked = select(asked_about(scope).c.suggestion_id).distinct().subquery()
    said = newest_verdicts(scope)
    is_asked = asked.c.suggestion_id.is_not(None)
    base = func.count(asked.c.suggestion_id)
    rated = {word: func.count().filter(and_(is_asked, said.c.outcome == word)) for word in RATINGS}
    good = func.count().filter(and_(is_asked, said.c.outcome.in_(GOOD_RATINGS)))
    every_rating = func.count().filter(and_(is_asked, said.c.outcome.in_(RATINGS)))
    return (
        select(
            chinese(suggestion.c.series, {word.value: word.chinese for word in Series}).label("series"),
            func.count().label("suggestions"),
            base.label("base"),
            *(count.label(Outcome(word).value) for word, count in rated.items()),
            (base - every_rating).label("not_rated"),
            good.label("numerator"),
            percent(good, base).label("percent"),
        )
        .outerjoin(asked, asked.c.suggestion_id == suggestion.c.suggestion_id)
        .outerjoin(said, said.c.suggestion_id == suggestion.c.suggestion_id)
        .where(suggestion.c.session_id == scope.session_id)
        .group_by(suggestion.c.series)
        .order_by(place(suggestion.c.series, Series))
    )


QUERY = Query(
    "满意度（大会与闭会）",
    {
        "series": "建议类型",
        "suggestions": "建议件数",
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
