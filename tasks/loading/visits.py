"""The register of opinions (走访意见登记表): each opinion is kept in versions, and what contradicts itself is named."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from schemas.visits import Sorting
from schemas.words import BatchStatus
from tasks.loading.judging import keep_aside, usable_rows
from tasks.loading.outcome import Loading, Outcome, hold_or_pass
from tasks.loading.problems import Entry, entries
from tasks.rules.quarters import full_quarter, quarter_of
from warehouse import batches, visits


def load_opinions(loading: Loading) -> Outcome:
    """Load a register of opinions; of two rows with one quarter and number the first counts."""
    table, tally = usable_rows(loading)
    sound = hold_or_pass(loading, tally)
    refused: list[Entry] = []
    good: dict[tuple[str, str], dict[str, Any]] = {}
    for row in table.to_pylist():
        quarter = full_quarter(row["quarter"], row["visited_on"], loading.folder.session.year)
        if entry := _refusal(row, quarter, good):
            refused.append(entry)
        elif quarter:
            good[quarter, row["opinion_no"]] = row
    rows = [_row(row, quarter) for (quarter, _), row in good.items()]
    new = visits.put_opinions(loading.connection, loading.scope, loading.batch_id, rows) if sound else 0
    aside = keep_aside(loading, table, refused)
    found = entries([*refused, *_warnings(good.values())])
    batches.add_row_problems(loading.connection, loading.batch_id, found)
    batches.add_file_problems(loading.connection, loading.batch_id, list(loading.table.file_problems))
    status = BatchStatus.LOADED if sound else BatchStatus.HELD
    return Outcome(status, tally.row_count, tally.set_aside_count + aside, new)


def _refusal(
    row: dict[str, Any], quarter: str | None, good: dict[tuple[str, str], dict[str, Any]]
) -> Entry | None:
    day = row["visited_on"]
    if quarter is None:
        return _entry(row, "missing_quarter", "quarter", None)
    if day and quarter_of(day) != quarter:
        return _entry(row, "visit_outside_quarter", "visited_on", str(day))
    if (quarter, row["opinion_no"]) in good:
        return _entry(row, "duplicate_opinion", "opinion_no", row["opinion_no"])
    return None


def _warnings(rows: Iterable[dict[str, Any]]) -> list[Entry]:
    rows = list(rows)
    times = Counter(row["suggestion"] for row in rows if row["suggestion"])
    found = []
    for row in rows:
        number = row["suggestion"]
        if Sorting(row["sorting"]).becomes_suggestion and number is None:
            found.append(_entry(row, "opinion_without_suggestion", "suggestion", row["opinion_no"]))
        elif number and not Sorting(row["sorting"]).becomes_suggestion:
            found.append(_entry(row, "suggestion_not_expected", "suggestion", number))
        elif times[number] > 1:
            found.append(_entry(row, "suggestion_of_two_opinions", "suggestion", number))
    return found


def _entry(row: dict[str, Any], code: str, field: str, about: str | None) -> Entry:
    return (row["row_id"], row["sheet"], row["row_no"], code, field, about)


def _row(row: dict[str, Any], quarter: str) -> dict[str, Any]:
    same = ("visited_on", "deputies", "place", "content", "category", "sorting", "handled", "suggestion")
    place = {"sheet": row["sheet"], "row_no": row["row_no"]}
    named = {"quarter": quarter, "number": row["opinion_no"], "department_id": row["main_dept"]}
    return {**named, **{name: row[name] for name in same}, **place}
