"""Suggestions of the session per category, and how many of them were rated how in round 1.

Most suggestions first; those without a category are counted as 未填写, in the last row.
"""

from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.parts import NOT_FILLED_IN, ByBytes, first_round, rating_counts


def _statement(scope: Scope, _as_of: date) -> Select[Any]:
    rated = first_round(scope)
    count = func.count()
    return (
        select(
            func.coalesce(rated.c.category, NOT_FILLED_IN).label("category"),
            count.label("suggestions"),
            *rating_counts(rated.c.outcome),
        )
        .group_by(rated.c.category)
        .order_by(rated.c.category.is_(None), count.desc(), ByBytes(rated.c.category))
    )


QUERY = Query(
    "各类别建议评价",
    {
        "category": "建议类别",
        "suggestions": "建议件数",
        "satisfied": "满意",
        "mostly_satisfied": "基本满意",
        "dissatisfied": "不满意",
    },
    _statement,
)
