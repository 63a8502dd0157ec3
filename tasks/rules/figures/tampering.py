"""Signs that a survey was not done as it should: shown to people, who look into them, and never acted on.

An interviewer who never hears 不满意 where others do, answers at impossible times, departments whose own registers claimed what the
deputies did not say. A small p-value is a reason to listen to recordings and no proof: who calls the quiet townships hears less.
"""

from fractions import Fraction
from math import comb

import numpy as np
import pandas as pd

from schemas.words import Outcome
from tasks.rules.figures.calling_hours import CallingHours, are_within

_RATINGS = (Outcome.SATISFIED.value, Outcome.MOSTLY_SATISFIED.value, Outcome.DISSATISFIED.value)
OUTSIDE_HOURS, TOO_SHORT, OVERLAPPING, ENDS_BEFORE = (
    "outside_hours",
    "too_short",
    "overlapping",
    "ends_before_it_begins",
)


def seldom_dissatisfied(answers: pd.DataFrame) -> pd.DataFrame:
    """Return how likely each interviewer would hear so few dissatisfied deputies by chance; the most unlikely first.

    `answers`: interviewer, call_id, outcome, one row per item. Counted are interviews (calls with a rating), not items: what one deputy
    says of several suggestions hangs together. One-sided Fisher's exact test against all other interviewers: with n of N interviews
    and k of K with a dissatisfied answer, p = sum over i <= k of C(K, i) C(N - K, n - i) / C(N, n).

    Columns: interviewer, interviews, dissatisfied, other_interviews, other_dissatisfied, never (none here, some elsewhere), p_value,
    p_adjusted (Holm, for having looked at every interviewer).
    """
    rated = answers[answers["outcome"].isin(_RATINGS)]
    is_bad = rated["outcome"] == Outcome.DISSATISFIED.value
    interviews = is_bad.groupby([rated["interviewer"], rated["call_id"]]).any()
    own = interviews.groupby(level="interviewer").agg(["size", "sum"])
    every, bad = int(own["size"].sum()), int(own["sum"].sum())
    chances = [
        lower_tail(int(few), int(held), bad, every) for held, few in zip(own["size"], own["sum"], strict=True)
    ]
    found = pd.DataFrame(
        {
            "interviewer": own.index,
            "interviews": own["size"].to_numpy(int),
            "dissatisfied": own["sum"].to_numpy(int),
            "other_interviews": every - own["size"].to_numpy(int),
            "other_dissatisfied": bad - own["sum"].to_numpy(int),
            "never": ((own["sum"] == 0) & (bad > 0)).to_numpy(bool),
            "p_value": np.array(chances, float),
        }
    )
    found = found.sort_values(["p_value", "interviewer"], ignore_index=True)
    return found.assign(p_adjusted=_holm(found["p_value"]))


def lower_tail(few: int, drawn: int, bad: int, every: int) -> float:
    """Return how likely `drawn` of `every`, of which `bad` are bad, hold at most `few` bad ones; exact until the last division."""
    low = max(drawn - (every - bad), 0)
    ways = sum(comb(bad, i) * comb(every - bad, drawn - i) for i in range(low, min(few, bad, drawn) + 1))
    return float(Fraction(ways, comb(every, drawn)))


def impossible_times(
    calls: pd.DataFrame, hours: CallingHours, least_seconds: int = 20, least_seconds_per_item: int = 8
) -> pd.DataFrame:
    """Return call_id, interviewer, kind, other_call_id: calls that cannot have been made as they are recorded.

    `calls`: call_id, interviewer, started_at, ended_at, items (how many were rated). Kinds: `outside_hours` (begins or ends outside),
    `too_short` (below `least_seconds` + `least_seconds_per_item` x items; without a rated item a call may be as short as it likes),
    `overlapping` (begins while another call of the same interviewer, other_call_id, still goes on; both are listed), and
    `ends_before_it_begins`. A call with several faults is listed several times; one without an end is judged by its beginning.
    """
    is_timed = calls["ended_at"].notna()
    calls = calls.assign(ended_at=calls["ended_at"].fillna(calls["started_at"]))
    backwards = calls["ended_at"] < calls["started_at"]
    outside = ~(are_within(calls["started_at"], hours) & are_within(calls["ended_at"], hours))
    needed = pd.to_timedelta(least_seconds + least_seconds_per_item * calls["items"], unit="s")
    short = (calls["ended_at"] - calls["started_at"] < needed) & (calls["items"] > 0) & is_timed & ~backwards
    found = [
        calls.loc[mask, ["call_id", "interviewer"]].assign(kind=kind)
        for kind, mask in ((ENDS_BEFORE, backwards), (OUTSIDE_HOURS, outside), (TOO_SHORT, short))
    ]
    listed = pd.concat([*found, _overlapping(calls[~backwards])], ignore_index=True)
    return listed.sort_values(["interviewer", "call_id", "kind"], ignore_index=True)[
        ["call_id", "interviewer", "kind", "other_call_id"]
    ]


def _overlapping(calls: pd.DataFrame) -> pd.DataFrame:
    """Return each call that shares time with another of the same interviewer, once, with one that it shares time with.

    In the order of their beginnings, a call overlaps an earlier one when it begins before the latest end so far, and a later one when
    the next begins before its own end.
    """
    ordered = calls.sort_values(["interviewer", "started_at", "ended_at", "call_id"], ignore_index=True)
    own = ordered.groupby("interviewer")
    # the call that ends last so far: where the running maximum was reached
    ends = own["ended_at"].cummax()
    is_latest = ordered["ended_at"] == ends
    latest = ordered["call_id"].where(is_latest).groupby(ordered["interviewer"]).ffill()
    before = latest.groupby(ordered["interviewer"]).shift()
    after = own["call_id"].shift(-1)
    begins_within = ordered["started_at"] < ends.groupby(ordered["interviewer"]).shift()
    ends_within = own["started_at"].shift(-1) < ordered["ended_at"]
    listed = ordered[["call_id", "interviewer"]].assign(
        kind=OVERLAPPING, other_call_id=before.where(begins_within, after.where(ends_within))
    )
    return listed[begins_within | ends_within]


def claims_against_answers(claims: pd.DataFrame, verdicts: pd.DataFrame) -> pd.DataFrame:
    """Return per department how far the deputies said what its own register claimed; the most contradicted first.

    `claims`: department, suggestion_id, claimed (an outcome, from a column that handlers must not fill in; None: no rating).
    `verdicts`: suggestion_id, outcome (None: not rated), of the survey. Columns: department, claimed (good claims), asked (of these,
    in the survey), rated, same (rated as claimed, to the word), confirmed (good in the survey too), contradicted (dissatisfied),
    suggestions (those contradicted, in order).
    """
    every = claims.drop_duplicates(["department", "suggestion_id"])
    both = every.merge(verdicts.assign(is_asked=True), on="suggestion_id", how="left")
    is_good, outcome = both["claimed"].isin(_RATINGS[:2]), both["outcome"]
    counts = pd.DataFrame(
        {
            "claimed": is_good,
            "asked": is_good & both["is_asked"].eq(True),
            "rated": is_good & outcome.isin(_RATINGS),
            "same": is_good & (outcome == both["claimed"]),
            "confirmed": is_good & outcome.isin(_RATINGS[:2]),
            "contradicted": is_good & (outcome == Outcome.DISSATISFIED.value),
        }
    )
    found = counts.astype(int).groupby(both["department"]).sum().reset_index()
    wrong = both[counts["contradicted"]].sort_values("suggestion_id")
    named: dict[object, list[object]] = {}
    for department, suggestion in zip(wrong["department"], wrong["suggestion_id"], strict=True):
        named.setdefault(department, []).append(suggestion)
    found["suggestions"] = pd.Series([named.get(name, []) for name in found["department"]], dtype=object)
    return found.sort_values(["contradicted", "department"], ascending=[False, True], ignore_index=True)


def _holm(p_values: pd.Series) -> pd.Series:
    """Return sorted p-values times how many are left to test, never below the one before, at most 1."""
    left = len(p_values) - np.arange(len(p_values))
    return (p_values * left).cummax().clip(upper=1.0)
