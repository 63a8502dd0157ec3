"""What tests of every package need: an empty warehouse on each of the two databases."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import make_url

from schemas.office import OfficeFolder, read_office
from tests.offices import office_at
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


@pytest.fixture(scope="session")
def prepared_databases(postgres_url: str) -> Iterator[ExitStack]:
    """Return what keeps the databases of prepared offices until the server goes."""
    with ExitStack() as kept:
        yield kept


_PREPARED: dict[tuple[str, str], OfficeFolder] = {}


@pytest.fixture(params=["sqlite", "postgresql"])
def prepared_office(
    request: pytest.FixtureRequest, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[Callable[[OfficeFolder], None]], OfficeFolder]]:
    """Return a function that gives an office as `prepare` leaves it: prepared once per module and database, each time copied."""
    on_server = request.param == "postgresql"
    given = count(1)
    with ExitStack() as own:

        def give(prepare: Callable[[OfficeFolder], None]) -> OfficeFolder:
            key = (prepare.__module__, request.param)
            server = request.getfixturevalue("postgres_url") if on_server else ""
            if key not in _PREPARED:
                url = None
                if on_server:
                    template = request.getfixturevalue("postgres_template")
                    kept = request.getfixturevalue("prepared_databases")
                    url = kept.enter_context(_database(server, f'TEMPLATE "{template}"'))
                made = office_at(tmp_path_factory.mktemp("prepared") / "office", url)
                prepare(made)
                open_engine(made.database).dispose()
                _PREPARED[key] = made
            model = _PREPARED[key]
            copied = Path(shutil.copytree(model.path, tmp_path / f"office{next(given)}"))
            own_url = None
            if on_server:
                name = make_url(model.database).database
                own_url = own.enter_context(_database(server, f'TEMPLATE "{name}"'))
            office = read_office(copied, own_url)
            own.callback(open_engine(office.database).dispose)
            return office

        yield give


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
