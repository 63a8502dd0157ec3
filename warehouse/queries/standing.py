"""How each suggestion of a session stands on a day, and who asked about it: shared by the figures of the report."""

from datetime import date

from sqlalchemy import ColumnElement, Subquery, and_, exists, func, literal, or_, select

from schemas.lifecycle import Event
from schemas.words import Outcome, Role
from warehouse.offices import Scope
from warehouse.queries.parts import is_final_reply, verdicts_by_round
from warehouse.queries.taken_back import GONE, is_out_of_base
from warehouse.tables import (
    call,
    call_item,
    cycle,
    open_referral,
    referral,
    reply,
    suggestion,
    suggestion_event,
    suggestion_state,
    verdict,
)


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


def is_overdue(as_of: date) -> ColumnElement[bool]:
    """Return whether an `open_referral` without a final `reply` has passed its last day."""
    return and_(open_referral.c.due_on < as_of, reply.c.reply_id.is_(None))


def standings(scope: Scope, as_of: date) -> Subquery:
    """Return every suggestion of the session with what it owes and how it was rated.

    suggestion_id, category, is_key, is_gone (withdrawn or merged), owed, replied, overdue (referrals of all rounds), is_answered
    (every reply owed in round 1 is there), is_unsatisfied (was ever found so), is_re_referred, is_asked and outcome (round 1).
    """
    duties, asked, said = _duties(scope, as_of), asked_in_closed_cycles(scope), verdicts_by_round(scope)
    found = or_(
        exists().where(
            suggestion_event.c.suggestion_id == suggestion.c.suggestion_id,
            suggestion_event.c.event == Event.FOUND_UNSATISFIED,
        ),
        # of what was taken back only the verdict tells
        suggestion_state.c.status.in_(GONE)
        & suggestion.c.suggestion_id.in_(
            select(verdict.c.suggestion_id).where(verdict.c.outcome == Outcome.DISSATISFIED)
        ),
    )
    none = literal(0)
    return (
        select(
            suggestion.c.suggestion_id,
            suggestion.c.category,
            suggestion.c.is_key,
            suggestion_state.c.status.in_(GONE).label("is_gone"),
            func.coalesce(duties.c.owed, none).label("owed"),
            func.coalesce(duties.c.replied, none).label("replied"),
            func.coalesce(duties.c.overdue, none).label("overdue"),
            and_(
                func.coalesce(duties.c.first_owed, none) > 0, duties.c.first_owed == duties.c.first_replied
            ).label("is_answered"),
            found.label("is_unsatisfied"),
            (func.coalesce(duties.c.last_round, none) > 1).label("is_re_referred"),
            asked.c.suggestion_id.is_not(None).label("is_asked"),
            said.c.outcome,
        )
        .join(suggestion_state, suggestion_state.c.suggestion_id == suggestion.c.suggestion_id)
        .outerjoin(duties, duties.c.suggestion_id == suggestion.c.suggestion_id)
        .outerjoin(asked, and_(asked.c.suggestion_id == suggestion.c.suggestion_id, asked.c.round == 1))
        .outerjoin(said, and_(said.c.suggestion_id == suggestion.c.suggestion_id, said.c.round == 1))
        .where(suggestion.c.session_id == scope.session_id)
        .subquery()
    )


def _duties(scope: Scope, as_of: date) -> Subquery:
    """What is owed for each suggestion; what went to another department or was withdrawn owes nothing."""
    has_reply, is_first = reply.c.reply_id.is_not(None), referral.c.round == 1
    return (
        select(
            referral.c.suggestion_id,
            func.count().label("owed"),
            func.count().filter(has_reply).label("replied"),
            func.count().filter(is_overdue(as_of)).label("overdue"),
            func.count().filter(is_first).label("first_owed"),
            func.count().filter(is_first, has_reply).label("first_replied"),
            func.max(referral.c.round).label("last_round"),
        )
        .join(suggestion, suggestion.c.suggestion_id == referral.c.suggestion_id)
        .outerjoin(reply, and_(reply.c.referral_id == referral.c.referral_id, is_final_reply()))
        .outerjoin(open_referral, open_referral.c.referral_id == referral.c.referral_id)
        .where(
            suggestion.c.session_id == scope.session_id,
            referral.c.role != Role.CO_HANDLER,
            referral.c.ended_as.is_(None),
        )
        .group_by(referral.c.suggestion_id)
        .subquery()
    )
