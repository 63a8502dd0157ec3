"""Which answered suggestions a cycle asks about, and why each other one is left out: nobody is left out silently."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from schemas.lifecycle import Status
from schemas.words import Signature

REASON_CHINESE: Mapping[str, str] = {
    "no_reply": "尚未答复",
    "interim_only": "只有阶段性答复",
    "in_open_cycle": "正在另一次测评中",
    "rated": "已有评价结论",
    "withdrawn": "已撤回或合并",
    "confidential": "代表身份保密",
    "no_signer": "名册中没有提出代表",
    "other_round": "属于另一轮次",
    "not_chosen": "不在本次选定范围",
    "not_sampled": "未抽中",
    "nobody_left": "应回访的代表均不在本次回访之列",
    "called_recently": "代表近期已被回访（题数）",
    "over_cap": "超过每次回访题数上限（题数）",
}
_OF_STATUS = {
    Status.SURVEYING: "in_open_cycle",
    Status.WITHDRAWN: "withdrawn",
    Status.MERGED: "withdrawn",
    Status.SATISFIED: "rated",
    Status.UNSATISFIED: "rated",
    Status.ESCALATED: "rated",
    Status.CLOSED: "rated",
}


@dataclass(frozen=True)
class Choice:
    """What a cycle is to ask about. Empty means no limit, no round the lowest that waits; `sample` is a number of suggestions, None a census."""

    round: int | None = None
    numbers: tuple[str, ...] = ()
    committees: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    key_only: bool = False
    sample: int | None = None
    seed: int = 0
    max_items: int | None = None
    cooldown_days: int = 0
    series: tuple[str, ...] = ()

    def as_plan(self) -> dict[str, Any]:
        """Return the choice as the cycle keeps it."""
        return {
            name: list(value) if isinstance(value, tuple) else value for name, value in vars(self).items()
        }


def exclusions(candidates: pd.DataFrame, leads: pd.DataFrame, choice: Choice) -> pd.Series:
    """Return the reason that keeps each suggestion out, missing where none does; before any sample is drawn.

    `candidates`: suggestion_id, number, series, status, round, is_confidential, is_key, has_signer, committee. `leads`, a row per
    lead department: suggestion_id, department, result_class, is_interim (of the reply in force).
    """
    reason = pd.Series(None, index=candidates.index, dtype=object)

    def put(mask: pd.Series, word: str) -> None:
        reason[reason.isna() & mask] = word

    status = candidates["status"]
    for found, word in _OF_STATUS.items():
        put(status == found, word)
    waiting = status != Status.ANSWERED
    interim = leads.loc[leads["is_interim"].eq(True), "suggestion_id"]
    put(waiting & candidates["suggestion_id"].isin(interim), "interim_only")
    put(waiting, "no_reply")
    put(candidates["round"] != choice.round, "other_round")
    put(candidates["is_confidential"], "confidential")
    put(~candidates["has_signer"], "no_signer")
    put(~_is_chosen(candidates, leads, choice), "not_chosen")
    return reason


def _is_chosen(candidates: pd.DataFrame, leads: pd.DataFrame, choice: Choice) -> pd.Series:
    chosen = pd.Series(True, index=candidates.index)
    if choice.numbers:
        chosen = chosen & candidates["number"].isin(choice.numbers)
    if choice.committees:
        chosen = chosen & candidates["committee"].isin(choice.committees)
    if choice.series:
        chosen = chosen & candidates["series"].isin(choice.series)
    if choice.key_only:
        chosen = chosen & candidates["is_key"]
    for name, wanted in (("department", choice.departments), ("result_class", choice.classes)):
        if wanted:
            fitting = leads.loc[leads[name].isin(wanted), "suggestion_id"]
            chosen = chosen & candidates["suggestion_id"].isin(fitting)
    return chosen


def strata(leads: pd.DataFrame) -> pd.DataFrame:
    """Return suggestion_id and stratum: its first lead department."""
    first = leads.drop_duplicates("suggestion_id")
    return first[["suggestion_id", "department"]].rename(columns={"department": "stratum"})


def draw_sample(frame: pd.DataFrame, size: int, seed: int) -> pd.DataFrame:
    """Draw `size` suggestions stratified by `stratum`, allotted in proportion and at least one per stratum.

    `frame`: suggestion_id, stratum. Returns the drawn rows with stratum_size, inclusion_probability n_h/N_h and its inverse
    weight (Cochran, Sampling Techniques, ch. 5: proportional allocation; Hamilton's method for the rest). A sample smaller
    than the number of strata is drawn from all as one (全部), or some would have no chance. The same seed and frame give the
    same sample, in whatever order the rows come.
    """
    ordered = frame.sort_values("suggestion_id").reset_index(drop=True)
    if size < ordered["stratum"].nunique():
        ordered = ordered.assign(stratum="全部")
    sizes = ordered.groupby("stratum")["suggestion_id"].size().sort_index()
    allotted = _allot(sizes, min(size, len(ordered)))
    order = np.random.default_rng(seed).permutation(len(ordered))
    shuffled = ordered.iloc[order]
    place = shuffled.groupby("stratum").cumcount()
    drawn = shuffled[place < shuffled["stratum"].map(allotted)].sort_values("suggestion_id")
    stratum_size = drawn["stratum"].map(sizes)
    probability = drawn["stratum"].map(allotted) / stratum_size
    return drawn.assign(
        stratum_size=stratum_size, inclusion_probability=probability, weight=1 / probability
    ).reset_index(drop=True)


def _allot(sizes: pd.Series, total: int) -> pd.Series:
    """Return how many to draw per stratum: one each, the rest by largest remainder, never more than there are."""
    exact = sizes * total / sizes.sum()
    allotted: pd.Series = np.maximum(np.floor(exact), 1).astype(int)
    while (missing := total - int(allotted.sum())) != 0:
        if missing > 0:
            gap = (exact - allotted).where(allotted < sizes, -np.inf)
            allotted[gap.sort_values(ascending=False, kind="stable").index[0]] += 1
        else:
            over = (allotted - exact).where(allotted > 1, -np.inf)
            allotted[over.sort_values(ascending=False, kind="stable").index[0]] -= 1
    return allotted


def limit_items(
    signers: pd.DataFrame, called: set[int], max_items: int | None
) -> tuple[pd.DataFrame, dict[str, int]]:
    """Return who may be asked about what, without deputies called a short while ago and items over the cap of a call.

    The second value counts the items left out, by reason. A deputy's own suggestions go before those merely co-signed.
    """
    rested = signers[~signers["deputy_id"].isin(called)]
    left_out = {"called_recently": len(signers) - len(rested)}
    if max_items is None:
        return rested, left_out
    width = rested["number"].str.len()
    ordered = rested.assign(_own=rested["signature"] != Signature.LEAD, _width=width).sort_values(
        ["deputy_id", "_own", "_width", "number"]
    )
    kept = ordered[ordered.groupby("deputy_id").cumcount() < max_items]
    return kept[signers.columns].sort_index(), left_out | {"over_cap": len(rested) - len(kept)}
