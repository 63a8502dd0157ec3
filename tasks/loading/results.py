"""Survey results: the list that comes back, or a part of it. No answer is ever credited to another deputy or item."""

import json
from collections.abc import Mapping
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from schemas.words import BatchStatus, Outcome
from tasks.loading import outcome
from tasks.loading.judging import usable_rows
from tasks.loading.outcome import Loading, hold_or_pass
from tasks.loading.problems import Entry, entries, masked
from tasks.rules.sample import key_is_sound
from warehouse import batches, surveys

_FILLED_IN = ("outcome", "reason", "called_on", "attempts")


def load_results(loading: Loading) -> outcome.Outcome:
    """Load a returned list; rows that the centre has not filled in yet are outstanding, not wrong."""
    table, tally = usable_rows(loading, _is_filled_in)
    rows = table.to_pandas().rename(columns={"item": "position"})
    matched, found = _match(loading, rows)
    sound = hold_or_pass(loading, tally)
    new = surveys.put_answers(loading.connection, loading.batch_id, matched, loading.as_of) if sound else 0
    _keep_aside(loading, rows, found)
    batches.add_row_problems(loading.connection, loading.batch_id, entries([*found, *_doubtful(matched)]))
    batches.add_file_problems(loading.connection, loading.batch_id, list(loading.table.file_problems))
    status = BatchStatus.LOADED if sound else BatchStatus.HELD
    return outcome.Outcome(status, tally.row_count, tally.set_aside_count + len(found), new)


def _is_filled_in(text: pa.Table) -> pa.Array:
    filled = pa.repeat(False, text.num_rows)
    for name in _FILLED_IN:
        if name in text.column_names:
            filled = pc.or_(filled, pc.is_valid(text[name].combine_chunks()))
    return filled


def _match(loading: Loading, rows: pd.DataFrame) -> tuple[pd.DataFrame, list[Entry]]:
    """Return the rows with their call_item_id, and a problem for each row that has none or contradicts another."""
    rows = rows.assign(
        case_key=rows["case_key"].str.upper().str.replace(" ", ""),
        position=pd.to_numeric(rows["position"], errors="coerce").astype("Int64"),
        attempts=pd.to_numeric(rows["attempts"], errors="coerce").astype("Int64"),
    )
    keys = surveys.items_of_keys(loading.connection, loading.scope, rows["case_key"].unique().tolist())
    keys["position"] = keys["position"].astype("Int64")
    known = set(keys["case_key"])
    merged = rows.merge(keys, on=["case_key", "position"], how="left")
    merged["code"] = None
    merged.loc[merged["call_item_id"].isna(), "code"] = "unknown_item"
    merged.loc[~merged["case_key"].isin(known), "code"] = "unknown_case_key"
    unsound = ~merged["case_key"].map(key_is_sound).astype(bool)
    merged.loc[unsound & ~merged["case_key"].isin(known), "code"] = "bad_case_key"
    merged.loc[merged["is_closed"].fillna(False).astype(bool), "code"] = "cycle_closed"
    merged.loc[_slipped(merged) & merged["code"].isna(), "code"] = "answer_misplaced"
    merged.loc[_contradicting(merged), "code"] = "duplicate_answer"
    good = merged[merged["code"].isna()].drop_duplicates("call_item_id", keep="last")
    found: list[Entry] = [
        (row["row_id"], row["sheet"], row["row_no"], row["code"], *_about(row))
        for row in merged[merged["code"].notna()].to_dict("records")
    ]
    return good, found


def _slipped(merged: pd.DataFrame) -> pd.Series:
    """Tell which rows name another deputy or suggestion than their key and item stand for."""
    person = merged["person"].str.removesuffix("代表")
    other_person = person.notna() & merged["asked"].notna() & (person != merged["asked"])
    about, title = (merged[name].str.replace(r"\s", "", regex=True) for name in ("about", "asked_about"))
    return other_person | (about.notna() & title.notna() & (about != title))


def _contradicting(merged: pd.DataFrame) -> pd.Series:
    open_rows = merged[merged["code"].isna()]
    kinds = open_rows.groupby("call_item_id")["outcome"].transform("nunique")
    return (kinds > 1).reindex(merged.index, fill_value=False)


def _about(row: Mapping[Any, Any]) -> tuple[str, str]:
    if row["code"] == "unknown_item":
        return "item", str(row["position"])
    return "case_key", str(row["case_key"])


def _keep_aside(loading: Loading, rows: pd.DataFrame, found: list[Entry]) -> None:
    aside = rows[rows["row_id"].isin([entry[0] for entry in found])]
    kept = ["case_key", "position", "outcome", "reason", "called_on"]
    plain = aside[kept].astype(object)
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


def _doubtful(rows: pd.DataFrame) -> list[Entry]:
    """What counts and is named all the same: no reason for a bad mark, a call outside its window."""
    silent = rows[(rows["outcome"] == Outcome.DISSATISFIED.value) & rows["reason"].isna()]
    found: list[Entry] = [
        (row["row_id"], row["sheet"], row["row_no"], "missing_reason", "reason", None)
        for row in silent.to_dict("records")
    ]
    dated = rows[rows["called_on"].notna()]
    outside = dated[(dated["called_on"] < dated["window_from"]) | (dated["called_on"] > dated["window_to"])]
    return found + [
        (
            row["row_id"],
            row["sheet"],
            row["row_no"],
            "called_outside_window",
            "called_on",
            str(row["called_on"]),
        )
        for row in outside.to_dict("records")
    ]
