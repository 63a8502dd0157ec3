"""Survey results: the list that comes back, or a part of it. No answer is ever credited to another deputy or item."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from schemas.questionnaire import as_asked
from schemas.words import BatchStatus, Outcome
from tasks.loading import outcome
from tasks.loading.judging import usable_rows
from tasks.loading.outcome import Loading, hold_or_pass
from tasks.loading.problems import Entry, entries, masked
from tasks.reading.sniff import Unreadable
from tasks.rules.given_answers import OTHERS, QUESTIONS, Asked, asks, contradicting, rated
from tasks.rules.list_mark import marked_version
from tasks.rules.sample import key_is_sound
from warehouse import batches, surveys
from warehouse.surveys import Cycle

_FILLED_IN = (*QUESTIONS, "reason", "called_on", "attempts")


def load_results(loading: Loading) -> outcome.Outcome:
    """Load a returned list; rows that the centre has not filled in yet are outstanding, not wrong.

    Raises Unreadable for a list that a newer one has superseded.
    """
    cycles = surveys.cycles(loading.connection, loading.scope)
    asked = {cycle.cycle_id: as_asked(cycle.questionnaire) for cycle in cycles}
    table, tally = usable_rows(loading, _is_filled_in)
    rows = table.to_pandas().rename(columns={"item": "position"})
    _refuse_superseded(loading, cycles, rows["list_mark"])
    matched, found = _match(loading, rows, asked)
    sound = hold_or_pass(loading, tally)
    new = _put(loading, matched, asked) if sound else 0
    _keep_aside(loading, rows, found)
    doubtful = [*_doubtful(matched, asked), *_not_asked(matched, asked)]
    batches.add_row_problems(loading.connection, loading.batch_id, entries([*found, *doubtful]))
    batches.add_file_problems(loading.connection, loading.batch_id, list(loading.table.file_problems))
    status = BatchStatus.LOADED if sound else BatchStatus.HELD
    return outcome.Outcome(status, tally.row_count, tally.set_aside_count + len(found), new)


def _refuse_superseded(loading: Loading, cycles: Sequence[Cycle], of_rows: pd.Series) -> None:
    """Raise Unreadable when the file is a list of which there is a newer one, by the mark over its header or in its rows."""
    newest = {cycle.cycle_id: cycle.list_version for cycle in cycles}
    above = (
        marked_version(cell for row in sheet.preview[: header.row] for cell in row)
        for sheet, header in loading.table.parts
    )
    beside = (marked_version([f"名单版本{mark}"]) for mark in of_rows.dropna().unique())
    for marked in filter(None, [*above, *beside]):
        if marked[1] < newest.get(marked[0], 0):
            raise Unreadable("superseded_list")


def _put(loading: Loading, matched: pd.DataFrame, asked: Asked) -> int:
    """Write what was answered to each question of the row's own cycle; return how many answers about results are new."""
    matched = matched.assign(word=matched["outcome_word"])
    for question in OTHERS:
        given = matched[matched[question].notna() & asks(matched, question, asked)]
        others = given.assign(outcome=given[question], word=given[f"{question}_word"])
        if len(others):
            surveys.put_answers(loading.connection, loading.batch_id, others, loading.as_of, question)
    return surveys.put_answers(loading.connection, loading.batch_id, matched, loading.as_of)


def _not_asked(rows: pd.DataFrame, asked: Asked) -> list[Entry]:
    return [
        (row["row_id"], row["sheet"], row["row_no"], "question_not_asked", question, row[f"{question}_word"])
        for question in OTHERS
        for row in rows[rows[question].notna() & ~asks(rows, question, asked)].to_dict("records")
    ]


def _is_filled_in(text: pa.Table) -> pa.Array:
    filled = pa.repeat(False, text.num_rows)
    for name in _FILLED_IN:
        if name in text.column_names:
            filled = pc.or_(filled, pc.is_valid(text[name].combine_chunks()))
    return filled


def _match(loading: Loading, rows: pd.DataFrame, asked: Asked) -> tuple[pd.DataFrame, list[Entry]]:
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
    merged, outside = rated(merged, asked)
    merged["code"] = None
    merged["wrong"] = None
    for question, is_outside in outside.items():
        merged.loc[is_outside, ["code", "wrong"]] = ["word_not_in_scale", question]
    merged.loc[merged["call_item_id"].isna(), "code"] = "unknown_item"
    merged.loc[~merged["case_key"].isin(known), "code"] = "unknown_case_key"
    unsound = ~merged["case_key"].map(key_is_sound).astype(bool)
    merged.loc[unsound & ~merged["case_key"].isin(known), "code"] = "bad_case_key"
    merged.loc[merged["is_closed"].fillna(False).astype(bool), "code"] = "cycle_closed"
    merged.loc[_slipped(merged) & merged["code"].isna(), "code"] = "answer_misplaced"
    is_twofold = contradicting(merged[merged["code"].isna()])
    merged.loc[is_twofold[is_twofold].index, "code"] = "duplicate_answer"
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


def _about(row: Mapping[Any, Any]) -> tuple[str, str]:
    if row["code"] == "unknown_item":
        return "item", str(row["position"])
    if row["code"] == "word_not_in_scale":
        return str(row["wrong"]), str(row[f"{row['wrong']}_word"])
    return "case_key", str(row["case_key"])


def _keep_aside(loading: Loading, rows: pd.DataFrame, found: list[Entry]) -> None:
    aside = rows[rows["row_id"].isin([entry[0] for entry in found])]
    kept = ["case_key", "position", *QUESTIONS, "reason", "called_on"]
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


def _doubtful(rows: pd.DataFrame, asked: Asked) -> list[Entry]:
    """What counts and is named all the same: no reason for a bad mark, a call outside its window."""
    wants_reason = rows["cycle_id"].isin([key for key, one in asked.items() if one.reason_if_dissatisfied])
    silent = rows[(rows["outcome"] == Outcome.DISSATISFIED.value) & rows["reason"].isna() & wants_reason]
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
