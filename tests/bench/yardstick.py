"""What the bare databases need for the same rows: the floor that the pipeline is measured against."""

import csv
import itertools
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import psycopg
from psycopg import sql

from warehouse.tables import reply

_COLUMNS = tuple(column.name for column in reply.columns if column.name != "reply_id")
_CHUNK = 1 << 20


def postgresql(url: str, register: Path, accepted: Path) -> dict[str, float]:
    """Return the seconds of plain COPYs.

    `file`: the register as it came, as text, into a heap. `rows`: the accepted replies, typed, into a heap. `indexed`: those
    into a copy of `reply` with its indexes and checks, but without its foreign keys. `accepted` is written on the way.
    """
    names = sql.SQL(", ").join(map(sql.Identifier, _COLUMNS))
    with psycopg.connect(url, autocommit=True) as connection:
        with (
            accepted.open("wb") as stream,
            connection.cursor() as cursor,
            cursor.copy(sql.SQL("COPY (SELECT {} FROM reply) TO STDOUT (FORMAT csv)").format(names)) as copy,
        ):
            for block in copy:
                stream.write(block)
        with register.open(encoding="utf-8") as lines:
            headers = next(csv.reader(lines))
        texts = sql.SQL(", ").join(sql.SQL("{} text").format(sql.Identifier(header)) for header in headers)
        connection.execute("DROP TABLE IF EXISTS y_file, y_rows, y_indexed")
        connection.execute(sql.SQL("CREATE TABLE y_file ({})").format(texts))
        connection.execute(sql.SQL("CREATE TABLE y_rows AS SELECT {} FROM reply LIMIT 0").format(names))
        connection.execute("CREATE TABLE y_indexed (LIKE reply INCLUDING ALL)")
        return {
            "file": _copy(connection, "y_file", headers, register, has_header=True),
            "rows": _copy(connection, "y_rows", _COLUMNS, accepted),
            "indexed": _copy(connection, "y_indexed", _COLUMNS, accepted),
        }


def _copy(
    connection: psycopg.Connection,
    table: str,
    columns: tuple[str, ...] | list[str],
    path: Path,
    *,
    has_header: bool = False,
) -> float:
    statement = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv, HEADER {})").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns)), sql.Literal(has_header)
    )
    start = time.perf_counter()
    with path.open("rb") as stream, connection.cursor() as cursor, cursor.copy(statement) as copy:
        while block := stream.read(_CHUNK):
            copy.write(block)
    return time.perf_counter() - start


def sqlite(database: Path, _register: Path, accepted: Path) -> dict[str, float]:
    """Return the seconds of executemany of the accepted replies: into a heap, and into an indexed copy of `reply`."""
    with closing(sqlite3.connect(database)) as connection:
        made = connection.execute(
            "SELECT sql FROM sqlite_master WHERE tbl_name = 'reply' AND sql IS NOT NULL"
        )
        statements = [statement for (statement,) in made]
        rows = connection.execute(f"SELECT {', '.join(_COLUMNS)} FROM reply")
        with accepted.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(rows)
    copy = accepted.with_suffix(".db")
    copy.unlink(missing_ok=True)
    with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        for statement in (
            "PRAGMA journal_mode=WAL",
            "PRAGMA synchronous=NORMAL",
            "PRAGMA cache_size=-200000",
            *statements,
        ):
            connection.execute(statement)
        connection.execute(f"CREATE TABLE y_rows ({', '.join(_COLUMNS)})")
        return {
            "rows": _executemany(connection, "y_rows", accepted),
            "indexed": _executemany(connection, "reply", accepted),
        }


def _executemany(connection: sqlite3.Connection, table: str, accepted: Path) -> float:
    marks = ", ".join(itertools.repeat("?", len(_COLUMNS)))
    start = time.perf_counter()
    with accepted.open(encoding="utf-8", newline="") as stream:
        connection.execute("BEGIN")
        # an empty cell is null: no column that may be empty holds an empty text
        rows = ([cell or None for cell in row] for row in csv.reader(stream))
        connection.executemany(f"INSERT INTO {table} ({', '.join(_COLUMNS)}) VALUES ({marks})", rows)
        connection.execute("COMMIT")
    return time.perf_counter() - start
