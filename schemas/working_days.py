"""The Chinese working-day calendar as data: statutory holidays and make-up days, and where it ends.

Published each November for the next year only. Beyond `known_until` nobody can say, so what depends on it is provisional.
Source: notices of the State Council's General Office on the holidays of each year, as kept by `chinesecalendar`, by
holidays.toml here, and by the file of that name in an office's folder; the later one goes before the earlier.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import IntEnum
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from chinese_calendar import constants

from schemas.holidays import FIRST_DAY as FIRST_DAY
from schemas.holidays import LAST_DAY as LAST_DAY
from schemas.holidays import Notice, Notices, read_notices, shipped_notices

_FIRST = FIRST_DAY.toordinal()
_COUNT = LAST_DAY.toordinal() - _FIRST + 1


class DayKind(IntEnum):
    """What a day is: 工作日, 周末, 法定节假日, or 补班. The two that are worked can be divided by three."""

    WORKING = 0
    WEEKEND = 1
    HOLIDAY = 2
    MADE_UP = 3

    @property
    def is_working(self) -> bool:
        """Whether people are at work."""
        return self % 3 == 0

    @property
    def chinese(self) -> str:
        """The word printed for people."""
        return ("工作日", "周末", "法定节假日", "补班")[self]


_KINDS = tuple(DayKind)


@dataclass(frozen=True, eq=False)
class WorkingDays:
    """Per day from FIRST_DAY: is it a working day, is it a statutory holiday. Weekends rule past `known_until`."""

    is_working: npt.NDArray[np.bool_]
    is_holiday: npt.NDArray[np.bool_]
    known_until: date
    # the same per day as DayKind: a byte is read faster than an item of an array
    kinds: bytes = field(repr=False)

    def index(self, day: date) -> int:
        """Return the position of `day`; raise ValueError for a day that the calendar does not reach."""
        if not FIRST_DAY <= day <= LAST_DAY:
            raise ValueError(f"{day} is outside the calendar {FIRST_DAY} to {LAST_DAY}")
        return (day - FIRST_DAY).days

    def kind(self, day: date) -> DayKind:
        """Return what any day is; where the calendar does not reach, weekends rule."""
        offset = day.toordinal() - _FIRST
        if 0 <= offset < _COUNT:
            return _KINDS[self.kinds[offset]]
        return DayKind.WEEKEND if day.weekday() >= 5 else DayKind.WORKING

    def works(self, ordinal: int) -> bool:
        """Whether people are at work on a day given by its ordinal."""
        offset = ordinal - _FIRST
        if 0 <= offset < _COUNT:
            return self.kinds[offset] % 3 == 0
        # day 1 was a Monday
        return ordinal % 7 not in (0, 6)

    def knows(self, day: date) -> bool:
        """Whether it is settled what `day` is. The last days of a year may yet become part of the next New Year's holiday."""
        return FIRST_DAY <= day < date(self.known_until.year, 12, 29)


def working_days(extra: Path | None = None, known_on: date | None = None) -> WorkingDays:
    """Return the calendar; `extra` is an office's holidays.toml, which need not be there.

    With `known_on` only what had been published by that day: the due date as it was right to work it out then. Raises
    CalendarError when `extra` cannot be used.
    """
    return _calendar(read_notices(extra) if extra else Notices(()), known_on)


@cache
def _calendar(own: Notices, known_on: date | None) -> WorkingDays:
    shipped = shipped_notices()
    published = dict(shipped.published) | dict(own.published)
    sheet, years = _Sheet(), set()
    for days, kind in ((constants.holidays, DayKind.HOLIDAY), (constants.workdays, DayKind.MADE_UP)):
        for day in days:
            # a year without a day of publication comes out in the November before it, as all have
            if known_on is None or published.get(day.year, date(day.year - 1, 11, 30)) <= known_on:
                sheet.put(day, kind)
                years.add(day.year)
    for notice in (*shipped.notices, *own.notices):
        if known_on is None or notice.published <= known_on:
            sheet.apply(notice)
            years.add(notice.year or FIRST_DAY.year)
    last_year = FIRST_DAY.year
    # a year missing in between is not known, whatever comes after it
    while last_year + 1 in years:
        last_year += 1
    kinds = sheet.kinds
    return WorkingDays(kinds % 3 == 0, kinds == DayKind.HOLIDAY, date(last_year, 12, 31), kinds.tobytes())


class _Sheet:
    """The days as they are being written down."""

    def __init__(self) -> None:
        weekday = (np.arange(_COUNT) + FIRST_DAY.weekday()) % 7
        self._plain = np.where(weekday < 5, DayKind.WORKING, DayKind.WEEKEND).astype(np.uint8)
        self.kinds = self._plain.copy()

    def put(self, day: date, kind: DayKind) -> None:
        """Write a day down; a weekday that is worked is a working day like any other."""
        at = day.toordinal() - _FIRST
        self.kinds[at] = (
            kind if kind is DayKind.HOLIDAY or self._plain[at] == DayKind.WEEKEND else DayKind.WORKING
        )

    def apply(self, notice: Notice) -> None:
        """Write a notice down, over a whole year when it orders one."""
        if notice.year:
            first, last = (
                date(notice.year, 1, 1).toordinal() - _FIRST,
                date(notice.year, 12, 31).toordinal() - _FIRST,
            )
            self.kinds[first : last + 1] = self._plain[first : last + 1]
        for days, kind in ((notice.off, DayKind.HOLIDAY), (notice.work, DayKind.MADE_UP)):
            for day in days:
                self.put(day, kind)


def days_between(first: date, last: date) -> list[date]:
    """Return every day from `first` to `last`, both included."""
    return [first + timedelta(days=offset) for offset in range((last - first).days + 1)]
