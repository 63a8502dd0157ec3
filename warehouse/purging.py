"""What holds personal data past its purpose, and the record of its deletion."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, exists, insert, select

from schemas.words import Kind
from warehouse.offices import Scope
from warehouse.tables import answer, batch, call, call_item, cycle, deletion, dispatch

# what a list is called in the ledger: the workbook to fill in, and the sheet for queXS
CALL_LIST, QUEXS_LIST = "call_list", "call_list_quexs"
_LISTS = (CALL_LIST, QUEXS_LIST)


@dataclass(frozen=True)
class Expired:
    """A list that left, or a file that came back, of a cycle whose purpose has passed."""

    what: str
    subject_id: int
    cycle_id: int
    file_name: str
    sha256: str


def expired(connection: Connection, scope: Scope, ended_before: date) -> list[Expired]:
    """Return what is still kept of closed cycles whose window ended before a day, of any session of the office."""
    over = (cycle.c.closed_on.is_not(None), cycle.c.window_to < ended_before)
    lists = (
        select(
            dispatch.c.what, dispatch.c.subject_id, cycle.c.cycle_id, dispatch.c.file_name, dispatch.c.sha256
        )
        .join(cycle, cycle.c.cycle_id == dispatch.c.subject_id)
        .where(dispatch.c.office_id == scope.office_id, dispatch.c.what.in_(_LISTS), *over)
        .where(~_list_is_deleted())
    )
    results = (
        select(batch.c.batch_id, cycle.c.cycle_id, batch.c.file_name, batch.c.sha256)
        .join(answer, answer.c.batch_id == batch.c.batch_id)
        .join(call_item, call_item.c.call_item_id == answer.c.call_item_id)
        .join(call, call.c.call_id == call_item.c.call_id)
        .join(cycle, cycle.c.cycle_id == call.c.cycle_id)
        .where(batch.c.office_id == scope.office_id, batch.c.kind == Kind.SURVEY_RESULTS, *over)
        .where(~_deleted("result", batch.c.batch_id))
        .distinct()
    )
    found = [Expired(*row) for row in connection.execute(lists)]
    return found + [Expired("result", *row) for row in connection.execute(results)]


def superseded(connection: Connection, scope: Scope, cycle_id: int, version: int) -> list[Expired]:
    """Return the lists of a cycle that are older than a version and not deleted yet."""
    query = (
        select(
            dispatch.c.what,
            dispatch.c.subject_id,
            dispatch.c.subject_id.label("cycle_id"),
            dispatch.c.file_name,
            dispatch.c.sha256,
        )
        .where(dispatch.c.office_id == scope.office_id, dispatch.c.what.in_(_LISTS))
        .where(dispatch.c.subject_id == cycle_id, dispatch.c.version < version, ~_list_is_deleted())
    )
    return [Expired(*row) for row in connection.execute(query)]


def _list_is_deleted() -> ColumnElement[bool]:
    return exists().where(
        deletion.c.office_id == dispatch.c.office_id,
        deletion.c.what == dispatch.c.what,
        deletion.c.subject_id == dispatch.c.subject_id,
        deletion.c.file_name == dispatch.c.file_name,
    )


def _deleted(what: str, subject: Column[Any]) -> ColumnElement[bool]:
    return exists().where(deletion.c.what == what, deletion.c.subject_id == subject)


def record_deletion(connection: Connection, scope: Scope, gone: Expired, by: str, on: date) -> None:
    """Write down that something was deleted, when and by whom; what it held is in no record."""
    row = {"office_id": scope.office_id, "what": gone.what, "subject_id": gone.subject_id}
    rest = {"file_name": gone.file_name, "sha256": gone.sha256, "deleted_on": on, "deleted_by": by}
    connection.execute(insert(deletion).values(row | rest))
