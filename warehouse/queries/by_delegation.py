"""Suggestions of the session per delegation of the lead deputy, and how many of them were rated how in round 1.

Most suggestions first; those whose lead deputy is not known for certain are counted as 未确定, in the last row.
"""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, Subquery, and_, func, select

from schemas.words import Signature
from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.parts import RATINGS, ByBytes, rating_counts, verdicts_by_round
from warehouse.tables import deputy, signer, suggestion


def _statement(scope: Scope, _as_of: date) -> Select[Any]:
    every, rated = _every(scope), _rated(scope)
    return (
        select(
            func.coalesce(every.c.delegation, "未确定").label("delegation"),
            every.c.suggestions,
            *(func.coalesce(rated.c[rating], 0).label(rating) for rating in RATINGS),
        )
        .select_from(every)
        .outerjoin(rated, func.coalesce(rated.c.delegation, "") == func.coalesce(every.c.delegation, ""))
        .order_by(every.c.delegation.is_(None), every.c.suggestions.desc(), ByBytes(every.c.delegation))
    )


def _every(scope: Scope) -> Subquery:
    """Return how many suggestions each delegation has: counted apart from the ratings, which are of few or need a look at each."""
    return (
        _of_delegations(suggestion, func.count().label("suggestions"))
        .where(suggestion.c.session_id == scope.session_id)
        .subquery()
    )


def _rated(scope: Scope) -> Subquery:
    said = verdicts_by_round(scope)
    return _of_delegations(said, *rating_counts(said.c.outcome)).where(said.c.round == 1).subquery()


def _of_delegations(suggestions: FromClause, *counts: ColumnElement[int]) -> Select[Any]:
    leads = and_(signer.c.suggestion_id == suggestions.c.suggestion_id, signer.c.signature == Signature.LEAD)
    return (
        select(deputy.c.delegation, *counts)
        .select_from(suggestions)
        .outerjoin(signer, leads)
        .outerjoin(deputy, deputy.c.deputy_id == signer.c.deputy_id)
        .group_by(deputy.c.delegation)
    )


QUERY = Query(
    "各代表团建议评价",
    {
        "delegation": "代表团",
        "suggestions": "建议件数",
        "satisfied": "满意",
        "mostly_satisfied": "基本满意",
        "dissatisfied": "不满意",
    },
    _statement,
)
