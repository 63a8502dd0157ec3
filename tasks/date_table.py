"""The table of dates is kept up: every day of the years that data touch, and of the next, as the office's calendar has it."""

from datetime import date

from schemas.holiday_names import holiday_name
from schemas.office import OfficeFolder
from schemas.working_days import DayKind, WorkingDays, days_between, working_days
from warehouse.calendar_days import Day, put_days, years_touched
from warehouse.engine import begin
from warehouse.offices import find_scope


def keep_dates(folder: OfficeFolder, as_of: date) -> dict[str, int]:
    """Write the days that are new or have become something else since; return how many."""
    calendar = working_days(folder.holidays)
    with begin(folder.database) as connection:
        scope = find_scope(connection, folder)
        first, last = years_touched(connection, scope)
        # a hearing, a dial or a letter happens on the business day at the latest
        last = max(last, as_of.year) + 1
        days = days_between(date(min(first, as_of.year), 1, 1), date(last, 12, 31))
        return {"days": put_days(connection, scope, [_describe(calendar, day) for day in days])}


def _describe(calendar: WorkingDays, day: date) -> Day:
    kind = calendar.kind(day)
    belongs = holiday_name(day) if kind in (DayKind.HOLIDAY, DayKind.MADE_UP) else None
    return day, kind.name.lower(), belongs, not calendar.knows(day)
