"""Suggestions per due date and term of round 1; one with two lead departments is counted once."""

from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from schemas.words import Role, TermKind
from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.parts import place
from warehouse.tables import referral, suggestion


def _statement(scope: Scope, _as_of: date) -> Select[Any]:
    return (
        select(
            referral.c.due_on,
            suggestion.c.term_kind,
            func.count(suggestion.c.suggestion_id.distinct()).label("suggestions"),
        )
        .join(suggestion, suggestion.c.suggestion_id == referral.c.suggestion_id)
        .where(
            suggestion.c.session_id == scope.session_id,
            referral.c.round == 1,
            referral.c.role != Role.CO_HANDLER,
        )
        .group_by(referral.c.due_on, suggestion.c.term_kind)
        .order_by(referral.c.due_on, place(suggestion.c.term_kind, TermKind))
    )


QUERY = Query(
    "办理期限分布",
    {"due_on": "办理期限", "term_kind": "期限种类", "suggestions": "建议件数"},
    _statement,
)
