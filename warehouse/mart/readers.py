"""Readers: roles of PostgreSQL that see the mart's rows of their own offices, and nothing else."""

import secrets
from collections.abc import Sequence
from typing import Any

import pandas as pd
from sqlalchemy import Connection, delete, select, text

from warehouse.bulk import upsert
from warehouse.mart import SCHEMA
from warehouse.tables import metadata, office, reader_office

READER_COLUMNS = {"role": "数据库角色", "region_code": "行政区划代码", "office": "代表工委"}


class ReaderError(Exception):
    """A reader that cannot be made or changed as asked; the message says why."""


def grant(connection: Connection, role: str, region_codes: Sequence[str]) -> str | None:
    """Let a role read the mart's rows of offices; a role that is not there is made.

    Returns the password of a role that was made, which is kept nowhere, and None for one that was there. Raises ReaderError when
    the warehouse is not on PostgreSQL, an office is unknown, the role could read the operational tables anyway, or is not there and
    the warehouse's own role may make none.
    """
    _demand_server(connection)
    offices = _office_ids(connection, region_codes)
    password = None if _is_there(connection, role) else _make(connection, role)
    _refuse_those_who_see_more(connection, role)
    rows = [{"role": role, "office_id": office_id} for office_id in offices]
    upsert(connection, reader_office, rows, key=["role", "office_id"])
    _let_read(connection, role)
    return password


def revoke(connection: Connection, role: str, region_codes: Sequence[str]) -> int:
    """Take offices away from a reader, all of them when none is named; return how many. Without any it may not even look.

    The role itself stays: it may be in use elsewhere.
    """
    _demand_server(connection)
    gone = delete(reader_office).where(reader_office.c.role == role)
    if region_codes:
        gone = gone.where(reader_office.c.office_id.in_(_office_ids(connection, region_codes)))
    count = connection.execute(gone).rowcount
    left = connection.execute(select(reader_office).where(reader_office.c.role == role)).first()
    if left is None and _is_there(connection, role):
        name = _quoted(connection, role)
        connection.exec_driver_sql(f"REVOKE ALL ON ALL TABLES IN SCHEMA {SCHEMA} FROM {name}")
        connection.exec_driver_sql(f"REVOKE ALL ON SCHEMA {SCHEMA} FROM {name}")
    return count


def readers(connection: Connection) -> pd.DataFrame:
    """Return who reads what: READER_COLUMNS."""
    query = (
        select(reader_office.c.role, office.c.region_code, office.c.name)
        .join(office, office.c.office_id == reader_office.c.office_id)
        .order_by(reader_office.c.role, office.c.region_code)
    )
    return pd.DataFrame(connection.execute(query).all(), columns=list(READER_COLUMNS))


def grant_again(connection: Connection) -> None:
    """Let every reader read views that were made anew; a role that was dropped meanwhile is passed over."""
    there = text("SELECT DISTINCT role FROM reader_office JOIN pg_catalog.pg_roles ON rolname = role")
    for role in connection.execute(there).scalars().all():
        _let_read(connection, role)


def _let_read(connection: Connection, role: str) -> None:
    name = _quoted(connection, role)
    connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA {SCHEMA} TO {name}")
    connection.exec_driver_sql(f"GRANT SELECT ON ALL TABLES IN SCHEMA {SCHEMA} TO {name}")


def _make(connection: Connection, role: str) -> str:
    may = text("SELECT rolsuper OR rolcreaterole FROM pg_catalog.pg_roles WHERE rolname = current_user")
    if not connection.execute(may).scalar_one():
        raise ReaderError(
            f"this warehouse's own role may not make roles: let the database's administrator run "
            f"CREATE ROLE {_quoted(connection, role)} LOGIN; \\password {_quoted(connection, role)} in psql, then grant again"
        )
    password = secrets.token_urlsafe(18)
    driver: Any = connection.connection.driver_connection
    # the server, and its log, see the hash only
    hashed = driver.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
    connection.exec_driver_sql(f"CREATE ROLE {_quoted(connection, role)} LOGIN PASSWORD '{hashed}'")
    return password


def _refuse_those_who_see_more(connection: Connection, role: str) -> None:
    allowed = text(
        "SELECT has_table_privilege(:role, CAST(:name AS regclass), 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')"
        " OR has_any_column_privilege(:role, CAST(:name AS regclass), 'SELECT, INSERT, UPDATE')"
    )
    for table in metadata.sorted_tables:
        found = {"role": role, "name": f'"{table.name}"'}
        if connection.execute(allowed, found).scalar_one():
            raise ReaderError(f"{role} may read or write {table.name} itself: that is no reader")


def _demand_server(connection: Connection) -> None:
    if connection.dialect.name != "postgresql":
        raise ReaderError(
            "only PostgreSQL knows roles; a SQLite file is read by who may read the file (duban explore, duban export)"
        )


def _office_ids(connection: Connection, region_codes: Sequence[str]) -> list[int]:
    known = connection.execute(
        select(office.c.region_code, office.c.office_id).where(office.c.region_code.in_(region_codes))
    )
    ids = {row.region_code: row.office_id for row in known}
    if missing := [code for code in region_codes if code not in ids]:
        raise ReaderError(f"the warehouse knows no office {', '.join(missing)}")
    return list(ids.values())


def _is_there(connection: Connection, role: str) -> bool:
    found = text("SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = :role")
    return connection.execute(found, {"role": role}).first() is not None


def _quoted(connection: Connection, role: str) -> str:
    quoted: str = connection.dialect.identifier_preparer.quote_identifier(role)
    return quoted
