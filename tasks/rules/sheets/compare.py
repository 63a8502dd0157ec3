"""What only shows between rows: one number with two titles, one name twice."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from schemas.words import Kind
from tasks.rules.sheets.found import Finding, ReadRow
from tasks.rules.sheets.words import tight


def compare_rows(kind: Kind, rows: Sequence[ReadRow]) -> list[ReadRow]:
    """Return the rows with what only shows between them: one number with two titles, one name twice."""
    if kind is Kind.DEPUTIES:
        return _same_names(rows)
    return _doubled(rows) if kind in (Kind.SUGGESTIONS, Kind.REPLIES) else list(rows)


def _same_names(rows: Sequence[ReadRow]) -> list[ReadRow]:
    times = _by(rows, "name")
    return [
        replace(row, warnings=(*row.warnings, Finding("same_name", "name", row.fields["name"])))
        if len(times[row.fields["name"]]) > 1
        else row
        for row in rows
    ]


def _doubled(rows: Sequence[ReadRow]) -> list[ReadRow]:
    of_number = _by([row for row in rows if not row.rejection and row.fields["number"]], "number")
    found = []
    for row in rows:
        same = of_number.get(_key(row.fields["number"]), [])
        others = [twin for twin in same if twin is not row]
        titles = {tight(twin.fields["title"]).strip("《》") for twin in same} - {""}
        if row.rejection or not others or len(titles) < 2:
            found.append(row)
            continue
        finding = Finding("duplicate_number", "number", row.fields["number"])
        found.append(replace(row, rejection=finding, twins=tuple(twin.row for twin in others)))
    return found


def _by(rows: Iterable[ReadRow], name: str) -> dict[str, list[ReadRow]]:
    found: dict[str, list[ReadRow]] = defaultdict(list)
    for row in rows:
        found[_key(row.fields[name])].append(row)
    return found


def _key(value: str | None) -> str:
    # 平017 is 平17
    return re.sub(r"^([^\dA-Za-z]*)0+(?=\d)", r"\1", value or "")
