"""Departments side by side: who has too few suggestions gets no place, and equal figures get equal places."""

import pandas as pd

from tasks.rules.figures.intervals import wilson

# below this a place would be chance: one unsatisfied deputy of three is 33 points
FEWEST = 5
# what a department does is a process, not the few suggestions of one year: there is no population to correct for
_ENDLESS = 10**12


def rank_departments(rounds: pd.DataFrame, fewest: int = FEWEST) -> pd.DataFrame:
    """Return the departments of round 1 by their share of good ratings, then in time, with places and intervals.

    `rounds`: the answer of the query department-rounds. Added: share, lower, upper (Wilson, 95 %), place; share_on_time,
    place_on_time. Places are missing below `fewest` asked about or timed; those without a place come last, in the order of the directory.
    """
    first = rounds[rounds["round"] == 1].reset_index(drop=True)
    endless = pd.Series(_ENDLESS, index=first.index)
    interval = wilson(first["good"], first["asked"], endless)
    in_time = first["on_time"] / first["timed"].where(first["timed"] > 0)
    ranked = first.join(interval).assign(
        place=_places(interval["share"], first["asked"] >= fewest),
        share_on_time=in_time,
        place_on_time=_places(in_time, first["timed"] >= fewest),
    )
    return ranked.sort_values(
        ["place", "place_on_time"], kind="stable", na_position="last", ignore_index=True
    )


def later_rounds(rounds: pd.DataFrame) -> pd.DataFrame:
    """Return what departments were given again: rounds after the first, never mixed into a rank."""
    return rounds[rounds["round"] > 1].reset_index(drop=True)


def _places(share: pd.Series, counts: pd.Series) -> pd.Series:
    # 2/4 and 3/6 are the same binary fraction: division rounds correctly, so equal shares are equal numbers
    return share.where(counts).rank(method="min", ascending=False).astype("Int64")
