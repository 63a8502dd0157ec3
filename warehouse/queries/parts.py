"""What several queries are made of: expressions that mean the same on SQLite and PostgreSQL, and shared subqueries."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import (
    Case,
    ColumnElement,
    Float,
    Integer,
    Label,
    String,
    Subquery,
    and_,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    true,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from schemas.words import Ending, Outcome, Role
from warehouse.numbering import in_order, is_numbered
from warehouse.offices import Scope
from warehouse.queries.taken_back import is_out_of_base
from warehouse.tables import call, call_item, cycle, department, referral, reply, suggestion, verdict

NOT_FILLED_IN = "未填写"
OUTSTANDING = "outstanding"

RATINGS = (Outcome.SATISFIED.value, Outcome.MOSTLY_SATISFIED.value, Outcome.DISSATISFIED.value)
GOOD_RATINGS = RATINGS[:2]


def if_told(value: Any, condition: Callable[[Any], ColumnElement[bool]]) -> ColumnElement[bool]:
    """Return the condition on a value that was told, else one that every row meets; an expression is asked itself whether it was."""
    if value is None:
        return true()
    return or_(value.is_(None), condition(value)) if isinstance(value, ColumnElement) else condition(value)


def is_told(scope: Scope, number: str | ColumnElement[str] | None) -> ColumnElement[bool]:
    """Tell whether a suggestion is the one whose number, with its series, was told; all are when none was."""

    def is_it(told: Any) -> ColumnElement[bool]:
        labelled = told if isinstance(told, ColumnElement) else literal(told, String())
        return is_numbered(scope.session_id, labelled)

    return if_told(number, is_it)


class ByBytes(FunctionElement[str]):
    """A text to order by: code point after code point, whatever the collation of the database."""

    type = String()
    inherit_cache = True


@compiles(ByBytes)
def _as_it_is(element: ByBytes, compiler: Any, **kw: Any) -> str:
    text: str = compiler.process(element.clauses, **kw)
    return text


@compiles(ByBytes, "postgresql")
def _collate(element: ByBytes, compiler: Any, **kw: Any) -> str:
    return f'({compiler.process(element.clauses, **kw)} COLLATE "C")'


def by_number() -> tuple[ColumnElement[Any], ...]:
    """Return the order of a list of suggestions: those of the session first, 9 before 10."""
    series, length, number = in_order()
    return (series, length, ByBytes(number), suggestion.c.suggestion_id)


def place(column: ColumnElement[Any], words: Iterable[str]) -> Case[int]:
    """Return where the word in `column` stands among `words`, to order by; any other comes last."""
    places = {word: at for at, word in enumerate(words)}
    return case(places, value=column, else_=len(places))


def chinese(column: ColumnElement[Any], words: Mapping[Any, str]) -> Case[str]:
    """Return the Chinese word for the code in `column`."""
    return case(dict(words), value=column)


def joined(
    names: ColumnElement[str], *, per: Iterable[ColumnElement[Any]], by: ColumnElement[Any]
) -> ColumnElement[str]:
    """Return the names that agree in `per` as one text, on each of their rows."""
    # as a window, because SQLite before 3.44 aggregates texts in no order of its own
    texts = func.aggregate_strings(names, "、")
    return texts.over(partition_by=list(per), order_by=by, rows=(None, None))


def percent(numerator: ColumnElement[int], denominator: ColumnElement[int]) -> ColumnElement[Any]:
    """Return the share in per cent with one decimal, rounded half up; null when there is nothing to divide by."""
    # in whole numbers, because the two databases round floating point differently
    whole = func.nullif(denominator, 0, type_=Integer)
    tenths = (2000 * numerator + whole) // (2 * whole)
    return cast(tenths, Float) / 10.0


def rating_counts(outcome: ColumnElement[Any]) -> list[Label[int]]:
    """Return how many are satisfied, mostly_satisfied, dissatisfied."""
    return [func.count().filter(outcome == rating).label(rating) for rating in RATINGS]


def share_of_good(outcome: ColumnElement[Any]) -> list[Label[Any]]:
    """Return not_rated, numerator (satisfied + mostly_satisfied) and percent; every row is in the base."""
    good = func.count().filter(outcome.in_(GOOD_RATINGS))
    rated = func.count().filter(outcome.in_(RATINGS))
    every = func.count()
    return [
        (every - rated).label("not_rated"),
        good.label("numerator"),
        percent(good, every).label("percent"),
    ]


def verdicts_by_round(scope: Scope) -> Subquery:
    """Return the newest verdict of each suggestion in each round: suggestion_id, round, outcome."""
    return _newest(scope, cycle.c.round)


def newest_verdicts(scope: Scope) -> Subquery:
    """Return the newest verdict of each suggestion, of whatever round: suggestion_id, round, outcome."""
    return _newest(scope)


def _newest(scope: Scope, *per: ColumnElement[Any]) -> Subquery:
    newest_first = func.row_number().over(
        partition_by=[verdict.c.suggestion_id, *per], order_by=verdict.c.cycle_id.desc()
    )
    ranked = (
        select(verdict.c.suggestion_id, cycle.c.round, verdict.c.outcome, newest_first.label("place"))
        .join(cycle, cycle.c.cycle_id == verdict.c.cycle_id)
        .where(cycle.c.session_id == scope.session_id)
        .subquery()
    )
    return (
        select(ranked.c.suggestion_id, ranked.c.round, ranked.c.outcome).where(ranked.c.place == 1).subquery()
    )


def first_round(scope: Scope) -> Subquery:
    """Return every suggestion of the session with its verdict of round 1: suggestion_id, category, outcome."""
    said = verdicts_by_round(scope)
    return (
        select(suggestion.c.suggestion_id, suggestion.c.category, said.c.outcome)
        .outerjoin(said, and_(said.c.suggestion_id == suggestion.c.suggestion_id, said.c.round == 1))
        .where(suggestion.c.session_id == scope.session_id)
        .subquery()
    )


def asked_about(scope: Scope) -> Subquery:
    """Return which suggestions each cycle of the session asks about: cycle_id, suggestion_id; not what was taken back unrated."""
    return (
        select(call.c.cycle_id, call_item.c.suggestion_id)
        .join(call_item, call_item.c.call_id == call.c.call_id)
        .join(cycle, cycle.c.cycle_id == call.c.cycle_id)
        .where(cycle.c.session_id == scope.session_id, ~is_out_of_base())
        .distinct()
        .subquery()
    )


def answered_for() -> ColumnElement[bool]:
    """Return whether a rating in its round is about the work of a `referral`: also of what was taken back, not of what was handed on."""
    return or_(referral.c.ended_as.is_(None), referral.c.ended_as == Ending.WITHDRAWN)


def lead_departments(scope: Scope) -> Subquery:
    """Return who owes, or owed, the reply to each suggestion in each round: suggestion_id, round, departments as one text."""
    names = joined(
        department.c.name, per=[referral.c.suggestion_id, referral.c.round], by=referral.c.referral_id
    )
    return (
        select(referral.c.suggestion_id, referral.c.round, names.label("departments"))
        .join(department, department.c.department_id == referral.c.department_id)
        .join(suggestion, suggestion.c.suggestion_id == referral.c.suggestion_id)
        .where(
            suggestion.c.session_id == scope.session_id,
            referral.c.role != Role.CO_HANDLER,
            answered_for(),
        )
        .distinct()
        .subquery()
    )


def is_final_reply() -> ColumnElement[bool]:
    """Return whether a `reply` is in force and final: an interim one has not answered anything yet."""
    return and_(reply.c.is_current, ~reply.c.is_interim)
