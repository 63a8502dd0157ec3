"""The committee's decisions as a sheet: each row that waits for one is decided, the others are named."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import pyarrow as pa

from schemas.words import BatchStatus, Decision
from tasks.loading.outcome import Loading, Outcome, Tally, hold_or_pass, mandatory_columns
from tasks.loading.problems import Entry, entries, placed, set_aside
from tasks.rereferrals import apply
from tasks.rules.judge import judge
from warehouse import batches, rereferrals
from warehouse.rereferrals import Ruling


def load_decisions(loading: Loading) -> Outcome:
    """Load a decision sheet; rows on which nothing was decided yet are left for a later sheet."""
    rows, tally = _read(loading)
    waiting = rereferrals.awaiting(loading.connection, loading.scope)
    ids = dict(zip(waiting["number"], waiting["suggestion_id"], strict=True))
    rows = rows.drop_duplicates("number", keep="last")
    known = rows[rows["number"].isin(ids)]
    found: list[Entry] = [
        (row["row_id"], row["sheet"], row["row_no"], "not_awaiting_decision", "number", row["number"])
        for row in rows[~rows["number"].isin(ids)].to_dict("records")
    ]
    sound = hold_or_pass(loading, tally)
    if sound:
        rulings = [_ruling(int(ids[row["number"]]), row) for row in known.to_dict("records")]
        apply(loading.connection, waiting, rulings, loading.edition, loading.as_of)
    batches.add_row_problems(loading.connection, loading.batch_id, entries(found))
    status = BatchStatus.LOADED if sound else BatchStatus.HELD
    aside = tally.set_aside_count + len(found)
    return Outcome(status, tally.row_count, aside, len(known) if sound else 0)


def _ruling(suggestion_id: int, row: Mapping[Any, Any]) -> Ruling:
    return Ruling(
        suggestion_id, Decision(row["decision"]), row["decided_by"], row["findings"], row["requirements"]
    )


def _read(loading: Loading) -> tuple[pd.DataFrame, Tally]:
    tally, contract, mandatory = Tally(), loading.table.contract, mandatory_columns(loading)
    parts: list[pa.Table] = []
    for text, _ in loading.table.blocks():
        text = text.filter(text["decision"].is_valid())
        judged = judge(text, contract, loading.terms)
        tally.add(text, judged, mandatory)
        batches.add_row_problems(loading.connection, loading.batch_id, placed(judged.problems, judged.rows))
        aside = set_aside(text, contract, judged.rows["is_usable"])
        batches.add_set_aside(loading.connection, loading.batch_id, aside)
        parts.append(judged.rows.filter(judged.rows["is_usable"]))
    return pa.concat_tables(parts).to_pandas(), tally
