"""Survey results: the list that comes back, a part of it, or a sheet of the centre's own. No answer is credited to another."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from schemas.inputs import CENTRE_RESULTS
from schemas.questionnaire import as_asked
from schemas.words import BatchStatus, Outcome
from tasks.loading import outcome
from tasks.loading.judging import usable_rows
from tasks.loading.outcome import Loading, hold_or_pass
from tasks.loading.problems import Entry, entries, masked
from tasks.loading.result_matching import SAID, matched
from tasks.reading.sniff import Unreadable
from tasks.rules.given_answers import OTHERS, QUESTIONS, Asked, asks
from tasks.rules.list_mark import marked_version
from warehouse import batches, survey_matching, surveys
from warehouse.surveys import Cycle

_FILLED_IN = (*QUESTIONS, "reason", "called_on", "attempts")
# where each problem of matching stands; the others are about the key, or the deputy where there is none
_FIELD = {
    "unknown_item": ("item", "position"),
    "item_not_asked": ("number", "number"),
    "unknown_suggestion": ("number", "number"),
    "called_before_list": ("called_on", "called_on"),
}


def load_results(loading: Loading) -> outcome.Outcome:
    """Load results; rows that the centre has not filled in yet are outstanding, not wrong.

    A sheet without case keys is held until somebody says that it is the centre's own: anybody could make one. Raises Unreadable
    for a list that a newer one has superseded.
    """
    cycles = surveys.cycles(loading.connection, loading.scope)
    asked = {cycle.cycle_id: as_asked(cycle.questionnaire) for cycle in cycles}
    table, tally = usable_rows(loading, _is_filled_in)
    rows = table.to_pandas().rename(columns={"item": "position"})
    number = {name: pd.to_numeric(rows.get(name), errors="coerce") for name in ("position", "attempts")}
    rows = rows.assign(
        **{name: pd.Series(found, index=rows.index, dtype="Int64") for name, found in number.items()}
    )
    # a sheet of the centre's own has no column for what was asked beside the result
    absent = [name for question in OTHERS for name in (question, f"{question}_word") if name not in rows]
    rows = rows.assign(**{name: pd.Series(None, index=rows.index, dtype=object) for name in absent})
    _refuse_superseded(loading, cycles, rows)
    found = matched(loading, rows, asked)
    wrong, good = found[found["code"].notna()], found[found["code"].isna()]
    sound = hold_or_pass(loading, tally) and _is_vouched_for(loading)
    new = _put(loading, good, asked) if sound else 0
    _keep_aside(loading, rows, wrong)
    named: list[Entry] = [
        (row["row_id"], row["sheet"], row["row_no"], row["code"], *_about(row))
        for row in wrong.to_dict("records")
    ]
    doubtful = [*_doubtful(loading, good, asked), *_not_asked(good, asked)]
    batches.add_row_problems(loading.connection, loading.batch_id, entries([*named, *doubtful]))
    batches.add_file_problems(loading.connection, loading.batch_id, list(loading.table.file_problems))
    status = BatchStatus.LOADED if sound else BatchStatus.HELD
    return outcome.Outcome(status, tally.row_count, tally.set_aside_count + len(wrong), new)


def _refuse_superseded(loading: Loading, cycles: Sequence[Cycle], rows: pd.DataFrame) -> None:
    """Raise Unreadable when the file is a list of which there is a newer one, by the mark over its header or in its rows."""
    newest = {cycle.cycle_id: cycle.list_version for cycle in cycles}
    above = (
        marked_version(cell for row in sheet.preview[: header.row] for cell in row)
        for sheet, header in loading.table.parts
    )
    marks: Sequence[str] = rows["list_mark"].dropna().unique().tolist() if "list_mark" in rows else ()
    beside = (marked_version([f"名单版本{mark}"]) for mark in marks)
    for marked in filter(None, [*above, *beside]):
        if marked[1] < newest.get(marked[0], 0):
            raise Unreadable("superseded_list")


def _put(loading: Loading, good: pd.DataFrame, asked: Asked) -> int:
    """Write what was answered to each question of the row's own cycle; return how many answers about results are new."""
    good = good.assign(word=good["outcome_word"])
    for question in OTHERS:
        given = good[good[question].notna() & asks(good, question, asked)]
        others = given.assign(outcome=given[question], word=given[f"{question}_word"])
        if len(others):
            surveys.put_answers(loading.connection, loading.batch_id, others, loading.as_of, question)
    return surveys.put_answers(loading.connection, loading.batch_id, good, loading.as_of)


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


def _is_vouched_for(loading: Loading) -> bool:
    if loading.table.contract is not CENTRE_RESULTS or loading.only is not None:
        return True
    if batches.is_released(loading.connection, loading.batch_id):
        return True
    batches.add_file_problems(loading.connection, loading.batch_id, [("results_without_keys", None)])
    return False


def _about(row: Mapping[Any, Any]) -> tuple[str, str]:
    if row["code"] in ("outcome_after_answer", "answer_after_withdrawal"):
        return "outcome", Outcome(row["outcome"]).chinese
    if row["code"] == "word_not_in_scale":
        return str(row["wrong"]), str(row[f"{row['wrong']}_word"])
    field, name = _FIELD.get(
        row["code"], ("case_key", "case_key") if "case_key" in row else ("person", "person")
    )
    return field, str(row[name])


def _keep_aside(loading: Loading, rows: pd.DataFrame, wrong: pd.DataFrame) -> None:
    aside = rows[rows["row_id"].isin(wrong["row_id"])]
    names = ["case_key", "position"] if "case_key" in rows else ["number", "person"]
    plain = aside[[*names, *(name for name in QUESTIONS if name in rows), "reason", "called_on"]].astype(
        object
    )
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


def _doubtful(loading: Loading, rows: pd.DataFrame, asked: Asked) -> list[Entry]:
    """What counts and is named all the same: no reason for a bad mark, a day outside the window, a call that reached nobody."""
    wants_reason = rows["cycle_id"].isin([key for key, one in asked.items() if one.reason_if_dissatisfied])
    silent = rows[(rows["outcome"] == Outcome.DISSATISFIED.value) & rows["reason"].isna() & wants_reason]
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
