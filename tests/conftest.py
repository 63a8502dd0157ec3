"""What tests of every package need: an empty warehouse on each of the two databases."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import make_url

from tests.postgres import running_postgres
from warehouse.engine import open_engine
from warehouse.migrate import upgrade


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """Return the URL of a PostgreSQL server."""
    # not in pytest's own folder: that is closed to the user `postgres`, and too long a path for a socket
    with (
        TemporaryDirectory(prefix="duban-", ignore_cleanup_errors=True) as folder,
        running_postgres(Path(folder)) as url,
    ):
        yield url


@pytest.fixture(scope="session")
def postgres_template(postgres_url: str) -> Iterator[str]:
    """Return the name of a migrated database to copy."""
    with _database(postgres_url, "TEMPLATE template0 ENCODING 'UTF8'") as url:
        upgrade(url)
        open_engine(url).dispose()
        yield str(make_url(url).database)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a migrated SQLite file to copy."""
    path = tmp_path_factory.mktemp("template") / "warehouse.db"
    upgrade(f"sqlite:///{path}")
    open_engine(f"sqlite:///{path}").dispose()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def warehouse_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Return the URL of an empty, migrated warehouse; a test that asks for it runs on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        path = shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "warehouse.db")
        yield f"sqlite:///{path}"
        open_engine(f"sqlite:///{path}").dispose()
    else:
        template = request.getfixturevalue("postgres_template")
        with _database(request.getfixturevalue("postgres_url"), f'TEMPLATE "{template}"') as url:
            yield url


@contextmanager
def _database(server: str, options: str) -> Iterator[str]:
    name = f"duban_test_{uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" {options}')
        url = make_url(server).set(database=name).render_as_string(hide_password=False)
        try:
            yield url
        finally:
            open_engine(url).dispose()
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
