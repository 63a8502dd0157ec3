"""The Chinese working-day calendar as data: statutory holidays and make-up days, and where it ends.

Published each November for the next year only. Beyond `known_until` nobody can say, so what depends on it is provisional.
Source: notices of the State Council's General Office on the holidays of each year, as kept by `chinesecalendar`.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import numpy as np
from chinese_calendar import constants

FIRST_DAY = date(2004, 1, 1)
LAST_DAY = date(2040, 12, 31)


@dataclass(frozen=True)
class WorkingDays:
    """Per day from FIRST_DAY: is it a working day, is it a statutory holiday. Weekends rule past `known_until`."""

    is_working: np.ndarray
    is_holiday: np.ndarray
    known_until: date

    def index(self, day: date) -> int:
        """Return the position of `day`; raise ValueError for a day that the calendar does not reach."""
        if not FIRST_DAY <= day <= LAST_DAY:
            raise ValueError(f"{day} is outside the calendar {FIRST_DAY} to {LAST_DAY}")
        return (day - FIRST_DAY).days


@cache
def working_days() -> WorkingDays:
    """Return the calendar of the installed `chinesecalendar`."""
    count = (LAST_DAY - FIRST_DAY).days + 1
    weekday = (np.arange(count) + FIRST_DAY.weekday()) % 7
    is_working = weekday < 5
    is_holiday = np.zeros(count, dtype=bool)
    for day in constants.holidays:
        is_holiday[(day - FIRST_DAY).days] = True
    is_working &= ~is_holiday
    for day in constants.workdays:
        is_working[(day - FIRST_DAY).days] = True
    last_year = max(constants.holidays).year
    return WorkingDays(is_working, is_holiday, date(last_year, 12, 31))


def days_between(first: date, last: date) -> list[date]:
    """Return every day from `first` to `last`, both included."""
    return [first + timedelta(days=offset) for offset in range((last - first).days + 1)]
