"""The committee's decisions as a sheet: each row that waits for one is decided, the others are named."""

from typing import Any

import pyarrow as pa

from schemas.words import BatchStatus, Decision
from schemas.working_days import working_days
from tasks.loading.judging import usable_rows
from tasks.loading.outcome import Loading, Outcome, hold_or_pass
from tasks.loading.problems import Entry, entries
from tasks.rereferrals import apply
from warehouse import batches, rereferrals
from warehouse.rereferrals import Ruling


def load_decisions(loading: Loading) -> Outcome:
    """Load a decision sheet; rows on which nothing was decided yet are left for a later sheet."""
    table, tally = usable_rows(loading, _is_decided)
    waiting = rereferrals.awaiting(loading.connection, loading.scope)
    ids = dict(zip(waiting["number"], waiting["suggestion_id"], strict=True))
    rows, found = _sort_out(table.to_pylist(), set(ids))
    sound = hold_or_pass(loading, tally)
    if sound:
        rulings = [_ruling(int(ids[row["number"]]), row) for row in rows]
        apply(
            loading.connection,
            waiting,
            rulings,
            loading.edition,
            working_days(loading.folder.holidays),
            loading.as_of,
        )
    batches.add_row_problems(loading.connection, loading.batch_id, entries(found))
    batches.add_file_problems(loading.connection, loading.batch_id, list(loading.table.file_problems))
    status = BatchStatus.LOADED if sound else BatchStatus.HELD
    return Outcome(status, tally.row_count, tally.set_aside_count + len(found), len(rows) if sound else 0)


def _is_decided(text: pa.Table) -> pa.Array:
    return text["decision"].combine_chunks().is_valid()


def _sort_out(rows: list[dict[str, Any]], awaited: set[str]) -> tuple[list[dict[str, Any]], list[Entry]]:
    """Return one row per suggestion that waits; rows that contradict each other decide nothing."""
    decisions: dict[str, set[str]] = {}
    for row in rows:
        decisions.setdefault(row["number"], set()).add(row["decision"])
    good: dict[str, dict[str, Any]] = {}
    found: list[Entry] = []
    for row in rows:
        code = "not_awaiting_decision" if row["number"] not in awaited else None
        code = code or ("contradicting_decisions" if len(decisions[row["number"]]) > 1 else None)
        if code:
            found.append((row["row_id"], row["sheet"], row["row_no"], code, "number", row["number"]))
        else:
            good[row["number"]] = row
    return list(good.values()), found


def _ruling(suggestion_id: int, row: dict[str, Any]) -> Ruling:
    return Ruling(
        suggestion_id, Decision(row["decision"]), row["decided_by"], row["findings"], row["requirements"]
    )
