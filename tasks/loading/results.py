"""Survey results: the list that comes back, a part of it, or a sheet of the centre's own. No answer is credited to another."""

import json
from collections.abc import Mapping
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from schemas.inputs import CENTRE_RESULTS
from schemas.words import BatchStatus, Outcome
from tasks.loading import outcome
from tasks.loading.judging import usable_rows
from tasks.loading.outcome import Loading, hold_or_pass
from tasks.loading.problems import Entry, entries, masked
from tasks.loading.result_matching import SAID, matched
from warehouse import batches, survey_matching, surveys

_FILLED_IN = ("outcome", "reason", "called_on", "attempts")
# where each problem of matching stands; the others are about the key, or the deputy where there is none
_FIELD = {
    "unknown_item": ("item", "position"),
    "item_not_asked": ("number", "number"),
    "unknown_suggestion": ("number", "number"),
    "called_before_list": ("called_on", "called_on"),
}


def load_results(loading: Loading) -> outcome.Outcome:
    """Load results; rows that the centre has not filled in yet are outstanding, not wrong.

    A sheet without case keys is held until somebody says that it is the centre's own: anybody could make one.
    """
    table, tally = usable_rows(loading, _is_filled_in)
    rows = table.to_pandas().rename(columns={"item": "position"})
    number = {name: pd.to_numeric(rows.get(name), errors="coerce") for name in ("position", "attempts")}
    rows = rows.assign(
        **{name: pd.Series(found, index=rows.index, dtype="Int64") for name, found in number.items()}
    )
    found = matched(loading, rows)
    wrong, good = found[found["code"].notna()], found[found["code"].isna()]
    sound = hold_or_pass(loading, tally) and _is_vouched_for(loading)
    new = surveys.put_answers(loading.connection, loading.batch_id, good) if sound else 0
    _keep_aside(loading, rows, wrong)
    named: list[Entry] = [
        (row["row_id"], row["sheet"], row["row_no"], row["code"], *_about(row))
        for row in wrong.to_dict("records")
    ]
    batches.add_row_problems(
        loading.connection, loading.batch_id, entries([*named, *_doubtful(loading, good)])
    )
    batches.add_file_problems(loading.connection, loading.batch_id, list(loading.table.file_problems))
    status = BatchStatus.LOADED if sound else BatchStatus.HELD
    return outcome.Outcome(status, tally.row_count, tally.set_aside_count + len(wrong), new)


def _is_filled_in(text: pa.Table) -> pa.Array:
    filled = pa.repeat(False, text.num_rows)
    for name in _FILLED_IN:
        if name in text.column_names:
            filled = pc.or_(filled, pc.is_valid(text[name].combine_chunks()))
    return filled


def _is_vouched_for(loading: Loading) -> bool:
    if loading.table.contract is not CENTRE_RESULTS or loading.only is not None:
        return True
    if batches.is_released(loading.connection, loading.batch_id):
        return True
    batches.add_file_problems(loading.connection, loading.batch_id, [("results_without_keys", None)])
    return False


def _about(row: Mapping[Any, Any]) -> tuple[str, str]:
    if row["code"] == "outcome_after_answer":
        return "outcome", Outcome(row["outcome"]).chinese
    field, name = _FIELD.get(
        row["code"], ("case_key", "case_key") if "case_key" in row else ("person", "person")
    )
    return field, str(row[name])


def _keep_aside(loading: Loading, rows: pd.DataFrame, wrong: pd.DataFrame) -> None:
    aside = rows[rows["row_id"].isin(wrong["row_id"])]
    names = ["case_key", "position"] if "case_key" in rows else ["number", "person"]
    plain = aside[[*names, "outcome", "reason", "called_on"]].astype(object)
    content = [
        masked(json.dumps(row, ensure_ascii=False, default=str, allow_nan=False))
        for row in plain.where(plain.notna(), None).to_dict("records")
    ]
    table = pa.table(
        {
            "sheet": pa.array(aside["sheet"].tolist(), pa.string()),
            "row_no": pa.array(aside["row_no"].tolist(), pa.int64()),
            "content": pa.array(content, pa.string()),
        }
    )
    batches.add_set_aside(loading.connection, loading.batch_id, table)


def _doubtful(loading: Loading, rows: pd.DataFrame) -> list[Entry]:
    """What counts and is named all the same: no reason for a bad mark, a day outside the window, a call that reached nobody."""
    silent = rows[(rows["outcome"] == Outcome.DISSATISFIED.value) & rows["reason"].isna()]
    dated = rows[rows["called_on"].notna()]
    outside = dated[(dated["called_on"] < dated["window_from"]) | (dated["called_on"] > dated["window_to"])]
    said = rows[rows["outcome"].isin(SAID)]
    unheard = survey_matching.never_reached(
        loading.connection, [int(key) for key in said["call_id"].unique()]
    )
    return [
        *_entries(silent, "missing_reason", "reason", None),
        *_entries(outside, "called_outside_window", "called_on", "called_on"),
        *_entries(said[said["call_id"].isin(unheard)], "answer_without_contact", "outcome", "outcome"),
    ]


def _entries(rows: pd.DataFrame, code: str, field: str, shown: str | None) -> list[Entry]:
    return [
        (row["row_id"], row["sheet"], row["row_no"], code, field, _shown(row, shown))
        for row in rows.to_dict("records")
    ]


def _shown(row: Mapping[Any, Any], name: str | None) -> str | None:
    if name is None:
        return None
    return Outcome(row[name]).chinese if name == "outcome" else str(row[name])
