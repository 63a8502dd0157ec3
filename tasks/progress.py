"""The step that lets suggestions move on when nobody owes them a reply any more."""

from datetime import date

from schemas.office import OfficeFolder
from warehouse import progress
from warehouse.engine import begin, reading
from warehouse.offices import find_scope, register_office


def record_answered(folder: OfficeFolder, as_of: date) -> dict[str, int]:
    """Record ANSWERED where every lead department has replied; return how many."""
    with begin(folder.database) as connection:
        return {"answered": progress.record_answered(connection, register_office(connection, folder), as_of)}


def count_by_status(folder: OfficeFolder) -> dict[str, int]:
    """Return how many suggestions of the session stand where."""
    with reading(folder.database) as connection:
        return progress.count_by_status(connection, find_scope(connection, folder))
