"""The record of consultation meetings (会商记录表): one row per opinion that a meeting dealt with."""

from collections import defaultdict
from datetime import date
from typing import Any

from schemas.words import BatchStatus
from tasks.loading.judging import keep_aside, usable_rows
from tasks.loading.outcome import Loading, Outcome, hold_or_pass
from tasks.loading.problems import Entry, entries
from tasks.rules.quarters import full_quarter
from warehouse import batches, visits
from warehouse.visits import Opinion


class _Refused(Exception):
    """A row that cannot be taken in: the code of the problem, and the column it stands in."""

    def __init__(self, code: str, field: str = "opinion_no") -> None:
        super().__init__(code)
        self.code, self.field = code, field


def load_consultations(loading: Loading) -> Outcome:
    """Load a record of meetings; a row about an opinion that nobody registered is set aside."""
    table, tally = usable_rows(loading)
    sound = hold_or_pass(loading, tally)
    rows = table.to_pylist()
    days = _days(rows)
    known = _by_number(visits.opinions_of(loading.connection, loading.scope))
    refused: list[Entry] = []
    warned: list[Entry] = []
    good: dict[tuple[str, str, str], dict[str, Any]] = {}
    for row in rows:
        try:
            opinion = _opinion(row, known, days, loading.folder.session.year)
            key = (row["meeting_no"], opinion.quarter, opinion.number)
            if key in good:
                raise _Refused("duplicate_consultation")
        except _Refused as refusal:
            refused.append(_entry(row, refusal.code, refusal.field))
            continue
        good[key] = row
        if not opinion.is_listed:
            warned.append(_entry(row, "opinion_not_listed", "opinion_no"))
    new = _put(loading, good) if sound else 0
    aside = keep_aside(loading, table, refused)
    batches.add_row_problems(loading.connection, loading.batch_id, entries([*refused, *warned]))
    batches.add_file_problems(loading.connection, loading.batch_id, list(loading.table.file_problems))
    status = BatchStatus.LOADED if sound else BatchStatus.HELD
    return Outcome(status, tally.row_count, tally.set_aside_count + aside, new)


def _days(rows: list[dict[str, Any]]) -> dict[str, set[date]]:
    days: dict[str, set[date]] = defaultdict(set)
    for row in rows:
        days[row["meeting_no"]].add(row["held_on"])
    return days


def _by_number(opinions: list[Opinion]) -> dict[str, dict[str, Opinion]]:
    known: dict[str, dict[str, Opinion]] = defaultdict(dict)
    for opinion in opinions:
        known[opinion.number][opinion.quarter] = opinion
    return known


def _opinion(
    row: dict[str, Any], known: dict[str, dict[str, Opinion]], days: dict[str, set[date]], year: int
) -> Opinion:
    """Return the opinion that a row is about; without a quarter it must be the only one of that number."""
    if len(days[row["meeting_no"]]) > 1:
        raise _Refused("contradicting_meetings", "meeting_no")
    of_number = known.get(row["opinion_no"], {})
    quarter = full_quarter(row["quarter"], None, year)
    if quarter is None and len(of_number) > 1:
        raise _Refused("ambiguous_opinion")
    opinion = of_number.get(quarter) if quarter else next(iter(of_number.values()), None)
    if opinion is None:
        raise _Refused("unknown_opinion")
    if opinion.visited_on and row["held_on"] < opinion.visited_on:
        raise _Refused("consulted_before_visit", "held_on")
    return opinion


def _entry(row: dict[str, Any], code: str, field: str) -> Entry:
    about = row["meeting_no"] if field == "meeting_no" else row["opinion_no"]
    return (row["row_id"], row["sheet"], row["row_no"], code, field, about)


def _put(loading: Loading, good: dict[tuple[str, str, str], dict[str, Any]]) -> int:
    meetings: dict[str, dict[str, Any]] = {}
    items = []
    for (meeting, quarter, number), row in good.items():
        place = {"sheet": row["sheet"], "row_no": row["row_no"]}
        told = {"held_on": row["held_on"], "participants": row["participants"]}
        meetings.setdefault(meeting, {"number": meeting, **told, **place})
        agreed = {"department_id": row["main_dept"], "due_on": row["agreed_until"]}
        key = {"meeting": meeting, "quarter": quarter, "number": number}
        items.append({**key, "result": row["result"], **agreed, "follow_up": row["follow_up"], **place})
    return visits.put_consultations(
        loading.connection, loading.scope, loading.batch_id, list(meetings.values()), items
    )
