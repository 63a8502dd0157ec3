"""Directories: departments, committees and deputies, from small files that say who there is."""

import re
from typing import Any

from schemas.words import BatchStatus
from tasks.loading.judging import usable_rows
from tasks.loading.outcome import Loading, Outcome, Tally, hold_or_pass
from tasks.loading.problems import Entry as Found
from tasks.loading.problems import entries
from tasks.rules.department_names import Entry, name_departments
from tasks.rules.names import split_names
from tasks.rules.phone_column import read_phone_column
from warehouse import batches, directory

# a remark behind a name is not part of it: 张三（补选）
_REMARK = re.compile(r"\(.*\)$")


def load_departments(loading: Loading) -> Outcome:
    """Load the directory of departments; every full and short name leads to its department from now on."""
    rows, tally, found = _read(loading)
    listed = [Entry(row["row_id"], row["name"], tuple(split_names(row["aliases"]))) for row in rows]
    naming = name_departments(listed, directory.known_names(*_where(loading)))
    places = {row["row_id"]: (row["sheet"], row["row_no"]) for row in rows}
    found += [(row_id, *places[row_id], code, "name", name) for row_id, code, name in naming.doubtful]
    kept = ("category", "contact_name", "contact_phone", *(["email"] if _has(loading, "email") else []))
    plain = [{"name": naming.called[row["row_id"]], **{name: row[name] for name in kept}} for row in rows]

    def put() -> int:
        return directory.put_departments(
            *_where(loading), _once(plain), naming.renamed, naming.leads_to, loading.as_of
        )

    return _finish(loading, tally, found, put)


def load_committees(loading: Loading) -> Outcome:
    """Load which committee supervises which categories."""
    rows, tally, found = _read(loading)
    plain = [{"name": row["name"], "categories": split_names(row["categories"])} for row in rows]
    return _finish(loading, tally, found, lambda: directory.put_committees(*_where(loading), _once(plain)))


def load_deputies(loading: Loading) -> Outcome:
    """Load the directory of deputies with the telephone numbers that can be dialled."""
    table, tally = usable_rows(loading)
    found: list[Found] = []
    plain: dict[tuple[str, str], dict[str, Any]] = {}
    knows_times = _has(loading, "call_time")
    numbers = read_phone_column(table["phones"].combine_chunks(), loading.folder.office.area_code)
    for row, (phones, reason) in zip(table.to_pylist(), numbers, strict=True):
        name = _REMARK.sub("", row["name"])
        key = (name, row["delegation"])
        if key in plain:
            found.append((row["row_id"], row["sheet"], row["row_no"], "duplicate_person", "name", name))
            tally.set_aside_count += 1
            continue
        if reason:
            code = reason if reason == "phone_precision_lost" else "no_usable_phone"
            found.append((row["row_id"], row["sheet"], row["row_no"], code, "phones", None))
        plain[key] = {"name": name, "delegation": row["delegation"], "unit": row["unit"], "phones": phones}
        if knows_times:
            plain[key]["call_time"] = row["call_time"]

    def put() -> int:
        return directory.put_deputies(
            *_where(loading), loading.scope.term, list(plain.values()), loading.as_of
        )

    return _finish(loading, tally, found, put)


def _has(loading: Loading, field: str) -> bool:
    """Whether the file has a column at all: one without it says nothing about what is known already."""
    return any(field in header.columns for _, header in loading.table.parts)


def _where(loading: Loading) -> tuple[Any, int]:
    return loading.connection, loading.scope.office_id


def _once(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The last row of a name wins, as it would if the rows came in two files."""
    return list({row["name"]: row for row in rows}.values())


def _read(loading: Loading) -> tuple[list[dict[str, Any]], Tally, list[Found]]:
    table, tally = usable_rows(loading)
    return table.to_pylist(), tally, []


def _finish(loading: Loading, tally: Tally, found: list[Found], put: Any) -> Outcome:
    sound = hold_or_pass(loading, tally)
    new = put() if sound else 0
    batches.add_row_problems(loading.connection, loading.batch_id, entries(found))
    batches.add_file_problems(loading.connection, loading.batch_id, list(loading.table.file_problems))
    status = BatchStatus.LOADED if sound else BatchStatus.HELD
    return Outcome(status, tally.row_count, tally.set_aside_count, new)
