"""Which suggestions have moved on: found by what is missing, never by when the last run was."""

from datetime import date

from sqlalchemy import Connection, exists, func, select

from schemas.lifecycle import Event, Status
from warehouse import events
from warehouse.offices import Scope
from warehouse.tables import open_referral, suggestion, suggestion_state

_IN_HANDLING = (Status.REFERRED.value, Status.RE_REFERRED.value)


def record_answered(connection: Connection, scope: Scope, today: date) -> int:
    """Record ANSWERED for suggestions in handling that no department owes a reply any more; return how many."""
    owing = exists().where(open_referral.c.suggestion_id == suggestion_state.c.suggestion_id)
    done = (
        select(suggestion_state.c.suggestion_id)
        .join(suggestion, suggestion.c.suggestion_id == suggestion_state.c.suggestion_id)
        .where(
            suggestion.c.session_id == scope.session_id, suggestion_state.c.status.in_(_IN_HANDLING), ~owing
        )
    )
    return events.record(connection, done, Event.ANSWERED, today)


def count_by_status(connection: Connection, scope: Scope) -> dict[str, int]:
    """Return how many suggestions of the session stand where."""
    rows = connection.execute(
        select(suggestion_state.c.status, func.count())
        .join(suggestion, suggestion.c.suggestion_id == suggestion_state.c.suggestion_id)
        .where(suggestion.c.session_id == scope.session_id)
        .group_by(suggestion_state.c.status)
    )
    return {row[0]: row[1] for row in rows}
