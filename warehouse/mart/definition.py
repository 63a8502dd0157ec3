"""The views as statements for each database, with the comments that PostgreSQL keeps."""

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect

from warehouse.mart import SCHEMA, VIEWS
from warehouse.mart.view import View, rows_of
from warehouse.tables import metadata

# Who may give out offices could give themselves any, and so sees all: the owner of the warehouse, who exports and checks.
# Everybody else sees the offices of the roles that they have. The names are settled when the view is made, and a reader's
# own condition is evaluated behind this one (security_barrier), so neither a search path nor a leaking function gets past it.
_OWN_OFFICES = """(SELECT has_table_privilege('reader_office'::regclass, 'INSERT')) OR office_id IN (
    SELECT mapped.office_id FROM reader_office AS mapped
    JOIN pg_catalog.pg_roles AS role ON role.rolname = mapped.role
    WHERE pg_has_role(role.oid, 'USAGE'))"""


def view_name(view: View, dialect: str) -> str:
    """Return what a view is called on a database: mart.fact_reply, or mart_fact_reply where there are no schemas."""
    return f"{SCHEMA}.{view.name}" if dialect == "postgresql" else f"{SCHEMA}_{view.name}"


def statements(dialect: str) -> Iterator[str]:
    """Yield what makes the views, and on PostgreSQL the comments of views, tables and columns."""
    for view in VIEWS:
        rows_of(view)
        compiled = view.statement().compile(dialect=_plain(dialect), compile_kwargs={"literal_binds": True})
        name = view_name(view, dialect)
        if dialect == "postgresql":
            rows = f"SELECT * FROM ({compiled}) AS every WHERE {_OWN_OFFICES}"
            yield f"CREATE VIEW {name} WITH (security_barrier) AS {rows}"
            yield from _view_comments(view, name)
        else:
            yield f"CREATE VIEW {name} AS {compiled}"
    if dialect == "postgresql":
        for table in metadata.sorted_tables:
            yield from _table_comments(table)


@cache
def digest(dialect: str) -> str:
    """Return what the views and comments of a database are known by: it changes with any of their statements."""
    return sha256("\n".join(statements(dialect)).encode()).hexdigest()


def _plain(dialect: str) -> Dialect:
    # with named parameters no per cent sign is doubled
    make: Any = postgresql.dialect if dialect == "postgresql" else sqlite.dialect
    made: Dialect = make(paramstyle="named")
    return made


def _view_comments(view: View, name: str) -> Iterator[str]:
    yield f"COMMENT ON VIEW {name} IS {_quoted(f'{view.english} ({view.chinese})')}"
    for column, (chinese, english) in view.columns.items():
        yield f"COMMENT ON COLUMN {name}.{column} IS {_quoted(f'{english} ({chinese})')}"


def _table_comments(table: Table) -> Iterator[str]:
    yield f'COMMENT ON TABLE "{table.name}" IS {_quoted(table.comment)}'
    for column in table.columns:
        yield f'COMMENT ON COLUMN "{table.name}"."{column.name}" IS {_quoted(column.comment)}'


def _quoted(comment: str | None) -> str:
    # without a comment what the database had is taken away: it shall say what the code says
    return "NULL" if comment is None else "'" + comment.replace("'", "''") + "'"
