"""How a call ended after all its attempts, and which calls are to be made again.

The rule. Of the attempts of a call, the one of the highest rank is its disposition; among equals the latest attempt wins:

    1. complete (I): an interview that was held is not undone by a later attempt
    2. partial (P): what was answered stands, whatever came after
    3. hard: a final outcome about the deputy (refused, mandate ended, unable)
    4. contact: somebody was spoken to (soft refusal, appointment, cut off)
    5. dead number, when that is the latest outcome of every number of the deputy
    6. no contact
    7. dead number, while another number is left

A call is settled by a complete or hard outcome, when every number is dead, or when the attempts are used up. A soft outcome that the
attempts or numbers ran out on becomes what `when_exhausted` of the table says: 2.30a when somebody had been reached, 2.30b (a
non-contact, so that contact rates are not flattered) when nobody was; refusals remain refusals. Without any attempt it is 3.11.

What is equal in time is ordered by number and code, so the order of the rows never matters. The number of attempts does not count
rows that say the number was not dialled (3.11).
"""

from datetime import datetime

import numpy as np
import pandas as pd

from schemas.dispositions import Group, disposition_table
from tasks.rules.figures.calling_hours import CallingHours, next_moments

NOT_ATTEMPTED = "3.11"
_COMPLETE, _PARTIAL, _HARD, _CONTACT, _ALL_DEAD, _NO_CONTACT, _DEAD = 7, 6, 5, 4, 3, 2, 1


def final_dispositions(calls: pd.DataFrame, attempts: pd.DataFrame, max_attempts: int) -> pd.DataFrame:
    """Return call_id, code, group, attempts, last_attempt_at, is_settled: one row per call, in the order of `calls`.

    `calls`: call_id, numbers (how many the deputy has that can be dialled). `attempts`: call_id, attempted_at, code, number_no (which
    of the numbers, from 1). Raises ValueError for a code that the table does not have, and for an attempt of no call.
    """
    known = _facts()
    _check(calls, attempts, known)
    marked = attempts[["call_id", "attempted_at", "code", "number_no"]].merge(known, on="code")
    dead = _dead_numbers(marked).groupby("call_id").size()
    of_call = calls.set_index("call_id")
    all_dead = dead.reindex(of_call.index, fill_value=0) >= of_call["numbers"].clip(lower=1)
    is_last_dead = marked["is_about_number"] & marked["call_id"].map(all_dead)
    marked["rank"] = marked["rank"].mask(is_last_dead, _ALL_DEAD)
    ranked = marked.sort_values(["call_id", "rank", "attempted_at", "number_no", "code"])
    best = ranked.drop_duplicates("call_id", keep="last").set_index("call_id")
    dialled = marked[marked["code"] != NOT_ATTEMPTED].groupby("call_id")
    made = dialled.size().reindex(of_call.index, fill_value=0)
    is_hard = marked["rank"].isin([_COMPLETE, _HARD]).groupby(marked["call_id"]).any()
    hard = is_hard.reindex(of_call.index, fill_value=False)
    spent = (made >= max_attempts) | all_dead
    found = best.reindex(of_call.index)
    code = found["code"].fillna(NOT_ATTEMPTED)
    turned = spent & ~hard & found["when_exhausted"].notna()
    code = code.mask(turned, found["when_exhausted"])
    return pd.DataFrame(
        {
            "call_id": of_call.index,
            "code": code.to_numpy(),
            "group": code.map(known.set_index("code")["group"]).to_numpy(),
            "attempts": made.to_numpy(),
            "last_attempt_at": dialled["attempted_at"].max().reindex(of_call.index).to_numpy(),
            "is_settled": (hard | spent | (of_call["numbers"] == 0)).to_numpy(),
        }
    )


def follow_up(
    calls: pd.DataFrame, attempts: pd.DataFrame, max_attempts: int, hours: CallingHours, now: datetime
) -> pd.DataFrame:
    """Return whom to call again: call_id, call_again_at, number_no, attempts_left, code; the most urgent first.

    Frames as for `final_dispositions`; `attempts` may have appointment_at (NaT: none), which goes before the delay of the table. A
    call is due when the delay after its latest attempt is over, and not before `now`, in the next calling hours; one whose turn would
    come after the survey is left out. A number at fault makes way for the next one that is not dead; otherwise the same is dialled.
    """
    ended = final_dispositions(calls, attempts, max_attempts)
    waiting = ended[~ended["is_settled"]].set_index("call_id")
    marked = attempts.merge(_facts(), on="code")
    if "appointment_at" not in marked:
        marked["appointment_at"] = pd.NaT
    latest = (
        marked.sort_values(["call_id", "attempted_at", "number_no", "code"])
        .drop_duplicates("call_id", keep="last")
        .set_index("call_id")
        .reindex(waiting.index)
    )
    # without a log, or without an appointment in it, a column of moments is one of nothing
    delay = pd.to_timedelta(latest["retry_after_minutes"].fillna(0).astype(int), unit="min")
    delayed = pd.to_datetime(latest["attempted_at"]) + delay
    due = pd.to_datetime(latest["appointment_at"]).fillna(delayed)
    # a call without any attempt is due at once
    due = due.where(due >= now, pd.Timestamp(now))
    numbers = calls.set_index("call_id")["numbers"].reindex(waiting.index)
    listed = pd.DataFrame(
        {
            "call_id": waiting.index,
            "call_again_at": next_moments(due, hours).to_numpy(),
            "number_no": _next_numbers(numbers, latest, _dead_numbers(marked)).to_numpy(),
            "attempts_left": (max_attempts - waiting["attempts"]).to_numpy(),
            "code": waiting["code"].to_numpy(),
        }
    )
    listed = listed[listed["call_again_at"].notna()]
    return listed.sort_values(["call_again_at", "call_id"]).reset_index(drop=True)


def _facts() -> pd.DataFrame:
    table = disposition_table().values()
    return pd.DataFrame(
        {
            "code": [entry.code for entry in table],
            "group": [entry.group.value for entry in table],
            "rank": [_rank(entry.code) for entry in table],
            "is_about_number": [entry.is_about_number for entry in table],
            "tries_another": [entry.try_another_number for entry in table],
            "retry_after_minutes": [entry.retry_after_minutes for entry in table],
            "when_exhausted": pd.Series([entry.when_exhausted for entry in table], dtype=object),
        }
    )


def _rank(code: str) -> int:
    entry = disposition_table()[code]
    if entry.group in (Group.COMPLETE, Group.PARTIAL):
        return _COMPLETE if entry.group is Group.COMPLETE else _PARTIAL
    if entry.is_final:
        return _DEAD if entry.is_about_number else _HARD
    return _CONTACT if entry.contacted else _NO_CONTACT


def _check(calls: pd.DataFrame, attempts: pd.DataFrame, known: pd.DataFrame) -> None:
    if unknown := set(attempts["code"]) - set(known["code"]):
        raise ValueError(f"no such disposition: {', '.join(map(str, unknown))}")
    if not attempts["call_id"].isin(calls["call_id"]).all():
        raise ValueError("an attempt belongs to no call")


def _dead_numbers(marked: pd.DataFrame) -> pd.DataFrame:
    """Return call_id, number_no of the numbers whose latest outcome is that they are dead."""
    ordered = marked.sort_values(["call_id", "number_no", "attempted_at", "code"])
    newest = ordered.drop_duplicates(["call_id", "number_no"], keep="last")
    return newest.loc[newest["is_about_number"], ["call_id", "number_no"]]


def _next_numbers(numbers: pd.Series, latest: pd.DataFrame, dead: pd.DataFrame) -> pd.Series:
    """Return per call the number to dial: of those that are not dead the first from the last dialled on, round and round."""
    grid = pd.DataFrame(
        {"call_id": np.repeat(numbers.index, numbers), "numbers": np.repeat(numbers, numbers)}
    )
    grid = grid.reset_index(drop=True)
    grid["number_no"] = grid.groupby("call_id").cumcount() + 1
    begin = latest["number_no"].fillna(1) + latest["tries_another"].eq(True)
    grid["turn"] = (grid["number_no"] - grid["call_id"].map(begin)) % grid["numbers"]
    living = grid.merge(dead.assign(is_dead=True), on=["call_id", "number_no"], how="left")
    living = living[living["is_dead"].isna()].sort_values(["call_id", "turn"])
    return living.drop_duplicates("call_id").set_index("call_id")["number_no"].reindex(numbers.index)
