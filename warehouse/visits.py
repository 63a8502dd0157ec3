"""Opinions of visits between sessions and the meetings that dealt with them: read for loading, written in versions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from schemas.visits import Sorting
from warehouse.offices import Scope
from warehouse.tables import consultation, consultation_item, opinion
from warehouse.versions import put_versions


@dataclass(frozen=True)
class Opinion:
    """An opinion in force, as far as a record of meetings needs to know it."""

    quarter: str
    number: str
    visited_on: date | None
    is_listed: bool


def opinions_of(connection: Connection, scope: Scope) -> list[Opinion]:
    """Return the opinions of the session in force."""
    query = select(opinion.c.quarter, opinion.c.number, opinion.c.visited_on, opinion.c.sorting).where(
        opinion.c.session_id == scope.session_id, opinion.c.is_current
    )
    return [
        Opinion(quarter, number, visited_on, sorting == Sorting.LISTED)
        for quarter, number, visited_on, sorting in connection.execute(query)
    ]


def put_opinions(
    connection: Connection, scope: Scope, batch_id: int, rows: Sequence[Mapping[str, Any]]
) -> int:
    """Write opinions; return how many say something new."""
    return put_versions(connection, opinion, scope.session_id, ("quarter", "number"), batch_id, rows)


def put_consultations(
    connection: Connection,
    scope: Scope,
    batch_id: int,
    meetings: Sequence[Mapping[str, Any]],
    items: Sequence[Mapping[str, Any]],
) -> int:
    """Write meetings and what each came to on its opinions; return how many of these say something new."""
    put_versions(connection, consultation, scope.session_id, ("number",), batch_id, meetings)
    key = ("meeting", "quarter", "number")
    return put_versions(connection, consultation_item, scope.session_id, key, batch_id, items)
