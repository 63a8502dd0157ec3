"""Every named query on a year of any size: SQLite, PostgreSQL, and DuckDB on a Parquet export of the same tables.

`python -m tests.bench.queries [--rows 100000 1000000] [--sessions 500] [--backends sqlite postgresql] [--database URL] [--json FILE]
[--keep FOLDER]`. Milliseconds are the median of three runs after one that warms the caches, with every row fetched; of lists of more
than 10,000 rows also the first 1,000 (`--first 1000`). What can be asked about one suggestion is. DuckDB is asked what PostgreSQL is
asked, word for word; what it does not understand is named below the table. Without `--sessions` the whole year is one session, the
worst case: an office has some hundreds of suggestions in one. With it the year is spread over so many, and one of them asked. It has
replies and no survey, so that queries about surveys say only that an empty one is quick.
"""

import argparse
import json
import os
import statistics
import time
from collections.abc import Callable, Iterator, Sized
from contextlib import contextmanager
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from rich.console import Console
from rich.table import Table
from sqlalchemy import JSON, Connection, Select, select
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import OperationalError

from schemas.office import read_office
from tests.bench.bench import _folder, _run, _warehouse, _year, drop, office_folder
from tests.bench.generate import AS_OF
from tests.bench.sessions import spread
from warehouse.engine import begin, open_engine, reading
from warehouse.offices import find_scope
from warehouse.queries import find_query, query_names
from warehouse.queries.parameters import bind
from warehouse.tables import metadata

_RUNS = 3
_GIVE_UP_S = 20
_GIVEN_UP = "given up"
# a day on which much is late and much is still open
_ASKED_ON = AS_OF - timedelta(days=180)
_ASKED_ABOUT = "1000"
_GOAL_MS = 1_000
_LONG = 10_000
_FIRST = 1_000
_FIRST_ROWS = f", first {_FIRST:,}"
# telephone numbers go into no file but the call list
_LEFT_OUT = ("deputy_phone",)

_NOT_ASKED = "not asked"

# milliseconds and rows, or why there are none
_Answer = tuple[float, int] | str


def main() -> None:
    """Load a year on each database, ask everything, print and save."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.queries", description=__doc__)
    parser.add_argument("--rows", nargs="+", type=int, default=[100_000])
    parser.add_argument("--sessions", type=int, default=1)
    parser.add_argument("--backends", nargs="+", default=["sqlite", "postgresql"])
    parser.add_argument("--database", help="URL of a PostgreSQL server")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--keep", type=Path, help="work in this folder and leave it there")
    arguments = parser.parse_args()
    server = arguments.database or os.environ.get("DUBAN_BENCH_DATABASE")
    found: dict[str, dict[str, _Answer]] = {}
    with _folder(arguments.keep) as folder:
        for rows in arguments.rows:
            for backend in arguments.backends if server else ["sqlite"]:
                measured = _measured(folder, rows, backend, server, arguments.sessions)
                found |= {f"{name} {rows:,}": answers for name, answers in measured.items()}
    if arguments.json:
        arguments.json.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")
    _print(found)


def _measured(
    folder: Path, rows: int, backend: str, server: str | None, sessions: int
) -> dict[str, dict[str, _Answer]]:
    year, path = _year(folder, rows), office_folder(folder / f"queries-{backend}-{rows}")
    with _warehouse(path, rows, server if backend == "postgresql" else None) as url:
        for names in (("departments", "deputies", "suggestions"), ("replies",)):
            drop(path, (year / f"{name}.csv" for name in names))
            _run("load", path, url)
        _run("answered", path, url)
        with begin(url) as connection:
            spread(connection, sessions)
        _tidy(url)
        with reading(url) as connection:
            scope = find_scope(connection, read_office(path, url))
        statements = {name: _statement(name, scope) for name in query_names()}
        found = {backend: _all_answered(statements, lambda statement: _answered(url, statement))}
        # the export is of SQLite, so that a machine without a server has it too
        return found | ({"duckdb": _duckdb(folder, url, statements)} if backend == "sqlite" else {})


def _tidy(url: str) -> None:
    """Leave PostgreSQL as it lies after a quiet night: dead rows seen to, statistics made."""
    engine = open_engine(url)
    if engine.dialect.name == "postgresql":
        with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")


def _statement(name: str, scope: Any) -> Select[Any]:
    query = find_query(name)
    about_one = {one.name: _ASKED_ABOUT for one in query.parameters if one.name == "number"}
    return query.statement(scope, _ASKED_ON, **bind(query.parameters, named=about_one))


def _all_answered(
    statements: dict[str, Select[Any]], ask: Callable[[Select[Any]], _Answer]
) -> dict[str, _Answer]:
    """Return every answer, and after that of a long list that of its first rows."""
    found: dict[str, _Answer] = {}
    for name, statement in statements.items():
        found[name] = said = ask(statement)
        if said[1] > _LONG if not isinstance(said, str) else said.startswith(_GIVEN_UP):
            found[f"{name}{_FIRST_ROWS}"] = ask(statement.limit(_FIRST))
    return found


def _answered(url: str, statement: Select[Any]) -> _Answer:
    """Return how long the warehouse takes and how many rows it gives, or the error of one that is given up."""
    with reading(url) as connection, _limit(connection) as give_up:
        try:
            return _measure(lambda: (give_up(), connection.execute(statement).all())[1])
        except OperationalError as error:
            return f"{_GIVEN_UP} after {_GIVE_UP_S} s: {str(error.orig).splitlines()[0]}"


@contextmanager
def _limit(connection: Connection) -> Iterator[Callable[[], None]]:
    """Let statements of a connection end after a while, until the block ends; yield what begins that while anew."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = '{_GIVE_UP_S}s'")
        yield lambda: None
        return
    until = [0.0]
    driver: Any = connection.connection.driver_connection
    driver.set_progress_handler(lambda: time.perf_counter() > until[0], 10_000)

    def begin_anew() -> None:
        until[0] = time.perf_counter() + _GIVE_UP_S

    begin_anew()
    yield begin_anew
    # the connection goes back to the pool
    driver.set_progress_handler(None, 0)


def _measure(ask: Callable[[], Sized]) -> tuple[float, int]:
    rows = len(ask())
    taken = []
    for _ in range(_RUNS):
        start = time.perf_counter()
        ask()
        taken.append(1000 * (time.perf_counter() - start))
    return round(statistics.median(taken), 1), rows


def _duckdb(folder: Path, url: str, statements: dict[str, Select[Any]]) -> dict[str, _Answer]:
    """Ask DuckDB the same; a text instead of a time says what it does not understand."""
    engine = duckdb.connect()
    engine.execute("CREATE MACRO to_char(day, pattern) AS strftime(day, '%Y-%m')")
    export = folder / "parquet"
    export.mkdir(exist_ok=True)
    with reading(url) as connection:
        for table in metadata.sorted_tables:
            if table.name in _LEFT_OUT:
                continue
            kept = [column for column in table.columns if not isinstance(column.type, JSON)]
            rows = connection.execute(select(*kept)).all()
            columns = list(zip(*rows, strict=True)) or [() for _ in kept]
            arrow = pa.table(
                {
                    column.name: pa.array(values, _arrow_type(column.type))
                    for column, values in zip(kept, columns, strict=True)
                }
            )
            pq.write_table(arrow, export / f"{table.name}.parquet")
            engine.execute(
                f"CREATE VIEW \"{table.name}\" AS SELECT * FROM read_parquet('{export / table.name}.parquet')"
            )
    return _all_answered(statements, lambda statement: _asked(engine, statement))


def _arrow_type(type_: Any) -> pa.DataType:
    kinds = {"Date": pa.date32(), "Boolean": pa.bool_(), "Float": pa.float64(), "DateTime": pa.timestamp("s")}
    if (kind := type(type_).__name__) in kinds:
        return kinds[kind]
    return pa.int64() if "Int" in kind else pa.string()


def _asked(engine: duckdb.DuckDBPyConnection, statement: Select[Any]) -> _Answer:
    make: Any = postgresql.dialect
    compiled = statement.compile(
        dialect=make(paramstyle="numeric_dollar"), compile_kwargs={"render_postcompile": True}
    )
    given = [compiled.params[name] for name in compiled.positiontup or ()]
    told = [str(value) if isinstance(value, StrEnum) else value for value in given]
    # DuckDB orders by code points without being told
    text = str(compiled).replace(' COLLATE "C"', "")
    try:
        return _measure(lambda: engine.execute(text, told).fetchall())
    except duckdb.Error as error:
        return str(error).splitlines()[0]


def _print(found: dict[str, dict[str, _Answer]]) -> None:
    console = Console(width=110)
    table = Table("ms", "rows", *found)
    for name in sorted(set().union(*found.values())):
        answers = [answers.get(name, _NOT_ASKED) for answers in found.values()]
        rows = {said[1] for said in answers if not isinstance(said, str)}
        table.add_row(name, "/".join(map(str, sorted(rows))), *map(_shown, answers))
    console.print(table)
    for backend, answers in found.items():
        for name, said in answers.items():
            if isinstance(said, str):
                console.print(f"{backend}, {name}: {said}")
        known = [said[0] for said in answers.values() if not isinstance(said, str)]
        console.print(f"{backend}: median {statistics.median(known):.1f}, worst {max(known):.1f}")


def _shown(said: _Answer) -> str:
    if isinstance(said, str):
        return "-"
    return f"{said[0]:.1f}" + (" !" if said[0] > _GOAL_MS else "")


if __name__ == "__main__":
    main()
