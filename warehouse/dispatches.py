"""The ledger of what left the house: each thing once, with its hash and who confirmed it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, insert, select, update

from warehouse.offices import Scope
from warehouse.tables import dispatch


def enter(
    connection: Connection,
    scope: Scope,
    what: str,
    subject_id: int,
    file_name: str,
    sha256: str,
    confirmed_by: str,
    dispatched_on: date,
    manifest: Mapping[str, Any] | None = None,
    version: int = 1,
) -> bool:
    """Enter something that leaves, with a manifest when it holds personal data; return False when it is in the ledger already and only its file was written again.

    A call list that is made anew leaves once more, as another version.
    """
    key = (
        dispatch.c.office_id == scope.office_id,
        dispatch.c.what == what,
        dispatch.c.subject_id == subject_id,
        dispatch.c.version == version,
    )
    if connection.scalar(select(dispatch.c.dispatch_id).where(*key)):
        connection.execute(update(dispatch).where(*key).values(sha256=sha256))
        return False
    row = {"office_id": scope.office_id, "what": what, "subject_id": subject_id, "file_name": file_name}
    rest = {"sha256": sha256, "confirmed_by": confirmed_by, "dispatched_on": dispatched_on}
    connection.execute(insert(dispatch).values(row | rest | {"manifest": manifest, "version": version}))
    return True


def versions_entered(connection: Connection, scope: Scope, what: str) -> set[tuple[int, int]]:
    """Return subject and version of everything of a kind that is in the ledger."""
    query = select(dispatch.c.subject_id, dispatch.c.version).where(
        dispatch.c.office_id == scope.office_id, dispatch.c.what == what
    )
    return {(row.subject_id, row.version) for row in connection.execute(query)}


def entered(connection: Connection, scope: Scope, what: str) -> set[int]:
    """Return the subjects of a kind that are in the ledger."""
    query = select(dispatch.c.subject_id).where(
        dispatch.c.office_id == scope.office_id, dispatch.c.what == what
    )
    return set(connection.scalars(query))


def manifest(connection: Connection, scope: Scope, what: str, subject_id: int) -> dict[str, Any] | None:
    """Return what the ledger says of the contents of something that left, last where it left anew; None when it says nothing."""
    query = (
        select(dispatch.c.manifest)
        .where(
            dispatch.c.office_id == scope.office_id,
            dispatch.c.what == what,
            dispatch.c.subject_id == subject_id,
        )
        .order_by(dispatch.c.version.desc())
        .limit(1)
    )
    found: dict[str, Any] | None = connection.scalar(query)
    return found


def entered_on(connection: Connection, scope: Scope, what: str, day: date) -> list[int]:
    """Return the subjects of a kind that left on a day."""
    query = select(dispatch.c.subject_id).where(
        dispatch.c.office_id == scope.office_id, dispatch.c.what == what, dispatch.c.dispatched_on == day
    )
    return sorted(connection.scalars(query))
