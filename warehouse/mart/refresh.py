"""Making the views anew: whenever a migration ran, and whenever the code says something else than the warehouse has."""

from sqlalchemy import Connection, delete, insert, inspect, select

from warehouse.mart import SCHEMA
from warehouse.mart.definition import digest, statements
from warehouse.mart.readers import grant_again
from warehouse.tables import mart_version


def is_current(connection: Connection) -> bool:
    """Whether a warehouse at the newest revision has the views and comments of this code."""
    found = connection.execute(select(mart_version.c.digest)).scalar_one_or_none()
    return found == digest(connection.dialect.name)


def drop_views(connection: Connection) -> None:
    """Drop every view of the mart: neither database alters a table while a view looks at it.

    A view of somebody else's that stands on one of them stops this on PostgreSQL, by its name.
    """
    if connection.dialect.name == "postgresql":
        names = [f'{SCHEMA}."{name}"' for name in inspect(connection).get_view_names(SCHEMA)]
    else:
        views = inspect(connection).get_view_names()
        names = [f'"{name}"' for name in views if name.startswith(f"{SCHEMA}_")]
    for name in names:
        connection.exec_driver_sql(f"DROP VIEW {name}")


def make_views(connection: Connection) -> None:
    """Make the views and comments, and let the readers read them as before."""
    dialect = connection.dialect.name
    is_server = dialect == "postgresql"
    if is_server and SCHEMA not in inspect(connection).get_schema_names():
        connection.exec_driver_sql(f"CREATE SCHEMA {SCHEMA}")
    for statement in statements(dialect):
        # psycopg looks for parameters in every statement
        connection.exec_driver_sql(statement.replace("%", "%%") if is_server else statement)
    if is_server:
        grant_again(connection)
    connection.execute(delete(mart_version))
    connection.execute(insert(mart_version).values(digest=digest(dialect)))
