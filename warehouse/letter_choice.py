"""What a letter of each kind is due for: the referrals that it should name and no valid letter of that kind names yet.

`occasion` is what a letter is about besides its referral: the version of the reply, or the day of the meeting. For one
referral, kind and occasion there is one valid letter, ever, and the warehouse sees to that.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, literal, select

from schemas.lifecycle import Status
from schemas.outgoing import Outgoing
from schemas.words import Role
from warehouse.numbering import has_label, label
from warehouse.offices import Scope
from warehouse.queries.parts import is_final_reply
from warehouse.queries.shortcomings import is_in_its_row, is_shortcoming
from warehouse.tables import letter_item, referral, reply, suggestion, suggestion_state

_NOT_RATED_YET = (Status.REFERRED, Status.ANSWERED, Status.RE_REFERRED)


@dataclass(frozen=True)
class Due:
    """A referral that a letter is due for."""

    department_id: int
    round: int
    referral_id: int
    occasion: int


def due_for(
    connection: Connection, scope: Scope, kind: Outgoing, numbers: Sequence[str] = (), occasion: int = 0
) -> list[Due]:
    """Return what a letter of a kind is due for: of the suggestions named, or all that need one by themselves."""
    query = _WAITING[kind](occasion, bool(numbers)).where(
        suggestion.c.session_id == scope.session_id,
        referral.c.role != Role.CO_HANDLER,
        referral.c.ended_as.is_(None),
    )
    if numbers:
        query = query.where(has_label(numbers))
    query = query.order_by(referral.c.round, referral.c.department_id, referral.c.referral_id)
    return [Due(*row) for row in connection.execute(query)]


def known_numbers(connection: Connection, scope: Scope, numbers: Sequence[str]) -> set[str]:
    """Return those of the numbers that the session has."""
    query = select(label()).where(suggestion.c.session_id == scope.session_id, has_label(numbers))
    return set(connection.scalars(query))


def _rereferred(_occasion: int, _named: bool) -> Select[Any]:
    return _referrals(Outgoing.REREFERRAL, literal(0)).where(referral.c.round > 1)


def _to_send_back(_occasion: int, named: bool) -> Select[Any]:
    """A person names what says nothing; what is incomplete shows by itself."""
    query = _replied(Outgoing.SEND_BACK)
    lacking = exists().where(
        is_in_its_row(),
        is_shortcoming(),
    )
    return query if named else query.where(lacking)


def _to_be_asked(_occasion: int, _named: bool) -> Select[Any]:
    return _replied(Outgoing.FEEDBACK)


def _to_be_met(occasion: int, named: bool) -> Select[Any]:
    query = _referrals(Outgoing.MEETING, literal(occasion)).where(referral.c.is_latest)
    return query if named else query.where(suggestion_state.c.status == Status.ESCALATED)


_WAITING: dict[Outgoing, Callable[[int, bool], Select[Any]]] = {
    Outgoing.REREFERRAL: _rereferred,
    Outgoing.SEND_BACK: _to_send_back,
    Outgoing.FEEDBACK: _to_be_asked,
    Outgoing.MEETING: _to_be_met,
}


def _replied(kind: Outgoing) -> Select[Any]:
    of_referral = and_(reply.c.referral_id == referral.c.referral_id, is_final_reply())
    return (
        _referrals(kind, reply.c.version)
        .join(reply, of_referral)
        .where(referral.c.is_latest, suggestion_state.c.status.in_(_NOT_RATED_YET))
    )


def _referrals(kind: Outgoing, occasion: ColumnElement[int]) -> Select[Any]:
    lettered = exists().where(
        letter_item.c.referral_id == referral.c.referral_id,
        letter_item.c.kind == kind,
        letter_item.c.occasion == occasion,
        ~letter_item.c.is_withdrawn,
    )
    return (
        select(referral.c.department_id, referral.c.round, referral.c.referral_id, occasion.label("occasion"))
        .select_from(referral)
        .join(suggestion, suggestion.c.suggestion_id == referral.c.suggestion_id)
        .join(suggestion_state, suggestion_state.c.suggestion_id == suggestion.c.suggestion_id)
        .where(~lettered)
    )
