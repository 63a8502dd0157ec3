"""Finding a survey cycle of the session, and what was answered in it."""

from collections.abc import Sequence

import pandas as pd
from sqlalchemy import Connection

from schemas.office import OfficeFolder
from warehouse import surveys
from warehouse.engine import reading
from warehouse.offices import Scope, find_scope
from warehouse.surveys import Cycle


class SurveyError(Exception):
    """A survey step that cannot be taken; the message says why."""


def choose_cycle(cycles: Sequence[Cycle], cycle_id: int | None) -> Cycle:
    """Return a cycle by its number, the newest when none is named; raise SurveyError when there is none."""
    found = [cycle for cycle in cycles if cycle_id in (None, cycle.cycle_id)]
    if not found:
        raise SurveyError("there is no such cycle")
    return found[-1]


def find_cycle(connection: Connection, scope: Scope, cycle_id: int | None = None) -> Cycle:
    """Return a cycle of the session, the newest when none is named; raise SurveyError when there is none."""
    return choose_cycle(surveys.cycles(connection, scope), cycle_id)


def cycle_of(folder: OfficeFolder, cycle_id: int | None = None) -> Cycle:
    """Return a cycle, the newest when none is named; raise SurveyError when there is none."""
    with reading(folder.database) as connection:
        return find_cycle(connection, find_scope(connection, folder), cycle_id)


def cycle_answers(folder: OfficeFolder, cycle_id: int | None = None) -> tuple[Cycle, pd.DataFrame]:
    """Return a cycle (the newest when none is named) and its answers, one row per item."""
    with reading(folder.database) as connection:
        scope = find_scope(connection, folder)
        cycle = find_cycle(connection, scope, cycle_id)
        return cycle, surveys.answers_of_cycle(connection, cycle.cycle_id)
