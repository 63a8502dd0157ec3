"""Which item of which call a returned row is about, and why it is about none. Nothing is ever credited by guess."""

import pandas as pd

from schemas.words import Outcome
from tasks.loading.outcome import Loading
from tasks.rules.given_answers import OTHERS, Asked, rated
from tasks.rules.sample import key_is_sound
from warehouse import survey_matching

SAID = [outcome.value for outcome in Outcome if outcome.is_rating or outcome is Outcome.UNCLEAR]


def matched(loading: Loading, rows: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """Return the rows, each once, with the item they are about, and `code` where they cannot be credited.

    Ratings are as the scale of their cycle counts them; `wrong` is the question whose word is not of that scale.
    """
    found = _by_key(loading, rows) if "case_key" in rows else _by_deputy(loading, rows)
    free = found["code"].isna
    found, outside = rated(found, asked, is_own_list="case_key" in rows)
    found["wrong"] = pd.Series(None, index=found.index, dtype=object)
    for question, is_outside in outside.items():
        found.loc[free() & is_outside, ["code", "wrong"]] = ["word_not_in_scale", question]
    found.loc[free() & found["is_closed"].fillna(False).astype(bool), "code"] = "cycle_closed"
    found.loc[free() & _slipped(found), "code"] = "answer_misplaced"
    early = found["called_on"].notna() & found["listed_on"].notna()
    early &= found["called_on"].where(early) < found["listed_on"].where(early)
    found.loc[free() & early, "code"] = "called_before_list"
    found.loc[free() & _said_too_late(found), "code"] = "answer_after_withdrawal"
    return _one_per_item(found)


def _by_key(loading: Loading, rows: pd.DataFrame) -> pd.DataFrame:
    rows = rows.assign(case_key=rows["case_key"].str.upper().str.replace(" ", ""))
    items = survey_matching.items_of_keys(
        loading.connection, loading.scope, rows["case_key"].unique().tolist()
    ).drop(columns="number")
    items["position"] = items["position"].astype("Int64")
    known = rows["case_key"].isin(items["case_key"])
    found = rows.merge(items, on=["case_key", "position"], how="left")
    found["code"] = pd.Series(None, index=found.index, dtype=object)
    found.loc[found["call_item_id"].isna(), "code"] = "unknown_item"
    sound = found["case_key"].map(key_is_sound).astype(bool)
    found.loc[~known.to_numpy(), "code"] = "unknown_case_key"
    found.loc[~known.to_numpy() & ~sound, "code"] = "bad_case_key"
    return found


def _by_deputy(loading: Loading, rows: pd.DataFrame) -> pd.DataFrame:
    """Match by suggestion number and name within the open cycles; two calls that fit are one too many."""
    numbers = rows["number"].unique().tolist()
    items = survey_matching.items_of_numbers(loading.connection, loading.scope, numbers)
    rows = rows.drop(columns="position").assign(name=rows["person"].str.removesuffix("代表"))
    is_open = ~items["is_closed"].astype(bool)
    pair = ["number", "asked"]
    fitting = items[is_open].groupby(pair).size().rename("fitting").reset_index()
    ended = items[~is_open].drop_duplicates(pair)
    usable = pd.concat([items[is_open], ended[~_in(ended, items[is_open], pair)]])
    usable = usable.drop_duplicates(pair).merge(fitting, on=pair, how="left")
    found = rows.merge(
        usable.assign(name=usable["asked"]).rename(columns={"asked": "asked_name"}),
        on=["number", "name"],
        how="left",
    ).rename(columns={"asked_name": "asked"})
    asked = set(items.loc[is_open, "number"])
    there = survey_matching.registered(loading.connection, loading.scope, numbers)
    found["code"] = pd.Series(None, index=found.index, dtype=object)
    nobody = found["call_item_id"].isna()
    found.loc[nobody, "code"] = "deputy_not_asked"
    found.loc[nobody & ~found["number"].isin(asked), "code"] = "item_not_asked"
    found.loc[nobody & ~found["number"].isin(there), "code"] = "unknown_suggestion"
    found.loc[found["fitting"] > 1, "code"] = "ambiguous_case"
    return found


def _in(frame: pd.DataFrame, other: pd.DataFrame, pair: list[str]) -> pd.Series:
    known = set(other[pair].itertuples(index=False, name=None))
    return pd.Series(
        [key in known for key in frame[pair].itertuples(index=False, name=None)],
        index=frame.index,
        dtype=bool,
    )


def _slipped(found: pd.DataFrame) -> pd.Series:
    """Tell which rows name another deputy or suggestion than the item they lead to."""
    person = found["person"].str.removesuffix("代表")
    other_person = person.notna() & found["asked"].notna() & (person != found["asked"])
    about, title = (found[name].str.replace(r"[\s《》]", "", regex=True) for name in ("about", "asked_about"))
    return other_person | (about.notna() & title.notna() & (about != title))


def _said_too_late(found: pd.DataFrame) -> pd.Series:
    """Tell which rows say something of a suggestion that was taken back by then: not the call of an earlier day, nor what is on record.

    A row without a day may have been said at any time, so it is too late as well.
    """
    gone = found["withdrawn_on"].notna()
    dated = gone & found["called_on"].notna()
    before = found["called_on"].where(dated) < found["withdrawn_on"].where(dated)
    same_day = found["called_on"] == found["current_on"]
    same_day |= found["called_on"].isna() & found["current_on"].isna()
    return gone & ~before & ~((found["outcome"] == found["current"]) & same_day)


def _one_per_item(found: pd.DataFrame) -> pd.DataFrame:
    """Leave one row per item: of attempts one after the other the answer, and of several answers none.

    What was said stands: a call that is refused or fails after it changes nothing, in this file or on record, and is named.
    Attempts before it are no second result and no problem; the last attempt counts where nobody said anything.
    """
    rows = found[found["code"].isna()]
    said, item = rows["outcome"].isin(SAID), rows["call_item_id"]
    answers = rows["outcome"].where(said).groupby(item).transform("nunique")
    contradicting = said & (answers > 1)
    turn = _turns(rows)
    first_said = turn.where(said).groupby(item).transform("min")
    after = ~said & (answers > 0) & (turn > first_said)
    after |= ~said & (answers == 0) & rows["current"].isin(SAID)
    others = rows["outcome"].groupby(item).transform("nunique")
    # without a turn nobody knows which of them came first
    contradicting |= turn.isna() & (others > 1)
    for question in OTHERS:
        contradicting |= rows[question].groupby(item).transform("nunique") > 1
    found.loc[rows.index[after], "code"] = "outcome_after_answer"
    found.loc[rows.index[contradicting], "code"] = "duplicate_answer"
    left = rows[~after & ~contradicting].assign(turn=turn, is_said=said)
    last = left.sort_values(["is_said", "turn"], kind="stable").drop_duplicates("call_item_id", keep="last")
    before = left.index.difference(last.index)
    return found.drop(index=before)


def _turns(rows: pd.DataFrame) -> pd.Series:
    """Return the order of the rows of an item: by the number of the attempt, else by the day; NaN where neither tells."""
    item = rows["call_item_id"]
    turn = pd.Series(float("nan"), index=rows.index)
    days = pd.to_datetime(rows["called_on"]).map(
        lambda day: float("nan") if pd.isna(day) else float(day.toordinal())
    )
    for order in (days, rows["attempts"].astype("Float64").astype(float)):
        distinct = order.groupby(item).transform("nunique") == item.groupby(item).transform("size")
        turn = order.where(distinct, turn)
    return turn
