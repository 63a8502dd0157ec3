"""From answers to verdicts, and from verdicts to shares with their numerator and denominator.

A suggestion may be taken back while it is asked about. What was said of it before that stands: who is rated badly gains nothing by
having it withdrawn. It counts in every share and makes a verdict, from which nothing follows any more. Where nobody had rated it, it
is out of every share, of the denominator too; what is said afterwards is never taken in (`answer_after_withdrawal`).
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from schemas.lifecycle import Event
from schemas.words import Outcome, Signature
from tasks.rules.figures.calls import are_gone
from tasks.rules.figures.rounding import Convention, print_share

_WORST_FIRST = {
    Outcome.DISSATISFIED.value: 0,
    Outcome.MOSTLY_SATISFIED.value: 1,
    Outcome.SATISFIED.value: 2,
}
_WORST = {place: outcome for outcome, place in _WORST_FIRST.items()}


@dataclass(frozen=True)
class Grading:
    """A verdict by votes: the best rating that enough of the voters give or better, else dissatisfied.

    Enough is at least `threshold_pct` of all who were asked, or of those who answered; `is_more`: more than that.
    """

    threshold_pct: int
    of: Literal["asked", "answered"]
    is_more: bool = False


# a share of signers that the profile names; the other rules need none
THRESHOLDS: dict[str, Literal["asked", "answered"]] = {
    "threshold_of_asked": "asked",
    "threshold_of_answered": "answered",
}
GRADINGS = {
    "majority": Grading(50, "answered", is_more=True),
    # 镇海区人大常委会: satisfied when the satisfied votes reach half of all members, else mostly when both together do
    "half_of_all": Grading(50, "asked"),
}
VERDICT_RULES = ("lead", "worst", *GRADINGS, *THRESHOLDS)


def that_count(answers: pd.DataFrame) -> pd.DataFrame:
    """Return the answers without the silence about what was taken back. `answers`: outcome, is_withdrawn."""
    return answers[~answers["is_withdrawn"].astype(bool) | answers["outcome"].isin(list(_WORST_FIRST))]


def judge_items(
    answers: pd.DataFrame, rule: str, re_refer: Collection[str], threshold_pct: int | None = None
) -> pd.DataFrame:
    """Return suggestion_id, outcome, event: one verdict per suggestion asked about.

    `answers`: suggestion_id, signature, outcome, is_withdrawn. Rule `lead`: the lead deputy's rating, nobody else's. `worst`: the worst
    rating of all who were asked. `majority`, `half_of_all`, and with a `threshold_pct` `threshold_of_asked` and
    `threshold_of_answered`: by votes, see Grading. `outcome` is None (event NOT_RATED) when nobody whose word counts rated the item; outcomes in `re_refer` are
    FOUND_UNSATISFIED. `unclear` is among these only where the profile says so: then an item that nobody rated and that somebody
    whose word counts could not tell about is unclear. What was taken back has the verdict of the answers given before that (event
    WITHDRAWN: it does not move on), and none without a rating.
    """
    answers = that_count(answers)
    counted = answers[answers["signature"] == Signature.LEAD] if rule == "lead" else answers
    places = counted["outcome"].map(_WORST_FIRST)
    items = counted["suggestion_id"]
    judged = (
        places.groupby(items).min()
        if rule in ("lead", "worst")
        else _graded(places, items, _grading(rule, threshold_pct))
    )
    every = pd.Index(answers["suggestion_id"].unique(), name="suggestion_id")
    outcome: list[str | None] = [_WORST.get(place) for place in judged.reindex(every)]
    if Outcome.UNCLEAR in re_refer:
        unclear = set(items[counted["outcome"] == Outcome.UNCLEAR])
        outcome = [
            Outcome.UNCLEAR.value if rating is None and key in unclear else rating
            for key, rating in zip(every, outcome, strict=True)
        ]
    event = [
        Event.NOT_RATED
        if value is None
        else (Event.FOUND_UNSATISFIED if value in re_refer else Event.FOUND_SATISFIED)
        for value in outcome
    ]
    # as objects: a text column would turn None into NaN, which is no outcome to the warehouse
    found = pd.DataFrame(
        {
            "suggestion_id": every,
            "outcome": pd.Series(outcome, dtype=object),
            "event": pd.Series(event, dtype=object),
        }
    )
    taken_back = every.isin(answers.loc[answers["is_withdrawn"].astype(bool), "suggestion_id"])
    found.loc[taken_back, "event"] = Event.WITHDRAWN
    has_verdict = ~pd.Series(taken_back) | found["outcome"].notna()
    return found[has_verdict].reset_index(drop=True)


def _grading(rule: str, threshold_pct: int | None) -> Grading:
    if rule in GRADINGS:
        return GRADINGS[rule]
    if rule not in THRESHOLDS or threshold_pct is None:
        raise ValueError(f"{rule} with threshold {threshold_pct} is no rule for verdicts")
    return Grading(threshold_pct, THRESHOLDS[rule])


def _graded(places: pd.Series, items: pd.Series, grading: Grading) -> pd.Series:
    """Return the place of each item's verdict by votes; NaN where nobody voted."""
    votes = pd.DataFrame(
        {"asked": True, "answered": places.notna(), "mostly": places >= 1, "fully": places >= 2}
    )
    of_item = votes.groupby(items).sum()
    needed = grading.threshold_pct * of_item[grading.of] + grading.is_more
    reached = of_item[["mostly", "fully"]].mul(100).ge(needed, axis=0).sum(axis=1)
    return reached.where(of_item["answered"] > 0)


@dataclass(frozen=True)
class Share:
    """A share that can be defended: what was counted, of how many."""

    numerator: int
    denominator: int

    def percent(self, decimals: int, convention: Convention = Convention.HALF_UP) -> str | None:
        """Return the share as printed, such as `98.3`, half up or truncated; None when there is nothing to divide by."""
        if not self.denominator:
            return None
        return print_share(self.numerator, self.denominator, convention, decimals)

    def __str__(self) -> str:
        return f"{self.numerator}/{self.denominator}"


def satisfied_share(outcomes: pd.Series) -> Share:
    """Return satisfied and mostly satisfied over every item asked about; an item without a rating stays in the base."""
    good = outcomes.isin([Outcome.SATISFIED.value, Outcome.MOSTLY_SATISFIED.value])
    return Share(int(good.sum()), len(outcomes))


def disposition_of_calls(answers: pd.DataFrame) -> pd.DataFrame:
    """Return deputy_id and how the call ended: complete, partial, an outcome without rating, withdrawn, or outstanding.

    `answers`: deputy_id, has_phone, is_withdrawn, outcome, one row per item. A call with every item rated or unclear is complete; with
    some, partial; otherwise it is what its items say. What was taken back before it was settled (`are_gone`) is none of its items any
    more; a call that has no other is withdrawn.
    """
    said = answers["outcome"].isin([*_WORST_FIRST, Outcome.UNCLEAR.value])
    gone = are_gone(answers)
    grouped = pd.DataFrame(
        {
            "deputy_id": answers["deputy_id"],
            "has_phone": answers["has_phone"],
            "is_left": ~gone,
            "said": said,
            "other": answers["outcome"].where(~said & ~gone),
        }
    ).groupby("deputy_id")
    frame = grouped.agg(
        items=("is_left", "sum"),
        said=("said", "sum"),
        other=("other", "first"),
        has_phone=("has_phone", "first"),
    )
    disposition = frame["other"].astype(object).where(frame["other"].notna(), "outstanding")
    disposition = disposition.where(frame["items"] > 0, "withdrawn")
    disposition = disposition.where(frame["has_phone"].astype(bool), Outcome.NO_USABLE_PHONE.value)
    disposition = disposition.where(frame["said"] == 0, "partial")
    is_complete = (frame["said"] == frame["items"]) & (frame["items"] > 0)
    disposition = disposition.where(~is_complete, "complete")
    return pd.DataFrame({"deputy_id": frame.index, "disposition": disposition.to_numpy()})
