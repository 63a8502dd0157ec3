"""Rows kept in versions: what a later file says otherwise becomes the version in force, the earlier one stays."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, and_, bindparam, insert, select, update

from warehouse.tables import problem
from warehouse.tables.intake import ProblemStatus

_BOOKKEEPING = ("version", "is_current", "batch_id", "sheet", "row_no")


def put_versions(
    connection: Connection,
    table: Table,
    session_id: int,
    key: Sequence[str],
    batch_id: int,
    rows: Sequence[Mapping[str, Any]],
) -> int:
    """Write rows with the key and content of `table`, `sheet` and `row_no`; return how many say something new.

    A row that an older file is judged again for changes nothing once a newer file has said something else. The open problems of
    a row that is replaced are superseded.
    """
    present = _in_force(connection, table, session_id, key)
    coming, replaced = [], []
    for row in rows:
        old = present.get(tuple(row[name] for name in key))
        if old is not None and (old["batch_id"] >= batch_id or not _differs(old, row)):
            continue
        version = 1 if old is None else old["version"] + 1
        made = {"session_id": session_id, "version": version, "is_current": True, "batch_id": batch_id}
        coming.append({**row, **made})
        if old is not None:
            replaced.append(old)
    _replace(connection, table, replaced)
    if coming:
        connection.execute(insert(table), coming)
    return len(coming)


def _in_force(
    connection: Connection, table: Table, session_id: int, key: Sequence[str]
) -> dict[tuple[Any, ...], Mapping[Any, Any]]:
    query = select(table).where(table.c.session_id == session_id, table.c.is_current)
    rows = connection.execute(query).mappings().all()
    return {tuple(row[name] for name in key): row for row in rows}


def _differs(old: Mapping[Any, Any], row: Mapping[str, Any]) -> bool:
    return any(old[name] != value for name, value in row.items() if name not in _BOOKKEEPING)


def _replace(connection: Connection, table: Table, old: Sequence[Mapping[Any, Any]]) -> None:
    if not old:
        return
    (own,) = table.primary_key.columns
    connection.execute(
        update(table).where(own == bindparam("of_row")).values(is_current=False),
        [{"of_row": row[own.name]} for row in old],
    )
    of_row = and_(
        problem.c.batch_id == bindparam("of_batch"),
        problem.c.sheet == bindparam("of_sheet"),
        problem.c.row_no == bindparam("of_row"),
        problem.c.status == ProblemStatus.OPEN,
    )
    connection.execute(
        update(problem).where(of_row).values(status=ProblemStatus.SUPERSEDED.value),
        [{"of_batch": row["batch_id"], "of_sheet": row["sheet"], "of_row": row["row_no"]} for row in old],
    )
