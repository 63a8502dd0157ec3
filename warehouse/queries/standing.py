"""How each suggestion of a session stands on a day, and who asked about it: shared by the figures of the report."""

from datetime import date

from sqlalchemy import Select, Subquery, and_, select

from schemas.lifecycle import Event, Status
from warehouse.offices import Scope
from warehouse.queries.owed import final_replies
from warehouse.queries.parts import verdicts_by_round
from warehouse.tables import (
    call,
    call_item,
    cycle,
    final_reply,
    open_referral,
    referral,
    suggestion,
    suggestion_event,
    suggestion_state,
)

_GONE = (Status.WITHDRAWN.value, Status.MERGED.value)


def asked_in_closed_cycles(scope: Scope) -> Subquery:
    """Return which suggestions were asked about in each round, by a cycle that is closed: suggestion_id, round."""
    return (
        select(call_item.c.suggestion_id, cycle.c.round)
        .join(call, call.c.call_id == call_item.c.call_id)
        .join(cycle, cycle.c.cycle_id == call.c.cycle_id)
        .where(cycle.c.session_id == scope.session_id, cycle.c.closed_on.is_not(None))
        .distinct()
        .subquery()
    )


def standings(scope: Scope, as_of: date) -> Subquery:
    """Return every suggestion of the session with where it stands and how it was rated.

    suggestion_id, category, is_key, is_gone (withdrawn or merged), is_answered (every reply owed in round 1 is there), is_overdue (one
    is, of any round), is_unsatisfied (was ever found so), is_re_referred, is_asked and outcome (round 1).
    """
    asked, said = asked_in_closed_cycles(scope), verdicts_by_round(scope)
    has_reply, lacks_one = _of_first_round(scope)
    late = select(open_referral.c.suggestion_id).where(open_referral.c.due_on < as_of)
    found = select(suggestion_event.c.suggestion_id).where(
        suggestion_event.c.event == Event.FOUND_UNSATISFIED
    )
    key = suggestion.c.suggestion_id
    return (
        select(
            key,
            suggestion.c.category,
            suggestion.c.is_key,
            suggestion_state.c.status.in_(_GONE).label("is_gone"),
            and_(has_reply.c.suggestion_id.is_not(None), key.not_in(lacks_one)).label("is_answered"),
            key.in_(late).label("is_overdue"),
            key.in_(found).label("is_unsatisfied"),
            (suggestion_state.c.round > 1).label("is_re_referred"),
            asked.c.suggestion_id.is_not(None).label("is_asked"),
            said.c.outcome,
        )
        .join(suggestion_state, suggestion_state.c.suggestion_id == key)
        .outerjoin(has_reply, has_reply.c.suggestion_id == key)
        .outerjoin(asked, and_(asked.c.suggestion_id == key, asked.c.round == 1))
        .outerjoin(said, and_(said.c.suggestion_id == key, said.c.round == 1))
        .where(suggestion.c.session_id == scope.session_id)
        .subquery()
    )


def _of_first_round(scope: Scope) -> tuple[Subquery, Select[tuple[int]]]:
    """Which suggestions have a reply owed in round 1, and which lack one."""
    has_reply = (
        final_replies(scope, final_reply.c.suggestion_id)
        .where(final_reply.c.is_owed, final_reply.c.round == 1)
        .distinct()
        .subquery()
    )
    lacks_one = (
        select(open_referral.c.suggestion_id)
        .join(referral, referral.c.referral_id == open_referral.c.referral_id)
        .where(referral.c.round == 1)
    )
    return has_reply, lacks_one
