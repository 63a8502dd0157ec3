"""Suggestions that were taken in without a signer or a co-handler nobody knew then: completed once the name is known."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, exists, func, insert, literal, select, update

from schemas.words import Role, Signature
from warehouse.offices import Scope
from warehouse.stage import stage_referral, stage_signer, stage_suggestion
from warehouse.suggestions import is_deputy, known_suggestion
from warehouse.tables import deputy, problem, referral, signer, suggestion
from warehouse.tables.intake import ProblemStatus

_DOUBTS = ("unknown_deputy", "ambiguous_deputy")


def complete_signers(connection: Connection, scope: Scope) -> int:
    """Add staged signers that were in doubt when their suggestion came in and are one deputy now; return how many."""
    certain = (
        select(
            suggestion.c.suggestion_id,
            func.min(deputy.c.deputy_id).label("deputy_id"),
            stage_signer.c.position,
        )
        .join(stage_suggestion, stage_suggestion.c.row_id == stage_signer.c.row_id)
        .join(suggestion, known_suggestion(scope.session_id))
        .join(deputy, is_deputy(scope))
        .where(exists().where(_was_doubtful(stage_signer.c.name, _DOUBTS)))
        .group_by(suggestion.c.suggestion_id, stage_signer.c.position)
        .having(func.count() == 1)
        .subquery()
    )
    position = func.min(certain.c.position)
    there = and_(signer.c.suggestion_id == certain.c.suggestion_id, signer.c.deputy_id == certain.c.deputy_id)
    taken = and_(signer.c.suggestion_id == certain.c.suggestion_id, signer.c.position == certain.c.position)
    rows = (
        select(
            certain.c.suggestion_id,
            certain.c.deputy_id,
            case((position == 0, Signature.LEAD.value), else_=Signature.CO_SIGNER.value),
            position,
        )
        .where(~exists().where(there), ~exists().where(taken))
        .group_by(certain.c.suggestion_id, certain.c.deputy_id)
    )
    columns = ["suggestion_id", "deputy_id", "signature", "position"]
    count = connection.execute(insert(signer).from_select(columns, rows)).rowcount
    is_signer = and_(
        signer.c.suggestion_id == suggestion.c.suggestion_id, deputy.c.deputy_id == signer.c.deputy_id
    )
    known = select(deputy.c.name).where(is_signer, deputy.c.name == problem.c.raw_value)
    _settle(connection, scope, _DOUBTS, known)
    return count


def complete_co_handlers(connection: Connection, scope: Scope) -> int:
    """Add the co-handlers of staged suggestions whose name was not known when these came in; return how many."""
    there = and_(
        referral.c.suggestion_id == suggestion.c.suggestion_id,
        referral.c.department_id == stage_referral.c.department_id,
    )
    first = and_(referral.c.suggestion_id == suggestion.c.suggestion_id, referral.c.round == 1)
    assigned_on = select(func.min(referral.c.assigned_on)).where(first).scalar_subquery()
    rows = (
        select(
            suggestion.c.suggestion_id,
            stage_referral.c.department_id,
            literal(Role.CO_HANDLER.value),
            literal(1),
            assigned_on,
        )
        .select_from(stage_referral)
        .join(stage_suggestion, stage_suggestion.c.row_id == stage_referral.c.row_id)
        .join(suggestion, known_suggestion(scope.session_id))
        .where(
            stage_referral.c.role == Role.CO_HANDLER,
            ~exists().where(there),
            exists().where(_at_suggestion(), problem.c.code == "unknown_co_handler"),
        )
    )
    columns = ["suggestion_id", "department_id", "role", "round", "assigned_on"]
    return connection.execute(insert(referral).from_select(columns, rows)).rowcount


def _settle(connection: Connection, scope: Scope, codes: tuple[str, ...], known: Any) -> None:
    of_suggestion = exists().where(
        suggestion.c.session_id == scope.session_id,
        _at_suggestion(),
        known.correlate(problem, suggestion).exists(),
    )
    connection.execute(
        update(problem)
        .where(problem.c.code.in_(codes), problem.c.status == ProblemStatus.OPEN, of_suggestion)
        .values(status=ProblemStatus.FIXED.value)
    )


def _was_doubtful(name: Any, codes: tuple[str, ...]) -> ColumnElement[bool]:
    return and_(_at_suggestion(), problem.c.code.in_(codes), problem.c.raw_value == name)


def _at_suggestion() -> ColumnElement[bool]:
    return and_(problem.c.batch_id == suggestion.c.batch_id, problem.c.row_no == suggestion.c.row_no)
