"""Due dates: how long a handler has, from which day, and why the last day is that day.

A due date depends only on the term and the day it starts, so `due_table` works each pair out once with the slow, readable
`due_date` and `look_up` spreads the results over any number of rows.
"""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from schemas.profile import EndRule, Term, Unit
from schemas.working_days import WorkingDays

_UNIT_CHINESE = {Unit.DAY: "日", Unit.WORKING_DAY: "个工作日", Unit.MONTH: "个月"}


@dataclass(frozen=True)
class Due:
    """The last day of a term. Provisional: the holidays that decide it are not published yet."""

    due_on: date
    is_provisional: bool
    explanation: str


def due_date(start: date, term: Term, days: WorkingDays) -> Due:
    """Return the last day of `term` that starts on `start`.

    The first day is not counted; a month ends on the day of the same number, or on its last day when it has no such day; a
    last day that is no working day moves on under the term's end rule (民法典第二百零一条至第二百零三条). Raises ValueError
    for a day that the calendar does not reach.
    """
    plain = _plain_end(start, term, days)
    due_on = plain
    while _moves_on(due_on, term.end_rule, days):
        due_on += timedelta(days=1)
    is_provisional = due_on > days.known_until
    return Due(due_on, is_provisional, _explain(start, term, plain, due_on, is_provisional))


def _plain_end(start: date, term: Term, days: WorkingDays) -> date:
    if term.unit is Unit.DAY:
        return start + timedelta(days=term.value)
    if term.unit is Unit.MONTH:
        return add_months(start, term.value)
    day, left = start, term.value
    while left:
        day += timedelta(days=1)
        left -= bool(days.is_working[days.index(day)])
    return day


def add_months(start: date, months: int) -> date:
    """Return the corresponding day `months` later, or the last day of that month (民法典第二百零二条)."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def _moves_on(day: date, rule: EndRule, days: WorkingDays) -> bool:
    if rule is EndRule.OFF_STATUTORY_HOLIDAYS:
        return bool(days.is_holiday[days.index(day)])
    if rule is EndRule.OFF_NON_WORKING_DAYS:
        return not days.is_working[days.index(day)]
    return False


def _explain(start: date, term: Term, plain: date, due_on: date, is_provisional: bool) -> str:
    sentences = [
        f"自{_chinese(start)}交办之日起{term.value}{_UNIT_CHINESE[term.unit]}，开始的当日不计入，期满日为{_chinese(plain)}。"
    ]
    if due_on != plain:
        moved = (due_on - plain).days
        sentences.append(f"该日为休息日，顺延{moved}日至{_chinese(due_on)}。")
    if is_provisional:
        sentences.append("该年度放假安排尚未公布，此日期为暂定，公布后重新计算。")
    sentences.append(f"依据：{term.source}。")
    return "".join(sentences)


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def due_table(starts: Iterable[date], term: Term, days: WorkingDays) -> dict[date, Due]:
    """Return the due date for every distinct start day."""
    return {start: due_date(start, term, days) for start in sorted(set(starts))}


def look_up(starts: npt.NDArray[np.datetime64], term: Term, days: WorkingDays) -> npt.NDArray[np.datetime64]:
    """Return the due day (datetime64[D]) of each start day of an array of any length."""
    offsets = starts.astype("datetime64[D]").astype(np.int64)
    lowest = int(offsets.min()) if len(offsets) else 0
    present = np.flatnonzero(np.bincount(offsets - lowest)) + lowest
    table = np.zeros(int(present[-1]) - lowest + 1 if len(present) else 0, dtype=np.int64)
    for offset in present.tolist():
        due = due_date(date(1970, 1, 1) + timedelta(days=offset), term, days).due_on
        table[offset - lowest] = (due - date(1970, 1, 1)).days
    return table[offsets - lowest].astype("datetime64[D]")
