"""Due dates as they were worked out: kept once per rule and start day, and shown with what they are about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from warehouse import stage
from warehouse.numbering import has_label, in_order, label
from warehouse.offices import Scope
from warehouse.stage import stage_due
from warehouse.tables import department, due_trace, referral, suggestion


@dataclass(frozen=True)
class DueRow:
    """A due date that was worked out for one term and start day."""

    profile: str
    effective_from: date
    term_name: str
    start_on: date
    due_on: date
    is_provisional: bool
    explanation: str
    calendar: str
    trace: Mapping[str, Any]


# what a decision names is no term of the rules, and is not worked out anew
DECIDED_TERM = "decided"

_KEY = ("profile", "effective_from", "term_name", "start_on", "due_on", "calendar")


def put_due_dates(connection: Connection, dues: Sequence[DueRow]) -> None:
    """Write due dates with their explanation; one that is there stays as it was worked out."""
    there = {tuple(row) for row in connection.execute(select(*(due_trace.c[name] for name in _KEY)))}
    new = [due for due in dues if _key_of(due) not in there]
    if new:
        connection.execute(insert(due_trace), [vars(due) for due in new])


def stage_due_dates(connection: Connection, dues: Sequence[DueRow]) -> None:
    """Write due dates and stage their keys by term and start day, for the referrals that get them."""
    put_due_dates(connection, dues)
    stage.create(connection, stage_due)
    keys = [due_trace.c[name] for name in _KEY]
    ids = {tuple(row)[1:]: row[0] for row in connection.execute(select(due_trace.c.due_trace_id, *keys))}
    rows = [
        {"term_name": due.term_name, "start_on": due.start_on, "due_trace_id": ids[_key_of(due)]}
        for due in dues
    ]
    if rows:
        connection.execute(insert(stage_due), rows)
    stage.analyze(connection, stage_due)


def trace_id(connection: Connection, due: DueRow) -> int:
    """Return the key of a due date that was worked out and written."""
    same = (due_trace.c[name] == getattr(due, name) for name in _KEY)
    return int(connection.scalars(select(due_trace.c.due_trace_id).where(*same)).one())


def _key_of(due: DueRow) -> tuple[Any, ...]:
    return tuple(getattr(due, name) for name in _KEY)


def due_dates_of(connection: Connection, scope: Scope, number: str | None) -> list[Row[Any]]:
    """Return number, department, round, assigned_on, due_on, is_provisional, explanation of what owes or owed a reply."""
    query = (
        select(
            label(),
            department.c.name,
            referral.c.round,
            referral.c.assigned_on,
            referral.c.due_on,
            due_trace.c.is_provisional,
            due_trace.c.explanation,
        )
        .join(referral, referral.c.suggestion_id == suggestion.c.suggestion_id)
        .join(department, department.c.department_id == referral.c.department_id)
        .outerjoin(due_trace, due_trace.c.due_trace_id == referral.c.due_trace_id)
        .where(suggestion.c.session_id == scope.session_id, referral.c.due_on.is_not(None))
        .order_by(*in_order(), referral.c.round, department.c.name)
    )
    if number is not None:
        query = query.where(has_label([number]))
    return list(connection.execute(query))
