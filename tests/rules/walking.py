"""The reference for due dates: one day after the other, with the calendar asked by the library's own functions.

It shares nothing with the rule but the words of a term, and does no arithmetic of months.
"""

from datetime import date, timedelta
from functools import cache

from chinese_calendar import constants, get_holiday_detail, is_workday

from schemas.profile import EndRule, Span, Term, Unit

KNOWN_UNTIL = date(max(constants.holidays).year, 12, 31)
TOMORROW = timedelta(days=1)


@cache
def works(day):
    return is_workday(day) if day <= KNOWN_UNTIL else day.weekday() < 5


@cache
def is_off(day, rule):
    if rule is EndRule.OFF_STATUTORY_HOLIDAYS:
        # the library names the holiday; a Saturday or Sunday that is free only because it is one has no name
        return day <= KNOWN_UNTIL and get_holiday_detail(day)[0] and get_holiday_detail(day)[1] is not None
    return rule is EndRule.OFF_NON_WORKING_DAYS and not works(day)


@cache
def walk_plain(start: date, value: int | None, unit: Unit, on: str | None) -> date:
    """Return the day on which a span ends of itself."""
    day, months, left = start, 0, value
    wanted = tuple(map(int, on.split("-"))) if on else None
    while True:
        tomorrow = day + TOMORROW
        if unit is Unit.FIXED_DATE:
            if day > start and (day.month, day.day) == wanted:
                return day
        elif unit is Unit.MONTH:
            # the corresponding day, or the last day of a month that has none
            if months == value and (day.day == start.day or tomorrow.day == 1):
                return day
            months += tomorrow.day == 1
        elif left:
            left -= works(tomorrow) if unit is Unit.WORKING_DAY else 1
        else:
            return day
        day = tomorrow


def walk(start: date, term: Term) -> date:
    """Return the due date by looking at every day."""
    spans: list[Span] = [term, term.at_most] if term.at_most else [term]
    day = min(walk_plain(start, span.value, span.unit, span.on) for span in spans)
    while is_off(day, term.end_rule):
        day += TOMORROW
    return day
