"""The committee's decisions as a sheet: each row that waits for one is decided, the others are named."""

from typing import Any

import pyarrow as pa

from schemas.words import BatchStatus, Decision
from schemas.working_days import working_days
from tasks.loading.judging import usable_rows
from tasks.loading.outcome import Loading, Outcome, hold_or_pass
from tasks.loading.problems import Entry, entries
from tasks.rereferrals import apply, measure_of, ruling, term_of, waiting
from tasks.rules.decisions import Order, shortcoming
from warehouse import batches

# of two rows about one item that differ in one of these, neither can be right
_DECIDED = ("decision", "new_dept", "due_on")
_FIELD = {
    "closing_without_reason": "findings",
    "decided_after_escalation": "decision",
    "decision_opens_no_round": "decision",
    "unknown_new_lead": "new_dept",
    "decided_term_over": "due_on",
    "decided_term_too_long": "due_on",
}


def load_decisions(loading: Loading) -> Outcome:
    """Load a decision sheet; rows on which nothing was decided yet are left for a later sheet."""
    table, tally = usable_rows(loading, _is_decided)
    rows = table.to_pylist()
    numbers = list(dict.fromkeys(row["number"] for row in rows))
    items = waiting(loading.connection, loading.scope, loading.edition, loading.as_of, numbers)
    of_number = {row["number"]: row for row in items.to_dict("records")}
    chosen, found = _sort_out(loading, rows, of_number)
    sound = hold_or_pass(loading, tally)
    if sound:
        rulings = [
            ruling(
                int(of_number[row["number"]]["suggestion_id"]),
                _order(row),
                row["decided_by"],
                measure_of(loading.folder, loading.edition),
                loading.departments,
                (loading.batch_id, row["row_no"]),
            )
            for row in chosen
        ]
        days = working_days(loading.folder.holidays)
        apply(loading.connection, items, rulings, loading.edition, days, loading.as_of)
    batches.add_row_problems(loading.connection, loading.batch_id, entries(found))
    batches.add_file_problems(loading.connection, loading.batch_id, list(loading.table.file_problems))
    status = BatchStatus.LOADED if sound else BatchStatus.HELD
    return Outcome(status, tally.row_count, tally.set_aside_count + len(found), len(chosen) if sound else 0)


def _is_decided(text: pa.Table) -> pa.Array:
    return text["decision"].combine_chunks().is_valid()


def _sort_out(
    loading: Loading, rows: list[dict[str, Any]], awaited: dict[str, dict[Any, Any]]
) -> tuple[list[dict[str, Any]], list[Entry]]:
    """Return one row per suggestion that waits; rows that contradict each other decide nothing."""
    last_day = term_of(loading.edition, loading.as_of, working_days(loading.folder.holidays)).due_on
    decisions: dict[str, set[tuple[Any, ...]]] = {}
    for row in rows:
        decisions.setdefault(row["number"], set()).add(tuple(row[name] for name in _DECIDED))
    good: dict[str, dict[str, Any]] = {}
    found: list[Entry] = []
    for row in rows:
        number = row["number"]
        wrong: tuple[str, str | None] | None = None
        if number not in awaited:
            wrong = ("not_awaiting_decision", number)
        elif len(decisions[number]) > 1:
            wrong = ("contradicting_decisions", number)
        else:
            status = awaited[number]["status"]
            wrong = shortcoming(_order(row), status, loading.departments, loading.as_of, last_day)
        if wrong:
            code, about = wrong
            found.append(
                (row["row_id"], row["sheet"], row["row_no"], code, _FIELD.get(code, "number"), about)
            )
        else:
            good[number] = row
    return list(good.values()), found


def _order(row: dict[str, Any]) -> Order:
    return Order(
        Decision(row["decision"]), row["findings"], row["requirements"], row["new_dept"], row["due_on"]
    )
