"""Many rows at once: COPY on PostgreSQL, executemany on SQLite, and upserts that leave equal rows alone."""

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv
from sqlalchemy import (
    Connection,
    Constraint,
    ForeignKeyConstraint,
    Index,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    literal,
    or_,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import AddConstraint, CreateIndex, DropConstraint, DropIndex

_ROWS_PER_STATEMENT = 5_000
_MANY_ROWS = 50_000


def insert_arrow(connection: Connection, table: Table, rows: pa.Table) -> None:
    """Append an Arrow table whose columns are named as the columns of `table`, inside the caller's transaction."""
    if not rows.num_rows:
        return
    if connection.dialect.name == "postgresql":
        _copy(connection, table, rows)
    else:
        _executemany(connection, table, rows)


def _copy(connection: Connection, table: Table, rows: pa.Table) -> None:
    buffer = io.BytesIO()
    # pyarrow 26 writes zero bytes for an empty chunk, so there must be none
    arrow_csv.write_csv(rows.combine_chunks(), buffer, arrow_csv.WriteOptions(include_header=False))
    names = ", ".join(f'"{name}"' for name in rows.column_names)
    driver: Any = connection.connection.driver_connection
    with driver.cursor().copy(f'COPY "{table.name}" ({names}) FROM STDIN (FORMAT csv)') as copy:
        copy.write(buffer.getbuffer())


def _executemany(connection: Connection, table: Table, rows: pa.Table) -> None:
    names = ", ".join(f'"{name}"' for name in rows.column_names)
    marks = ", ".join("?" * rows.num_columns)
    driver: Any = connection.connection.driver_connection
    driver.executemany(f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})', _records(rows))


def _records(rows: pa.Table) -> Iterator[tuple[Any, ...]]:
    for batch in rows.to_batches(max_chunksize=20_000):
        yield from zip(*(_plain(column).to_pylist() for column in batch.columns), strict=True)


def _plain(column: pa.Array) -> pa.Array:
    # SQLite has neither dates nor booleans of its own
    if pa.types.is_date(column.type):
        return pc.cast(column, pa.string())
    if pa.types.is_boolean(column.type):
        return pc.cast(column, pa.int8())
    return column


@contextmanager
def first_filling(connection: Connection, table: Table, coming: int) -> Iterator[None]:
    """While an empty table takes very many rows, keep no index and check no foreign key row by row.

    Both are made again, and with that checked, when the block ends. All in the caller's transaction: until it ends others
    wait to read the table. A table that holds rows, and a small filling, keep what they have.
    """
    there = connection.execute(select(literal(1)).select_from(table).limit(1)).first()
    if coming < _MANY_ROWS or there:
        yield
        return
    indexes, constraints = _droppable(connection, table)
    for constraint in constraints:
        connection.execute(DropConstraint(constraint, isolate_from_table=False))
    for index in indexes:
        connection.execute(DropIndex(index))
    yield
    for index in indexes:
        connection.execute(CreateIndex(index))
    for constraint in constraints:
        connection.execute(AddConstraint(constraint, isolate_from_table=False))
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f'ANALYZE "{table.name}"')


def _droppable(connection: Connection, table: Table) -> tuple[list[Index], list[Constraint]]:
    """Return what can be made again later, in that order: keys before what refers to other tables.

    A primary key stays when another table refers to it. SQLite cannot drop constraints at all.
    """
    indexes = sorted(table.indexes, key=lambda index: str(index.name))
    if connection.dialect.name != "postgresql":
        return indexes, []
    kinds = [UniqueConstraint, ForeignKeyConstraint]
    others = table.metadata.tables.values()
    if not any(key.column.table is table for other in others for key in other.foreign_keys):
        kinds.insert(0, PrimaryKeyConstraint)
    return indexes, [found for kind in kinds for found in table.constraints if type(found) is kind]


def upsert(
    connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], *, key: Sequence[str]
) -> int:
    """Insert rows, or change those whose `key` is there and whose other columns differ; return how many were written.

    All rows have the same columns. For small tables; replies and suggestions go through staging tables.
    """
    if not rows:
        return 0
    changed = [name for name in rows[0] if name not in key]
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = make(table)
    if changed:
        statement = statement.on_conflict_do_update(
            index_elements=list(key),
            set_={name: statement.excluded[name] for name in changed},
            where=or_(*(table.c[name].is_distinct_from(statement.excluded[name]) for name in changed)),
        )
    else:
        statement = statement.on_conflict_do_nothing(index_elements=list(key))
    written = 0
    for start in range(0, len(rows), _ROWS_PER_STATEMENT):
        written += max(
            connection.execute(statement, list(rows[start : start + _ROWS_PER_STATEMENT])).rowcount, 0
        )
    return written
