"""Due dates as they were worked out: kept once per rule and start day, and shown with what they are about."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from warehouse.offices import Scope
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


def put_due_dates(connection: Connection, dues: list[DueRow]) -> None:
    """Write due dates with their explanation; one that is there stays as it was worked out."""
    key = (due_trace.c.profile, due_trace.c.effective_from, due_trace.c.term_name, due_trace.c.start_on)
    there = {tuple(row) for row in connection.execute(select(*key))}
    new = [due for due in dues if (due.profile, due.effective_from, due.term_name, due.start_on) not in there]
    if new:
        connection.execute(insert(due_trace), [vars(due) for due in new])


def due_dates_of(connection: Connection, scope: Scope, number: str | None) -> list[Row[Any]]:
    """Return number, department, round, assigned_on, due_on, is_provisional, explanation of what owes or owed a reply."""
    query = (
        select(
            suggestion.c.number,
            department.c.name,
            referral.c.round,
            referral.c.assigned_on,
            referral.c.due_on,
            due_trace.c.is_provisional,
            due_trace.c.explanation,
        )
        .join(referral, referral.c.suggestion_id == suggestion.c.suggestion_id)
        .join(department, department.c.department_id == referral.c.department_id)
        .join(due_trace, due_trace.c.due_trace_id == referral.c.due_trace_id)
        .where(suggestion.c.session_id == scope.session_id)
        .order_by(func.length(suggestion.c.number), suggestion.c.number, referral.c.round, department.c.name)
    )
    if number is not None:
        query = query.where(suggestion.c.number == number)
    return list(connection.execute(query))
