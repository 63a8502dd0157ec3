"""From answers to verdicts, and from verdicts to shares with their numerator and denominator."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd

from schemas.lifecycle import Event
from schemas.words import Outcome, Signature

_WORST_FIRST = {
    Outcome.DISSATISFIED.value: 0,
    Outcome.MOSTLY_SATISFIED.value: 1,
    Outcome.SATISFIED.value: 2,
}
_WORST = {place: outcome for outcome, place in _WORST_FIRST.items()}


def judge_items(answers: pd.DataFrame, rule: str, re_refer: Collection[str]) -> pd.DataFrame:
    """Return suggestion_id, outcome, event: one verdict per suggestion asked about.

    `answers`: suggestion_id, signature, outcome. Rule `lead`: the lead deputy's rating, nobody else's. Rule `worst`: the worst
    rating of all who were asked. `outcome` is None (event NOT_RATED) when nobody whose word counts rated the item; outcomes in
    `re_refer` are FOUND_UNSATISFIED.
    """
    counted = answers if rule == "worst" else answers[answers["signature"] == Signature.LEAD]
    places = counted["outcome"].map(_WORST_FIRST)
    worst = places.groupby(counted["suggestion_id"]).min()
    every = pd.Index(answers["suggestion_id"].unique(), name="suggestion_id")
    outcome = [_WORST.get(place) for place in worst.reindex(every)]
    event = [
        Event.NOT_RATED
        if value is None
        else (Event.FOUND_UNSATISFIED if value in re_refer else Event.FOUND_SATISFIED)
        for value in outcome
    ]
    # as objects: a text column would turn None into NaN, which is no outcome to the warehouse
    return pd.DataFrame(
        {
            "suggestion_id": every,
            "outcome": pd.Series(outcome, dtype=object),
            "event": pd.Series(event, dtype=object),
        }
    )


@dataclass(frozen=True)
class Share:
    """A share that can be defended: what was counted, of how many."""

    numerator: int
    denominator: int

    def percent(self, decimals: int) -> str | None:
        """Return the share rounded half up as printed, such as `98.3`; None when there is nothing to divide by."""
        if not self.denominator:
            return None
        exact = Decimal(100 * self.numerator) / Decimal(self.denominator)
        return str(exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))

    def __str__(self) -> str:
        return f"{self.numerator}/{self.denominator}"


def satisfied_share(outcomes: pd.Series) -> Share:
    """Return satisfied and mostly satisfied over every item asked about; an item without a rating stays in the base."""
    good = outcomes.isin([Outcome.SATISFIED.value, Outcome.MOSTLY_SATISFIED.value])
    return Share(int(good.sum()), len(outcomes))


def disposition_of_calls(answers: pd.DataFrame) -> pd.DataFrame:
    """Return deputy_id and how the call ended: complete, partial, an outcome without rating, or outstanding.

    `answers`: deputy_id, has_phone, outcome, one row per item. A call with every item rated or unclear is complete; with some,
    partial; otherwise it is what its items say.
    """
    said = answers["outcome"].isin([*_WORST_FIRST, Outcome.UNCLEAR.value])
    grouped = pd.DataFrame(
        {
            "deputy_id": answers["deputy_id"],
            "has_phone": answers["has_phone"],
            "said": said,
            "other": answers["outcome"].where(~said),
        }
    ).groupby("deputy_id")
    frame = grouped.agg(
        items=("said", "size"),
        said=("said", "sum"),
        other=("other", "first"),
        has_phone=("has_phone", "first"),
    )
    disposition = frame["other"].astype(object).where(frame["other"].notna(), "outstanding")
    disposition = disposition.where(frame["has_phone"].astype(bool), Outcome.NO_USABLE_PHONE.value)
    disposition = disposition.where(frame["said"] == 0, "partial")
    disposition = disposition.where(frame["said"] < frame["items"], "complete")
    return pd.DataFrame({"deputy_id": frame.index, "disposition": disposition.to_numpy()})
