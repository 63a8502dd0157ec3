"""Bringing a warehouse to the present tables, from code: no alembic.ini."""

from importlib.resources import files

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from warehouse.engine import begin


def upgrade(url: str) -> None:
    """Create or migrate the warehouse at `url` to the newest revision; does nothing when it is there."""
    with begin(url) as connection:
        command.upgrade(alembic_config(connection), "head")


def alembic_config(connection: Connection) -> Config:
    """Return the configuration that `upgrade` uses, for tests and for writing a new revision."""
    config = Config()
    config.set_main_option("script_location", str(files("warehouse").joinpath("migrations")))
    config.attributes["connection"] = connection
    return config


def revision(url: str) -> tuple[str | None, str | None]:
    """Return the revision that the warehouse is at and the newest there is."""
    with begin(url) as connection:
        at = MigrationContext.configure(connection).get_current_revision()
        return at, ScriptDirectory.from_config(alembic_config(connection)).get_current_head()
