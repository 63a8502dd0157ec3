"""Opening the warehouse: a SQLite file in WAL mode, or PostgreSQL by URL."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url

# INSERT ... SELECT tells how many rows it wrote only when asked to
_OPTIONS = {"preserve_rowcount": True}
_READS = "postgresql_readonly"
# of this transaction only. Compiling took a third of a question about a million replies and never paid; and a question joins
# three or four tables, which in the 4 MB of a fresh server all go through files
_FOR_QUESTIONS = "SET LOCAL jit = off; SET LOCAL work_mem = '64MB'"


@cache
def open_engine(url: str) -> Engine:
    """Return the engine of a warehouse; `postgresql://` means psycopg 3."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "postgresql":
        return create_engine(
            parsed.set(drivername="postgresql+psycopg"), hide_parameters=True, execution_options=_OPTIONS
        )
    # parameters stay out of error texts: they hold telephone numbers
    engine = create_engine(
        parsed, connect_args={"timeout": 60}, hide_parameters=True, execution_options=_OPTIONS
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # the driver must not open transactions by itself, or DDL and reads would fall outside them
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "cache_size=-65536"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # a writer takes its lock at once, or two of them would fail half way; a reader takes none
    reads = connection.get_execution_options().get(_READS, False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


@contextmanager
def begin(url: str) -> Iterator[Connection]:
    """One transaction: committed when the block ends, rolled back when it raises."""
    with open_engine(url).begin() as connection:
        yield connection


@contextmanager
def reading(url: str) -> Iterator[Connection]:
    """One read-only transaction: it sees one state of the warehouse and never waits for a night at work."""
    with open_engine(url).connect() as connection:
        reader = connection.execution_options(**{_READS: True})
        with reader.begin():
            if reader.dialect.name == "postgresql":
                reader.exec_driver_sql(_FOR_QUESTIONS)
            yield reader
