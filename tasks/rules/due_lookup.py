"""Due days of any number of rows, each with its own term: one table per term and calendar day.

`settle` is slow and can be read; it is asked once for each pair of term and day that comes up, and remembered.
"""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from schemas.profile import Term
from schemas.working_days import WorkingDays
from tasks.rules.deadline import settle

_EPOCH = date(1970, 1, 1).toordinal()
_UNKNOWN = np.iinfo(np.int64).min
_NO_DAY = np.datetime64("NaT", "D")
# 200 years: registers that span more hold slips of the pen, and a table of them all would not fit
_WIDEST = 73_000

Days = npt.NDArray[np.datetime64]


class DueTable:
    """The due days of `terms` under a calendar. A row names its term by the position in `terms`."""

    def __init__(self, terms: Sequence[Term], days: WorkingDays) -> None:
        self._terms, self._days = tuple(terms), days
        self._first = 0
        # twice the due day, plus one when it is provisional
        self._known = np.empty((len(self._terms), 0), dtype=np.int64)

    def look_up(self, rules: npt.NDArray[np.integer], starts: Days) -> tuple[Days, npt.NDArray[np.bool_]]:
        """Return the due day of each row and whether it is provisional; a row without start day has no due day."""
        offsets = starts.astype("datetime64[D]", copy=False).view(np.int64)
        if not len(offsets):
            return np.empty(0, "datetime64[D]"), np.empty(0, bool)
        lowest, highest = int(offsets.min()), int(offsets.max())
        if lowest == _UNKNOWN:
            return self._with_gaps(rules, starts)
        if highest - lowest > _WIDEST:
            found = self._one_by_one(rules, offsets)
        else:
            self._widen(lowest, highest)
            places = rules * np.int64(self._known.shape[1])
            places += offsets
            places -= self._first
            found = self._known.ravel().take(places)
            if found.min() == _UNKNOWN:
                self._learn(np.unique(places[found == _UNKNOWN]))
                found = self._known.ravel().take(places)
        is_provisional = (found & 1).astype(bool)
        found >>= 1
        return found.view("datetime64[D]"), is_provisional

    def _with_gaps(self, rules: npt.NDArray[np.integer], starts: Days) -> tuple[Days, npt.NDArray[np.bool_]]:
        there = ~np.isnat(starts)
        due_on, is_provisional = np.full(len(starts), _NO_DAY), np.zeros(len(starts), bool)
        due_on[there], is_provisional[there] = self.look_up(rules[there], starts[there])
        return due_on, is_provisional

    def _widen(self, lowest: int, highest: int) -> None:
        """Make room for the days from `lowest` to `highest`."""
        count = self._known.shape[1]
        first = min(lowest, self._first) if count else lowest
        last = max(highest, self._first + count - 1) if count else highest
        if count and last - first > _WIDEST:
            # what was remembered lies far away
            count, first, last = 0, lowest, highest
        if last - first + 1 > count:
            wider = np.full((len(self._terms), last - first + 1), _UNKNOWN, dtype=np.int64)
            if count:
                wider[:, self._first - first : self._first - first + count] = self._known
            self._known, self._first = wider, first

    def _learn(self, places: npt.NDArray[np.int64]) -> None:
        known, width = self._known.ravel(), self._known.shape[1]
        for place in places.tolist():
            rule, offset = divmod(place, width)
            known[place] = self._settle(rule, offset + self._first)

    def _one_by_one(
        self, rules: npt.NDArray[np.integer], offsets: npt.NDArray[np.int64]
    ) -> npt.NDArray[np.int64]:
        pairs, rows = np.unique(np.stack([rules.astype(np.int64), offsets]), axis=1, return_inverse=True)
        found = [self._settle(rule, offset) for rule, offset in pairs.T.tolist()]
        return np.array(found, dtype=np.int64)[rows]

    def _settle(self, rule: int, offset: int) -> int:
        settled = settle(date.fromordinal(offset + _EPOCH), self._terms[rule], self._days)
        return 2 * (settled.due_on.toordinal() - _EPOCH) + settled.is_provisional


@lru_cache(maxsize=64)
def _table_of(term: Term, days: WorkingDays) -> DueTable:
    return DueTable([term], days)


def look_up(starts: Days, term: Term, days: WorkingDays) -> Days:
    """Return the due day (datetime64[D]) of each start day of an array of any length, all under one term."""
    return _table_of(term, days).look_up(np.zeros(len(starts), dtype=np.int64), starts)[0]
