"""Judging a batch again: which rows come up once more, and what became of their problems.

A problem that is found again stays the row it was, so that its number goes on to mean the same; one that is not found
again is fixed; one that was waived stays waived.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pyarrow as pa
from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    tuple_,
    update,
)

from schemas.problems import Level
from schemas.words import BatchStatus, Kind
from warehouse import stage
from warehouse.stage import stage_place
from warehouse.tables import batch, batch_check, batch_profile, problem, reply_letter, set_aside_row
from warehouse.tables.intake import ProblemStatus

# rows by sheet
Places = Mapping[str, pa.Array]
# what makes two problems the same one
_SAME = ("code", "sheet", "row_no", "field", "raw_value")
# found by comparing what is in the warehouse, not by reading the file: judging the file again says nothing about them
_FOUND_LATER = ("letter_differs", "register_differs", "letter_not_matched")
# a suggestion that was taken in without a signer or co-handler is completed once the name is known
_COMPLETED = ("unknown_deputy", "ambiguous_deputy", "unknown_co_handler")
_WHOLE = (BatchStatus.HELD, BatchStatus.REFUSED)
_DIRECTORIES = (Kind.DEPARTMENTS, Kind.COMMITTEES, Kind.DEPUTIES)


@dataclass(frozen=True)
class Unsettled:
    """A batch of which something is still to be judged again."""

    batch_id: int
    sha256: str
    file_name: str
    kind: Kind
    is_whole: bool
    row_count: int
    set_aside_count: int
    new_count: int
    newer: int | None


def unsettled(connection: Connection, office_id: int) -> list[Unsettled]:
    """Return the batches that were held or refused, letters with open problems, and batches with rows set aside.

    `newer` is a later loaded batch of a directory: judging the older one again would put old entries over new ones.
    """
    rows = problem.c.batch_id == batch.c.batch_id
    comes_up = exists().where(rows, _comes_up())
    later = batch.alias("later")
    newer = (
        select(func.max(later.c.batch_id))
        .where(
            later.c.office_id == batch.c.office_id,
            later.c.kind == batch.c.kind,
            later.c.kind.in_(_DIRECTORIES),
            later.c.batch_id > batch.c.batch_id,
            later.c.status == BatchStatus.LOADED,
        )
        .scalar_subquery()
    )
    is_letter = and_(
        batch.c.kind == Kind.LETTER, exists().where(rows, problem.c.status == ProblemStatus.OPEN)
    )
    query = (
        select(
            batch.c.batch_id,
            batch.c.sha256,
            batch.c.file_name,
            batch.c.kind,
            or_(batch.c.status.in_(_WHOLE), batch.c.kind == Kind.LETTER),
            batch.c.row_count,
            batch.c.set_aside_count,
            batch.c.new_count,
            newer,
        )
        .where(batch.c.office_id == office_id, batch.c.status != BatchStatus.RECEIVED)
        .where(or_(batch.c.status.in_(_WHOLE), is_letter, comes_up))
        .order_by(batch.c.batch_id)
    )
    return [
        Unsettled(key, sha256, name, Kind(kind), bool(whole), *rest)
        for key, sha256, name, kind, whole, *rest in connection.execute(query)
    ]


def reopen_whole(connection: Connection, batch_id: int) -> None:
    """Make a batch as if it had only just come in; its problems stay until `settle_problems`."""
    for table in (set_aside_row, batch_check, batch_profile, reply_letter):
        connection.execute(delete(table).where(table.c.batch_id == batch_id))


def reopen_rows(connection: Connection, batch_id: int) -> dict[str, pa.Array]:
    """Take the rows that come up again out of those set aside; return their row numbers by sheet."""
    stage.create(connection, stage_place)
    places = (
        select(problem.c.sheet, problem.c.row_no)
        .where(problem.c.batch_id == batch_id, _comes_up())
        .distinct()
    )
    connection.execute(insert(stage_place).from_select(["sheet", "row_no"], places))
    stage.analyze(connection, stage_place)
    again = select(stage_place.c.sheet, stage_place.c.row_no)
    connection.execute(
        delete(set_aside_row).where(
            set_aside_row.c.batch_id == batch_id,
            tuple_(set_aside_row.c.sheet, set_aside_row.c.row_no).in_(again),
        )
    )
    rows: dict[str, list[int]] = {}
    for sheet, row_no in connection.execute(again):
        rows.setdefault(sheet, []).append(row_no)
    return {sheet: pa.array(numbers, pa.int64()) for sheet, numbers in rows.items()}


def open_up_to(connection: Connection, batch_id: int, last_id: int) -> int:
    """Return how many open problems of a batch have a number up to `last_id`."""
    is_open = (problem.c.status == ProblemStatus.OPEN, problem.c.problem_id <= last_id)
    query = select(func.count()).where(problem.c.batch_id == batch_id, *is_open)
    return connection.scalar(query) or 0


def last_problem(connection: Connection) -> int:
    """Return the highest number of a problem so far."""
    return connection.scalar(select(func.max(problem.c.problem_id))) or 0


def settle_problems(connection: Connection, batch_id: int, last_id: int, rows: Places | None) -> None:
    """Hold the problems found now against those of before (up to `last_id`).

    `rows` are the rows that came up again, None when the whole batch did.
    """
    columns = [problem.c[name] for name in ("problem_id", "status", *_SAME)]
    query = select(*columns).where(problem.c.batch_id == batch_id)
    found = pd.DataFrame(connection.execute(query).all(), columns=[column.name for column in columns])
    old, new = found[found["problem_id"] <= last_id], found[found["problem_id"] > last_id]
    stands = old[old["status"].isin([ProblemStatus.OPEN, ProblemStatus.WAIVED])]
    again = stands.merge(new, on=list(_SAME), suffixes=("", "_new"))
    _by_id(connection, delete(problem), again["problem_id_new"])
    gone = old[(old["status"] == ProblemStatus.OPEN) & ~old["problem_id"].isin(again["problem_id"])]
    gone = gone[~gone["code"].isin(_FOUND_LATER) & _came_up(gone, rows)]
    _by_id(connection, update(problem).values(status=ProblemStatus.FIXED.value), gone["problem_id"])


def _came_up(problems: pd.DataFrame, rows: Places | None) -> pd.Series:
    if rows is None:
        return pd.Series(True, index=problems.index)
    came_up = problems["row_no"].isna()
    for sheet, numbers in rows.items():
        came_up |= (problems["sheet"] == sheet) & problems["row_no"].isin(numbers.to_pylist())
    return came_up


def _by_id(connection: Connection, statement: Any, ids: pd.Series) -> None:
    if len(ids):
        keys = [{"of_problem": int(key)} for key in ids.unique()]
        connection.execute(statement.where(problem.c.problem_id == bindparam("of_problem")), keys)


def _comes_up() -> ColumnElement[bool]:
    needs_another_look = or_(problem.c.level == Level.REJECT_ROW, problem.c.code.in_(_COMPLETED))
    return and_(problem.c.status == ProblemStatus.OPEN, problem.c.row_no.is_not(None), needs_another_look)
