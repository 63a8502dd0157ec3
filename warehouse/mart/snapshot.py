"""A copy of what readers may see of one office, in a SQLite file of its own: what is not in it cannot be got out of it."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    MetaData,
    Select,
    Table,
    create_engine,
    insert,
    select,
)

from warehouse.columns_read import columns_read, private_ones
from warehouse.mart import VIEWS
from warehouse.mart.view import rows_of
from warehouse.tables import metadata

_BATCH_ROWS = 20_000


class NotForReaders(Exception):
    """A statement that reads what says how to reach a person."""


def write_snapshot(
    connection: Connection, path: Path, office_id: int, statements: Iterable[Select[Any]]
) -> list[str]:
    """Write the views of an office as tables, and of operational tables the columns that `statements` read.

    Returns the names of those operational tables. Raises NotForReaders when a statement reads a private column.
    """
    read = columns_read(statements)
    if private := private_ones(read):
        raise NotForReaders(f"{sorted(private)} are not for readers")
    engine = create_engine(f"sqlite:///{path}")
    made = MetaData()
    copies = [*_views(made, office_id), *_tables(made, read, office_id)]
    made.create_all(engine)
    reader = connection.execution_options(yield_per=_BATCH_ROWS)
    with engine.begin() as target:
        for table, rows in copies:
            for part in reader.execute(rows).mappings().partitions(_BATCH_ROWS):
                target.execute(insert(table), [dict(row) for row in part])
    engine.dispose()
    return sorted({name for name, _ in read})


def _views(made: MetaData, office_id: int) -> Iterator[tuple[Table, Select[Any]]]:
    for view in VIEWS:
        rows = rows_of(view)
        table = Table(view.name, made, *(Column(column.name, column.type) for column in rows.c))
        yield table, select(rows).where(rows.c.office_id == office_id)


def _tables(
    made: MetaData, read: set[tuple[str, str]], office_id: int
) -> Iterator[tuple[Table, Select[Any]]]:
    for name in sorted({table for table, _ in read}):
        source = metadata.tables[name]
        # the key too: without it a join would look through all rows
        kept = [c for c in source.columns if (name, c.name) in read or c.primary_key]
        table = Table(
            name,
            made,
            *(Column(c.name, c.type, primary_key=c.primary_key, autoincrement=False) for c in kept),
        )
        rows = select(*kept)
        mine = _of_office(source, office_id)
        yield table, rows if mine is None else rows.where(mine)


def _of_office(table: Table, office_id: int) -> ColumnElement[bool] | None:
    """Return which rows are an office's, by the first reference that leads to it; None where rows belong to no office."""
    if "office_id" in table.c:
        return table.c.office_id == office_id
    for column in table.columns:
        for key in column.foreign_keys:
            mine = None if column.nullable else _of_office(key.column.table, office_id)
            if mine is not None:
                return column.in_(select(key.column).where(mine))
    return None
