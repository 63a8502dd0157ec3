"""Satisfaction on three named bases. The same answers give three different shares, so a share is never without its base.

    items     suggestions asked about, each with its verdict by the rule of the profile: lead, worst, votes (see `judge_items`)
    deputies  people asked, each with the worst of their own ratings: satisfied is who is satisfied with all that they rated
    pairs     a deputy on a suggestion, each answer as it was given

Each has satisfied, mostly satisfied, dissatisfied and no answer apart (unclear, refused, not reached and outstanding are no answer).
What was taken back before it was rated is on none of them (`that_count`).
Good is satisfied + mostly satisfied, as nearly all offices print it. Its share is of all asked, or of those who answered: the founding
case (118/120) is items, of all asked; 四川省 2016 (755 of 1034) is forms returned, which are pairs, of those who answered.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from schemas.words import Outcome
from tasks.rules.satisfaction import Share, judge_items, that_count

_RATINGS = (Outcome.DISSATISFIED.value, Outcome.MOSTLY_SATISFIED.value, Outcome.SATISFIED.value)


class Base(StrEnum):
    """What is counted."""

    ITEMS = "items"
    DEPUTIES = "deputies"
    PAIRS = "pairs"

    @property
    def chinese(self) -> str:
        """The word printed for people."""
        return {"items": "建议件数", "deputies": "代表人数", "pairs": "人次（代表×建议）"}[self.value]


# the words of a profile: what is counted, and whether silence leaves the base
PROFILE_BASES: Mapping[str, tuple[Base, bool]] = {
    "items": (Base.ITEMS, False),
    "answered_items": (Base.ITEMS, True),
    "deputies": (Base.DEPUTIES, False),
    "forms_returned": (Base.PAIRS, True),
}


@dataclass(frozen=True)
class Tally:
    """The four kinds of answer on one base."""

    base: Base
    satisfied: int
    mostly_satisfied: int
    dissatisfied: int
    no_answer: int

    @property
    def answered(self) -> int:
        """How many gave a rating."""
        return self.satisfied + self.mostly_satisfied + self.dissatisfied

    @property
    def asked(self) -> int:
        """All of them."""
        return self.answered + self.no_answer

    @property
    def of_asked(self) -> Share:
        """Good of all who were asked; silence counts against."""
        return Share(self.satisfied + self.mostly_satisfied, self.asked)

    @property
    def of_answered(self) -> Share:
        """Good of those who answered; silence is left out."""
        return Share(self.satisfied + self.mostly_satisfied, self.answered)


def tally(answers: pd.DataFrame, base: Base, rule: str = "lead", threshold_pct: int | None = None) -> Tally:
    """Count the answers on one base.

    `answers`: deputy_id, suggestion_id, signature, outcome (None: not back yet), is_withdrawn.
    """
    outcomes = {
        Base.ITEMS: lambda: judge_items(answers, rule, (), threshold_pct)["outcome"],
        Base.DEPUTIES: lambda: _of_deputies(that_count(answers)),
        Base.PAIRS: lambda: that_count(answers)["outcome"],
    }[base]()
    counts = {rating: int((outcomes == rating).sum()) for rating in _RATINGS}
    return Tally(
        base,
        counts[Outcome.SATISFIED.value],
        counts[Outcome.MOSTLY_SATISFIED.value],
        counts[Outcome.DISSATISFIED.value],
        len(outcomes) - sum(counts.values()),
    )


def tally_all(answers: pd.DataFrame, rule: str = "lead", threshold_pct: int | None = None) -> pd.DataFrame:
    """Return a row per base: base, satisfied, mostly_satisfied, dissatisfied, no_answer, numerator, asked, answered."""
    tallies = [tally(answers, base, rule, threshold_pct) for base in Base]
    return pd.DataFrame(
        [
            {
                "base": one.base.value,
                "satisfied": one.satisfied,
                "mostly_satisfied": one.mostly_satisfied,
                "dissatisfied": one.dissatisfied,
                "no_answer": one.no_answer,
                "numerator": one.of_asked.numerator,
                "asked": one.asked,
                "answered": one.answered,
            }
            for one in tallies
        ]
    )


def published_share(
    answers: pd.DataFrame, profile_base: str, rule: str = "lead", threshold_pct: int | None = None
) -> Share:
    """Return the share that a profile publishes, by its word for the base; raise KeyError for a word that is none."""
    base, silence_is_left_out = PROFILE_BASES[profile_base]
    counted = tally(answers, base, rule, threshold_pct)
    return counted.of_answered if silence_is_left_out else counted.of_asked


def _of_deputies(answers: pd.DataFrame) -> pd.Series:
    places = answers["outcome"].map({rating: place for place, rating in enumerate(_RATINGS)})
    worst = places.groupby(answers["deputy_id"]).min()
    return worst.map(dict(enumerate(_RATINGS)))
