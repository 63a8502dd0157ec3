"""The log of attempts that a centre keeps: one row per dial, for the calls of lists that left."""

from typing import Any

import pandas as pd

from schemas.words import BatchStatus
from schemas.words import Outcome as Word
from tasks.loading.judging import keep_aside, usable_rows
from tasks.loading.outcome import Loading, Outcome, hold_or_pass
from tasks.loading.problems import Entry, entries
from tasks.loading.result_matching import SAID
from tasks.rules.sample import key_is_sound
from warehouse import attempts, batches, survey_matching


def load_attempts(loading: Loading) -> Outcome:
    """Load a log; an attempt that is on record changes nothing, one outside its window is set aside."""
    table, tally = usable_rows(loading)
    rows = table.to_pandas()
    rows["case_key"] = rows["case_key"].str.upper().str.replace(" ", "")
    keys = attempts.calls_of_keys(loading.connection, loading.scope, rows["case_key"].unique().tolist())
    rows = rows.merge(keys, on="case_key", how="left")
    rows["code"] = _codes(rows)
    found: list[Entry] = [
        (row["row_id"], row["sheet"], row["row_no"], row["code"], *_about(row))
        for row in rows[rows["code"].notna()].to_dict("records")
    ]
    sound = hold_or_pass(loading, tally)
    good = rows[rows["code"].isna()]
    new = attempts.put_attempts(loading.connection, loading.batch_id, _records(good)) if sound else 0
    aside = keep_aside(loading, table, found)
    if sound:
        found += _unheard(loading, good)
    batches.add_row_problems(loading.connection, loading.batch_id, entries(found))
    batches.add_file_problems(loading.connection, loading.batch_id, list(loading.table.file_problems))
    status = BatchStatus.LOADED if sound else BatchStatus.HELD
    return Outcome(status, tally.row_count, tally.set_aside_count + aside, new)


def _unheard(loading: Loading, good: pd.DataFrame) -> list[Entry]:
    """Name the calls that have an answer and, with these attempts, still nobody who was spoken to."""
    silent = survey_matching.never_reached(loading.connection, [int(key) for key in good["call_id"].unique()])
    said = survey_matching.rated(loading.connection, sorted(silent))
    word = dict(zip(said["call_id"], said["outcome"], strict=True))
    word = {call_id: outcome for call_id, outcome in word.items() if outcome in SAID}
    last = good[good["call_id"].isin(list(word))].drop_duplicates("call_id", keep="last")
    return [
        (
            row["row_id"],
            row["sheet"],
            row["row_no"],
            "answer_without_contact",
            "disposition",
            Word(word[row["call_id"]]).chinese,
        )
        for row in last.to_dict("records")
    ]


def _codes(rows: pd.DataFrame) -> pd.Series:
    code = pd.Series(None, index=rows.index, dtype=object)
    unknown = rows["call_id"].isna()
    sound = rows["case_key"].map(key_is_sound).astype(bool)
    code[unknown & sound] = "unknown_case_key"
    code[unknown & ~sound] = "bad_case_key"
    day = rows["happened_at"].dt.date
    outside = pd.Series(
        [
            bool(pd.notna(first)) and not first <= on <= last
            for on, first, last in zip(day, rows["window_from"], rows["window_to"], strict=True)
        ],
        index=rows.index,
        dtype=bool,
    )
    code[~unknown & outside] = "attempt_outside_window"
    early = [pd.notna(listed) and on < listed for on, listed in zip(day, rows["listed_on"], strict=True)]
    code[code.isna() & pd.Series(early, index=rows.index, dtype=bool)] = "called_before_list"
    return code


def _about(row: dict[Any, Any]) -> tuple[str, str]:
    if row["code"] in ("attempt_outside_window", "called_before_list"):
        return "happened_at", row["happened_at"].strftime("%Y-%m-%d %H:%M")
    return "case_key", str(row["case_key"])


def _records(good: pd.DataFrame) -> list[dict[str, Any]]:
    number = pd.to_numeric(good["number_no"], errors="coerce").fillna(1).astype(int)
    return [
        {
            "call_id": int(row["call_id"]),
            "happened_at": row["happened_at"].to_pydatetime(),
            "disposition": row["disposition"],
            "number_no": int(row["number"]),
            "appointment_at": None
            if pd.isna(row["appointment_at"])
            else row["appointment_at"].to_pydatetime(),
            "interviewer": row["interviewer"] if isinstance(row["interviewer"], str) else None,
            "seconds": None if pd.isna(row["seconds"]) else int(row["seconds"]),
            "row_no": int(row["row_no"]),
        }
        for row in good.assign(number=number).to_dict("records")
    ]
