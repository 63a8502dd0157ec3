"""Bringing a warehouse to the present tables, from code: no alembic.ini."""

from importlib.resources import files

from alembic import command
from alembic.config import Config
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
