"""Which columns a statement reads: SQLite itself is asked, so that nothing is overlooked."""

import sqlite3
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateTable

from warehouse.tables import metadata


def as_sqlite(statement: Select[Any]) -> str:
    """Return a statement in SQLite's words with every value in it; what has no value yet is :name."""
    make: Any = sqlite.dialect
    return str(statement.compile(dialect=make(paramstyle="named"), compile_kwargs={"literal_binds": True}))


def columns_read(statements: Iterable[Select[Any]]) -> set[tuple[str, str]]:
    """Return (table, column) of all that statements read of operational tables; of rows only counted the column is empty."""
    read: set[tuple[str, str]] = set()

    def note(action: int, table: str | None, column: str | None, *_: str | None) -> int:
        if action == sqlite3.SQLITE_READ and table is not None and table in metadata.tables:
            read.add((table, column or ""))
        return sqlite3.SQLITE_OK

    make: Any = sqlite.dialect
    empty = sqlite3.connect(":memory:")
    try:
        for table in metadata.sorted_tables:
            empty.execute(str(CreateTable(table).compile(dialect=make())))
        empty.set_authorizer(note)
        for statement in statements:
            empty.execute(f"EXPLAIN {as_sqlite(statement)}")
    finally:
        empty.close()
    return read
