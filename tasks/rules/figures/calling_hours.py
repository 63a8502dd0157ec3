"""When a survey centre calls: hours by weekday within the days of a survey (`18:00-20:30`, weekends excluded, and the like)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

import numpy as np
import numpy.typing as npt
import pandas as pd

_TO_NANOSECONDS = "datetime64[ns]"


@dataclass(frozen=True)
class CallingHours:
    """The days of a survey, both included, and per weekday (Monday is 0) from when until when, early first; one not named is free."""

    first_day: date
    last_day: date
    hours: Mapping[int, tuple[tuple[time, time], ...]]
    closed_days: frozenset[date] = field(default_factory=frozenset)

    def spans(self) -> tuple[npt.NDArray[np.datetime64], npt.NDArray[np.datetime64]]:
        """Return the beginnings and ends of all hours in order."""
        days = [day.date() for day in pd.date_range(self.first_day, self.last_day)]
        found = [
            (datetime.combine(day, begin), datetime.combine(day, end))
            for day in days
            if day not in self.closed_days
            for begin, end in self.hours.get(day.weekday(), ())
        ]
        begins, ends = zip(*found, strict=True) if found else ((), ())
        return np.array(begins, _TO_NANOSECONDS), np.array(ends, _TO_NANOSECONDS)


def next_moments(moments: pd.Series, hours: CallingHours) -> pd.Series:
    """Return each moment, or when the hours begin again; NaT when the survey is over. An end is no calling time any more."""
    begins, ends = hours.spans()
    wanted = moments.to_numpy(_TO_NANOSECONDS)
    if not len(ends):
        return pd.Series(np.full(len(wanted), np.datetime64("NaT"), _TO_NANOSECONDS), moments.index)
    at = np.searchsorted(ends, wanted, side="right")
    is_over = at == len(ends)
    found = np.maximum(begins[np.minimum(at, len(ends) - 1)], wanted)
    return pd.Series(np.where(is_over, np.datetime64("NaT"), found), moments.index)


def ends_of(moments: pd.Series, hours: CallingHours) -> pd.Series:
    """Return when the hours end in which each moment lies; the moments are those of `next_moments`."""
    _, ends = hours.spans()
    at = np.searchsorted(ends, moments.to_numpy(_TO_NANOSECONDS), side="right")
    return pd.Series(ends[at], moments.index)


def are_within(moments: pd.Series, hours: CallingHours) -> pd.Series:
    """Tell of each moment whether it is calling time; the end of the hours still is, so that a last call may end on the dot."""
    begins, ends = hours.spans()
    wanted = moments.to_numpy(_TO_NANOSECONDS)
    at = np.searchsorted(ends, wanted, side="left")
    within = np.zeros(len(wanted), bool)
    inside = at < len(ends)
    within[inside] = begins[at[inside]] <= wanted[inside]
    return pd.Series(within, moments.index)
