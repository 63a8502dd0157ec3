"""Suggestions per due date and term of round 1; one with two lead departments is counted once a date.

What was handed on counts with the date of who has it now; what was taken back counts with the date it had.
"""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, cast, func, select, union_all

from schemas.words import Role, TermKind
from warehouse.chinese import chinese_of
from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.parts import answered_for, chinese, place
from warehouse.tables import referral, suggestion


def _statement(scope: Scope, _as_of: date) -> Select[Any]:
    # only what is handled separately can be there twice: the rest need not be sorted to be told apart
    every = union_all(
        _counted(scope, referral.c.role == Role.LEAD, func.count()),
        _counted(scope, referral.c.role == Role.SEPARATE, func.count(suggestion.c.suggestion_id.distinct())),
    ).subquery()
    return (
        select(
            every.c.due_on,
            chinese(every.c.term_kind, chinese_of(TermKind)).label("term_kind"),
            cast(func.sum(every.c.suggestions), Integer).label("suggestions"),
        )
        .group_by(every.c.due_on, every.c.term_kind)
        .order_by(every.c.due_on, place(every.c.term_kind, TermKind))
    )


def _counted(scope: Scope, chosen: ColumnElement[bool], count: ColumnElement[int]) -> Select[Any]:
    return (
        select(referral.c.due_on, suggestion.c.term_kind, count.label("suggestions"))
        .join(suggestion, suggestion.c.suggestion_id == referral.c.suggestion_id)
        .where(suggestion.c.session_id == scope.session_id, referral.c.round == 1, chosen, answered_for())
        .group_by(referral.c.due_on, suggestion.c.term_kind)
    )


QUERY = Query(
    "办理期限分布",
    {"due_on": "办理期限", "term_kind": "期限种类", "suggestions": "建议件数"},
    _statement,
)
