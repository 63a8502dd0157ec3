"""Who there is: departments with their names, committees with their duties, deputies with their telephones."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, insert, select, update

from schemas.words import AliasSource
from warehouse.bulk import upsert
from warehouse.tables import (
    committee,
    committee_duty,
    department,
    department_alias,
    department_name,
    deputy,
    deputy_phone,
)

_KEYS_PER_QUERY = 5_000
_GOOD: dict[str, Any] = {"invalid_on": None, "invalid_cycle_id": None}


def department_names(connection: Connection, office_id: int) -> dict[str, int]:
    """Return the department for every full and short name in use."""
    aliases = select(department_alias.c.alias, department_alias.c.department_id)
    return {
        row.alias: row.department_id
        for row in connection.execute(aliases.where(_of(department_alias, office_id)))
    }


def known_names(connection: Connection, office_id: int) -> dict[str, tuple[str, str]]:
    """Return the full name of the department, and who said so, for every full and short name in use."""
    query = (
        select(department_alias.c.alias, department.c.name, department_alias.c.source)
        .join(department, department.c.department_id == department_alias.c.department_id)
        .where(_of(department_alias, office_id))
    )
    return {row.alias: (row.name, row.source) for row in connection.execute(query)}


def put_departments(
    connection: Connection,
    office_id: int,
    rows: Sequence[dict[str, Any]],
    renamed: Mapping[str, str],
    leads_to: Mapping[str, str],
    on: date,
) -> int:
    """Insert, rename (old full name to new) or change departments (name, category, contact_name, contact_phone, and email where known).

    `leads_to` is the full name for each name in use from now on, `on` the day from which they are in use. Returns how many
    rows changed.
    """
    if renamed:
        changes = [{"of_name": old, "new_name": new} for old, new in renamed.items()]
        by_name = (_of(department, office_id), department.c.name == bindparam("of_name"))
        connection.execute(update(department).where(*by_name).values(name=bindparam("new_name")), changes)
    plain = [{"office_id": office_id, **row} for row in rows]
    written = upsert(connection, department, plain, key=["office_id", "name"])
    _keep_names(connection, office_id, on)
    ids = _ids_by_name(connection, department, department.c.department_id, office_id)
    there = department_names(connection, office_id)
    names = [
        {"office_id": office_id, "alias": alias, "department_id": ids[name], "source": AliasSource.DIRECTORY}
        for alias, name in leads_to.items()
        if there.get(alias) != ids[name]
    ]
    return written + upsert(connection, department_alias, names, key=["office_id", "alias"])


def _keep_names(connection: Connection, office_id: int, on: date) -> None:
    """Write down since when departments are called what they are called; a first name has no first day."""
    present = and_(
        department_name.c.department_id == department.c.department_id, department_name.c.valid_to.is_(None)
    )
    there = select(department.c.department_id, department.c.name, department_name.c.department_name_id)
    renamed = (
        there.join(department_name, present)
        .where(_of(department, office_id), department_name.c.name != department.c.name)
        .add_columns(department_name.c.valid_from)
    )
    for row in connection.execute(renamed).all():
        this = department_name.c.department_name_id == row.department_name_id
        if row.valid_from is not None and row.valid_from >= on:
            # it was in use for no day
            connection.execute(update(department_name).where(this).values(name=row.name))
            continue
        connection.execute(update(department_name).where(this).values(valid_to=on))
        name = {"department_id": row.department_id, "name": row.name, "valid_from": on}
        connection.execute(insert(department_name).values(name))
    nameless = (
        select(department.c.department_id, department.c.name)
        .outerjoin(department_name, present)
        .where(_of(department, office_id), department_name.c.department_name_id.is_(None))
    )
    connection.execute(insert(department_name).from_select(["department_id", "name"], nameless))


def add_reviewed_alias(
    connection: Connection, office_id: int, alias: str, department_id: int, by: str, on: date
) -> None:
    """Let a name lead to a department because somebody looked at it and said so."""
    row = {"office_id": office_id, "alias": alias, "department_id": department_id}
    review = {"source": AliasSource.REVIEW, "added_by": by, "added_on": on}
    connection.execute(insert(department_alias).values(row | review))


def put_committees(connection: Connection, office_id: int, rows: Sequence[dict[str, Any]]) -> int:
    """Insert committees (name, categories) and hand each category to its committee; return how many rows changed."""
    plain = [{"office_id": office_id, "name": row["name"]} for row in rows]
    written = upsert(connection, committee, plain, key=["office_id", "name"])
    ids = _ids_by_name(connection, committee, committee.c.committee_id, office_id)
    duties = [
        {"office_id": office_id, "category": category, "committee_id": ids[row["name"]]}
        for row in rows
        for category in row["categories"]
    ]
    return written + upsert(connection, committee_duty, duties, key=["office_id", "category"])


def put_deputies(
    connection: Connection, office_id: int, term: int, rows: Sequence[dict[str, Any]], added_on: date
) -> int:
    """Insert or change deputies (name, delegation, unit, phones, call_time); return how many changed.

    `phones` are `tasks.rules.phone.Phone`s in dialling order and replace the earlier ones; what was found out about a number
    stays. When they are best called stays what it was for rows without a call_time.
    """
    plain = [
        {"office_id": office_id, "term": term, **{name: row[name] for name in ("name", "delegation", "unit")}}
        for row in rows
    ]
    written = upsert(connection, deputy, plain, key=["office_id", "term", "name", "delegation"])
    found = select(deputy.c.name, deputy.c.delegation, deputy.c.deputy_id)
    ids = {
        (row.name, row.delegation): row.deputy_id
        for row in connection.execute(found.where(_of(deputy, office_id), deputy.c.term == term))
    }
    of_rows = [ids[row["name"], row["delegation"]] for row in rows]
    times = _call_times(connection, of_rows)
    numbers = [
        {
            "deputy_id": deputy_id,
            "position": position,
            "e164": phone.e164,
            "extension": phone.extension,
            "is_mobile": phone.is_mobile,
            "added_on": added_on,
            "call_time": row.get("call_time", times.get(deputy_id)),
        }
        for row, deputy_id in zip(rows, of_rows, strict=True)
        for position, phone in enumerate(row["phones"], start=1)
    ]
    known = _known_invalid(connection, {number["deputy_id"] for number in numbers})
    for number in numbers:
        number |= known.get((number["deputy_id"], number["e164"], number["extension"]), _GOOD)
    touched = [{"touched": deputy_id} for deputy_id in of_rows]
    if touched:
        connection.execute(
            delete(deputy_phone).where(deputy_phone.c.deputy_id == bindparam("touched")), touched
        )
    if numbers:
        connection.execute(insert(deputy_phone), numbers)
    return written


def _call_times(connection: Connection, deputies: Sequence[int]) -> dict[int, str]:
    times: dict[int, str] = {}
    for start in range(0, len(deputies), _KEYS_PER_QUERY):
        chunk = deputies[start : start + _KEYS_PER_QUERY]
        query = select(deputy_phone.c.deputy_id, deputy_phone.c.call_time).where(
            deputy_phone.c.deputy_id.in_(chunk), deputy_phone.c.call_time.is_not(None)
        )
        times |= {row.deputy_id: row.call_time for row in connection.execute(query)}
    return times


def _known_invalid(
    connection: Connection, deputy_ids: Collection[int]
) -> dict[tuple[int, str, str | None], dict[str, Any]]:
    """Return what was found out about numbers that may be sent again (see warehouse.number_history)."""
    query = select(deputy_phone).where(deputy_phone.c.invalid_on.is_not(None))
    return {
        (row.deputy_id, row.e164, row.extension): {
            "invalid_on": row.invalid_on,
            "invalid_cycle_id": row.invalid_cycle_id,
        }
        for row in connection.execute(query)
        if row.deputy_id in deputy_ids
    }


def _of(table: Any, office_id: int) -> Any:
    return table.c.office_id == office_id


def _ids_by_name(connection: Connection, table: Any, key: Any, office_id: int) -> dict[str, int]:
    return {
        row[0]: row[1] for row in connection.execute(select(table.c.name, key).where(_of(table, office_id)))
    }
