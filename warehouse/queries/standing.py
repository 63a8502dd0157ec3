"""How each suggestion of a session stands on a day, and who asked about it: shared by the figures of the report."""

from datetime import date

from sqlalchemy import ColumnElement, CompoundSelect, FromClause, Subquery, and_, func, or_, select, union

from schemas.lifecycle import Event, Status
from schemas.words import Outcome
from warehouse.offices import Scope
from warehouse.queries.parts import verdicts_by_round
from warehouse.queries.taken_back import GONE, is_out_of_base
from warehouse.tables import (
    call,
    call_item,
    cycle,
    open_referral,
    suggestion,
    suggestion_event,
    suggestion_state,
    verdict,
)

# of round 1
_UNANSWERED = (Status.REGISTERED.value, Status.REFERRED.value)


def asked_in_closed_cycles(scope: Scope) -> Subquery:
    """Return which suggestions were asked about in each round, by a cycle that is closed: suggestion_id, round.

    What was taken back before anybody rated it is not among them.
    """
    return (
        select(call_item.c.suggestion_id, cycle.c.round)
        .join(call, call.c.call_id == call_item.c.call_id)
        .join(cycle, cycle.c.cycle_id == call.c.cycle_id)
        .where(cycle.c.session_id == scope.session_id, cycle.c.closed_on.is_not(None), ~is_out_of_base())
        .distinct()
        .subquery()
    )


def is_answered(state: FromClause) -> ColumnElement[bool]:
    """Return whether every reply owed in round 1 is there, by `status` and `round`: a suggestion stays referred until then."""
    return or_(state.c.round > 1, state.c.status.not_in(_UNANSWERED))


def found_unsatisfied() -> CompoundSelect[tuple[int]]:
    """Return which suggestions were ever found unsatisfied: suggestion_id."""
    found = select(suggestion_event.c.suggestion_id).where(
        suggestion_event.c.event == Event.FOUND_UNSATISFIED
    )
    # of what was taken back only the verdict tells
    taken_back = (
        select(verdict.c.suggestion_id)
        .join(suggestion_state, suggestion_state.c.suggestion_id == verdict.c.suggestion_id)
        .where(suggestion_state.c.status.in_(GONE), verdict.c.outcome == Outcome.DISSATISFIED)
        .correlate(None)
    )
    return union(found, taken_back)


def standings(scope: Scope, as_of: date) -> Subquery:
    """Return every suggestion of the session with where it stands and how it was rated.

    suggestion_id, category, is_key, is_gone (withdrawn or merged), is_answered (every reply owed in round 1 is there), is_overdue (one
    is, of any round), is_re_referred, is_asked and outcome (round 1).
    """
    asked, said = asked_in_closed_cycles(scope), verdicts_by_round(scope)
    state, is_odd = suggestion_state, or_(suggestion_state.c.status.in_(GONE), suggestion_state.c.round > 1)
    # most suggestions are answered and in round 1, and go without a join
    odd = select(state).where(or_(is_odd, ~is_answered(state))).subquery()
    late = select(open_referral.c.suggestion_id).where(open_referral.c.due_on < as_of)
    key = suggestion.c.suggestion_id
    return (
        select(
            key,
            suggestion.c.category,
            suggestion.c.is_key,
            func.coalesce(odd.c.status.in_(GONE), False).label("is_gone"),
            func.coalesce(is_answered(odd), True).label("is_answered"),
            key.in_(late).label("is_overdue"),
            func.coalesce(odd.c.round > 1, False).label("is_re_referred"),
            asked.c.suggestion_id.is_not(None).label("is_asked"),
            said.c.outcome,
        )
        .outerjoin(odd, odd.c.suggestion_id == key)
        .outerjoin(asked, and_(asked.c.suggestion_id == key, asked.c.round == 1))
        .outerjoin(said, and_(said.c.suggestion_id == key, said.c.round == 1))
        .where(suggestion.c.session_id == scope.session_id)
        .subquery()
    )
