"""Which columns a statement reads: SQLite itself is asked, so that nothing is overlooked."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, String
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.schema import CreateTable

from warehouse.tables import metadata
from warehouse.tables.base import PRIVATE


class _Compiler(SQLiteCompiler):
    """Writes out what SQLAlchemy leaves open: words of our enumerations without a type, and the separator of joined texts."""

    def render_literal_value(self, value: Any, type_: Any) -> str:
        if isinstance(value, StrEnum):
            value, type_ = value.value, String()
        said: str = super().render_literal_value(value, type_)
        return said

    def visit_aggregate_strings_func(self, fn: Any, **kw: Any) -> str:
        return f"group_concat{self.function_argspec(fn, **kw)}"


def as_sqlite(statement: Select[Any]) -> str:
    """Return a statement in SQLite's words with every value in it."""
    make: Any = sqlite.dialect
    dialect = make(paramstyle="named")
    dialect.statement_compiler = _Compiler
    return str(statement.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))


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
            # what a URL would fill in is empty
            empty.execute(f"EXPLAIN {as_sqlite(statement)}", defaultdict(str))
    finally:
        empty.close()
    return read


def private_ones(read: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return what of (table, column) says how to reach a person."""
    tables = metadata.tables
    return {
        (table, column)
        for table, column in read
        if tables[table].info == PRIVATE or (column and tables[table].c[column].info == PRIVATE)
    }
