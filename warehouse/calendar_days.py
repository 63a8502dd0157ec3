"""The working calendar as rows, so that readers can join it."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, func, select

from warehouse.bulk import upsert
from warehouse.offices import Scope
from warehouse.tables import calendar_day, due_trace, session

Day = tuple[date, str, str | None, bool]


def years_touched(connection: Connection, scope: Scope) -> tuple[int, int]:
    """Return the first and the last year that due dates and sessions reach; no other date of a fact lies before the first."""
    first, last = connection.execute(
        select(func.min(due_trace.c.start_on), func.max(due_trace.c.due_on))
    ).one()
    sessions = select(func.min(session.c.year), func.max(session.c.year))
    earliest, latest = connection.execute(sessions.where(session.c.office_id == scope.office_id)).one()
    return (
        min(earliest, first.year if first else earliest),
        max(latest, last.year if last else latest),
    )


def put_days(connection: Connection, scope: Scope, days: Iterable[Day]) -> int:
    """Write what days are (day, kind, holiday, is_provisional) where that is new; return how many were written."""
    stored = select(
        calendar_day.c.day, calendar_day.c.kind, calendar_day.c.holiday, calendar_day.c.is_provisional
    )
    there = {
        tuple(row) for row in connection.execute(stored.where(calendar_day.c.office_id == scope.office_id))
    }
    new = [
        {"office_id": scope.office_id, "day": day, "kind": kind, "holiday": holiday, "is_provisional": unsure}
        for day, kind, holiday, unsure in days
        if (day, kind, holiday, unsure) not in there
    ]
    return upsert(connection, calendar_day, new, key=["office_id", "day"])
