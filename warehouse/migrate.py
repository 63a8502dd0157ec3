"""Bringing a warehouse to the present tables, from code: no alembic.ini."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from warehouse.engine import open_engine, reading
from warehouse.mart.refresh import drop_views, is_current, make_views


def upgrade(url: str) -> None:
    """Create or migrate the warehouse at `url` to the newest revision, with the views of this code; does nothing when it is there."""
    with reading(url) as connection:
        if _is_there(connection):
            return
    with _altering(url) as connection:
        # somebody else may have done it while this one waited
        if _is_there(connection):
            return
        drop_views(connection)
        command.upgrade(alembic_config(connection), "head")
        make_views(connection)


@contextmanager
def _altering(url: str) -> Iterator[Connection]:
    """One transaction for changes of tables.

    SQLite alters a table by making it anew, and dropping the old one would count as deleting what others refer to: foreign
    keys rest meanwhile, which only works outside a transaction, and are checked at the end.
    """
    engine = open_engine(url)
    if engine.dialect.name != "sqlite":
        with engine.begin() as connection:
            yield connection
        return
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        driver.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                yield connection
                if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(5):
                    raise RuntimeError(f"the migration left references to nothing: {broken}")
        finally:
            driver.execute("PRAGMA foreign_keys=ON")


def alembic_config(connection: Connection) -> Config:
    """Return the configuration that `upgrade` uses, for tests and for writing a new revision."""
    config = Config()
    config.set_main_option("script_location", str(files("warehouse").joinpath("migrations")))
    config.attributes["connection"] = connection
    return config


def revision(url: str) -> tuple[str | None, str | None]:
    """Return the revision that the warehouse is at and the newest there is."""
    with reading(url) as connection:
        return _revision(connection)


def _revision(connection: Connection) -> tuple[str | None, str | None]:
    at = MigrationContext.configure(connection).get_current_revision()
    return at, ScriptDirectory.from_config(alembic_config(connection)).get_current_head()


def _is_there(connection: Connection) -> bool:
    at, newest = _revision(connection)
    return at == newest and is_current(connection)
