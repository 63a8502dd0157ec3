"""Working out due dates as the warehouse keeps them: under the edition in force on the day that starts the term."""

import hashlib
from collections.abc import Iterable
from datetime import date

from schemas.profile import Edition, ProfileError, Rules, Start, in_force
from schemas.working_days import WorkingDays
from tasks.rules.deadline import Due, begin, due_date
from warehouse.due_dates import DueRow


def due_rows(rules: Rules, starts: Iterable[tuple[str, date]], days: WorkingDays) -> list[DueRow]:
    """Return the due date of each (term, start day); raise ProfileError for a day before the profile's first edition."""
    return [worked_out(in_force(rules, start), name, start, days) for name, start in starts]


def worked_out(edition: Edition, name: str, start: date, days: WorkingDays) -> DueRow:
    """Return the due date of a term that starts on a day; raise ProfileError when the edition has no such term."""
    term = edition.term(name, in_session=True)
    if term is None:
        raise ProfileError(f"profile {edition.profile} has no term {name} on {start}")
    began, counted = begin(term, {Start.REFERRED: start}) or (start, term)
    return due_row(edition, name, due_date(began, counted, days), start, days)


def due_row(edition: Edition, name: str, due: Due, start: date, days: WorkingDays) -> DueRow:
    """Return a due date in the shape that the warehouse keeps."""
    return DueRow(
        edition.profile,
        edition.effective_from,
        name,
        start,
        due.due_on,
        due.is_provisional,
        due.explanation,
        calendar_name(days),
        due.trace,
    )


def calendar_name(days: WorkingDays) -> str:
    """Return a name for what was known of the calendar: another name, another set of holidays."""
    return hashlib.sha256(days.kinds + days.known_until.isoformat().encode()).hexdigest()[:16]
