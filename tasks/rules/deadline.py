"""Due dates: how long a handler has, from which day, and why the last day is that day.

A due date depends only on the term and the day it starts. `settle` works one out; `due_date` also says why; for many rows
there is `due_lookup`.
"""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from schemas.profile import EndRule, Span, Start, Term, Unit
from schemas.terms import parse_fixed
from schemas.working_days import DayKind, WorkingDays
from tasks.rules.due_trace import Trace, explain, trace

_DAY = timedelta(days=1)


class Settled(NamedTuple):
    """The day a term ends of itself, the last day it has, and whether holidays not published yet may move that."""

    plain_end: date
    due_on: date
    is_provisional: bool


@dataclass(frozen=True)
class Due:
    """The last day of a term, why it is that day in a paragraph fit for a letter, and the same as data for JSON."""

    due_on: date
    is_provisional: bool
    explanation: str
    trace: Trace


def due_date(start: date, term: Term, days: WorkingDays) -> Due:
    """Return the last day of `term` that starts on `start`, with what led to it."""
    settled = settle(start, term, days)
    walked = trace(start, term, settled.plain_end, settled.due_on, settled.is_provisional, days)
    return Due(settled.due_on, settled.is_provisional, explain(start, term, walked, days), walked)


def settle(start: date, term: Term, days: WorkingDays) -> Settled:
    """Return the last day of `term` that starts on `start`.

    The first day is not counted; a month ends on the day of the same number, or on its last day when it has no such day; a
    last day that is no working day moves on under the term's end rule (民法典第二百零一条至第二百零三条).
    """
    try:
        plain = span_end(start, term, days)
        if term.at_most:
            plain = min(plain, span_end(start, term.at_most, days))
        due_on = plain
        if term.end_rule is not EndRule.NONE:
            while _moves_on(days.kind(due_on), term.end_rule):
                due_on += _DAY
    except OverflowError:
        # a slip of the pen in a register must not stop a night
        return Settled(date.max, date.max, True)
    return Settled(plain, due_on, depends_on_calendar(term) and not days.knows(due_on))


def depends_on_calendar(term: Term) -> bool:
    """Whether holidays can move the last day."""
    spans = (term, term.at_most) if term.at_most else (term,)
    return term.end_rule is not EndRule.NONE or any(span.unit is Unit.WORKING_DAY for span in spans)


def span_end(start: date, span: Span, days: WorkingDays) -> date:
    """Return the day on which a span that starts on `start` ends of itself."""
    if span.on is not None:
        month, number = parse_fixed(span.on)
        this_year = date(start.year, month, number)
        return this_year if this_year > start else add_months(this_year, 12)
    value = span.value or 0
    if span.unit is Unit.MONTH:
        return add_months(start, value)
    if span.unit is Unit.DAY:
        return start + timedelta(days=value)
    ordinal = start.toordinal()
    while value:
        ordinal += 1
        value -= days.works(ordinal)
    return date.fromordinal(min(ordinal, date.max.toordinal()))


def add_months(start: date, months: int) -> date:
    """Return the corresponding day `months` later, or the last day of that month (民法典第二百零二条)."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year > date.max.year:
        raise OverflowError(f"{start} and {months} months")
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def _moves_on(kind: DayKind, rule: EndRule) -> bool:
    if rule is EndRule.OFF_STATUTORY_HOLIDAYS:
        return kind is DayKind.HOLIDAY
    return not kind.is_working


def begin(term: Term, events: Mapping[str, date]) -> tuple[date, Term] | None:
    """Return the day a term starts, of the days of `events` (by Start), and the term as it is counted from there.

    A receipt that nobody noted is taken for the day of referral, which is not later. None: nothing has started it yet.
    """
    if term.start in events:
        return events[term.start], term
    if term.start is Start.RECEIVED and Start.REFERRED in events:
        return events[Start.REFERRED], term.model_copy(update={"start": Start.REFERRED})
    return None
