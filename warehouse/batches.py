"""Batches: which files are known, which are still to do, what came of them, and their problems."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa
from sqlalchemy import Connection, exists, insert, select, update

from schemas.problems import Level, level_of, problem_table
from schemas.words import BatchStatus, Kind
from warehouse.bulk import insert_arrow
from warehouse.tables import batch, batch_check, batch_profile, problem, set_aside_row
from warehouse.tables.intake import ProblemStatus


@dataclass(frozen=True)
class Batch:
    """A file that came in and waits to be read."""

    batch_id: int
    sha256: str
    file_name: str
    received_on: date


_BATCHES = select(batch.c.batch_id, batch.c.sha256, batch.c.file_name, batch.c.received_on)
_WAITING = _BATCHES.where(batch.c.status == BatchStatus.RECEIVED)


def known_hashes(connection: Connection, office_id: int, hashes: Sequence[str]) -> set[str]:
    """Return which of these files came in before."""
    known = select(batch.c.sha256).where(batch.c.office_id == office_id, batch.c.sha256.in_(hashes))
    return set(connection.scalars(known))


def receive(connection: Connection, office_id: int, sha256: str, file_name: str, received_on: date) -> int:
    """Write down that a file came in; its kind is not known yet."""
    row = {"office_id": office_id, "sha256": sha256, "file_name": file_name, "received_on": received_on}
    words = {"kind": Kind.UNKNOWN.value, "status": BatchStatus.RECEIVED.value}
    return int(connection.execute(insert(batch).values(row | words).returning(batch.c.batch_id)).scalar_one())


def waiting(connection: Connection, office_id: int) -> list[Batch]:
    """Return the batches that were received and have no outcome yet, oldest first."""
    query = _WAITING.where(batch.c.office_id == office_id).order_by(batch.c.batch_id)
    return [Batch(*row) for row in connection.execute(query)]


def one(connection: Connection, batch_id: int) -> Batch:
    """Return a batch by its key."""
    return Batch(*connection.execute(_BATCHES.where(batch.c.batch_id == batch_id)).one())


def waiting_one(connection: Connection, batch_id: int) -> Batch | None:
    """Return a batch that still waits, or None when it has an outcome: another run may have been quicker."""
    row = connection.execute(_WAITING.where(batch.c.batch_id == batch_id).with_for_update()).first()
    return Batch(*row) if row else None


def locked(connection: Connection, batch_id: int) -> Batch:
    """Return a batch by its key and keep others from settling it until the transaction ends."""
    return Batch(*connection.execute(_BATCHES.where(batch.c.batch_id == batch_id).with_for_update()).one())


def finish(
    connection: Connection, batch_id: int, kind: Kind, status: BatchStatus, counts: Mapping[str, int]
) -> None:
    """Write what came of a batch; `counts` are row_count, set_aside_count and new_count."""
    words = {"kind": kind.value, "status": status.value}
    connection.execute(update(batch).where(batch.c.batch_id == batch_id).values(words | dict(counts)))


def add_file_problems(
    connection: Connection, batch_id: int, problems: Sequence[tuple[str, str | None]]
) -> None:
    """Write problems of a whole file: pairs of code and the header or the detail it is about."""
    rows = [
        {"batch_id": batch_id, "code": code, "level": level_of(code).value, **_place_of(code, value)}
        for code, value in problems
    ]
    if rows:
        connection.execute(insert(problem), rows)


def _place_of(code: str, value: str | None) -> dict[str, str | None]:
    about_column = "{column}" in problem_table()[code].text
    return {"field": value, "raw_value": None} if about_column else {"field": None, "raw_value": value}


def add_row_problems(connection: Connection, batch_id: int, problems: pa.Table) -> None:
    """Write problems of rows: code, level, sheet, row_no, field, raw_value."""
    rows = problems.drop_columns(["row_id"]).append_column("batch_id", pa.repeat(batch_id, problems.num_rows))
    insert_arrow(connection, problem, rows)


def add_set_aside(connection: Connection, batch_id: int, rows: pa.Table) -> None:
    """Write rows that were set aside: `sheet`, `row_no`, and `content` as JSON text."""
    table = rows.append_column("batch_id", pa.repeat(batch_id, rows.num_rows))
    insert_arrow(connection, set_aside_row, table)


def add_profile(connection: Connection, batch_id: int, profile: Sequence[Mapping[str, Any]]) -> None:
    """Write a batch's figures by department."""
    if profile:
        connection.execute(insert(batch_profile), [{"batch_id": batch_id, **row} for row in profile])


def add_check(
    connection: Connection, batch_id: int, is_sound: bool, result: Sequence[Mapping[str, Any]]
) -> None:
    """Write what Great Expectations said of a batch."""
    row = {"batch_id": batch_id, "is_sound": is_sound, "result": list(result)}
    connection.execute(insert(batch_check).values(row))


def is_released(connection: Connection, batch_id: int) -> bool:
    """Tell whether somebody looked at what held a batch and waived it."""
    held = (problem.c.batch_id == batch_id, problem.c.level == Level.HOLD_BATCH)
    waived = select(problem.c.problem_id).where(*held, problem.c.status == ProblemStatus.WAIVED)
    return connection.execute(waived.limit(1)).first() is not None


def profile_history(
    connection: Connection, office_id: int, departments: Sequence[int]
) -> list[dict[str, Any]]:
    """Return the figures of earlier batches of these departments: department_id, row_count, fill_rate."""
    rows = connection.execute(
        select(batch_profile.c.department_id, batch_profile.c.row_count, batch_profile.c.fill_rate)
        .join(batch, batch.c.batch_id == batch_profile.c.batch_id)
        .where(
            batch.c.office_id == office_id,
            batch.c.status == BatchStatus.LOADED,
            batch_profile.c.department_id.in_(departments),
        )
    )
    return [dict(row) for row in rows.mappings()]


def batches_with_problems(connection: Connection, office_id: int) -> dict[int, tuple[str, Kind]]:
    """Return the batches that have open problems, with file name and kind."""
    has_open = exists().where(problem.c.batch_id == batch.c.batch_id, problem.c.status == ProblemStatus.OPEN)
    query = select(batch.c.batch_id, batch.c.file_name, batch.c.kind)
    query = query.where(batch.c.office_id == office_id, has_open).order_by(batch.c.batch_id)
    return {row.batch_id: (row.file_name, Kind(row.kind)) for row in connection.execute(query)}


def problems_of_batches(connection: Connection, batch_ids: Sequence[int]) -> list[dict[str, Any]]:
    """Return the open problems of batches in the order of their rows: those of `problems_of_batch`, batch_id, file_name."""
    names = ("code", "level", "sheet", "row_no", "field", "raw_value")
    query = (
        select(batch.c.batch_id, batch.c.file_name, batch.c.kind, *(problem.c[name] for name in names))
        .join(batch, batch.c.batch_id == problem.c.batch_id)
        .where(problem.c.batch_id.in_(batch_ids), problem.c.status == ProblemStatus.OPEN)
        .order_by(problem.c.batch_id, problem.c.sheet, problem.c.row_no, problem.c.problem_id)
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def problems_of_batch(connection: Connection, batch_id: int) -> list[dict[str, Any]]:
    """Return the open problems of a batch: kind, code, level, sheet, row_no, field, raw_value."""
    return problems_of_batches(connection, [batch_id])


def open_problems(connection: Connection, office_id: int) -> list[dict[str, Any]]:
    """Return every open problem of the office with the name and kind of its file."""
    names = ("problem_id", "code", "level", "sheet", "row_no", "field", "raw_value")
    query = (
        select(batch.c.file_name, batch.c.kind, *(problem.c[name] for name in names))
        .join(batch, batch.c.batch_id == problem.c.batch_id)
        .where(batch.c.office_id == office_id, problem.c.status == ProblemStatus.OPEN)
        .order_by(problem.c.batch_id, problem.c.row_no, problem.c.problem_id)
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def open_values(connection: Connection, office_id: int, codes: Sequence[str]) -> list[tuple[str, str]]:
    """Return what open problems of these codes are about, with the file, in the order they were found."""
    query = (
        select(problem.c.raw_value, batch.c.file_name)
        .join(batch, batch.c.batch_id == problem.c.batch_id)
        .where(
            batch.c.office_id == office_id,
            problem.c.status == ProblemStatus.OPEN,
            problem.c.code.in_(codes),
            problem.c.raw_value.is_not(None),
        )
        .order_by(problem.c.problem_id)
    )
    return [(row[0], row[1]) for row in connection.execute(query)]


def waive_problem(
    connection: Connection, office_id: int, problem_id: int, by: str, because: str, on: date
) -> bool:
    """Waive an open problem of the office; return False when there is no such open problem."""
    of_office = select(batch.c.batch_id).where(batch.c.office_id == office_id)
    values = {
        "status": ProblemStatus.WAIVED.value,
        "waived_by": by,
        "waived_on": on,
        "waived_because": because,
    }
    waived = connection.execute(
        update(problem)
        .where(
            problem.c.problem_id == problem_id,
            problem.c.status == ProblemStatus.OPEN,
            problem.c.batch_id.in_(of_office),
        )
        .values(values)
    )
    return bool(waived.rowcount)
