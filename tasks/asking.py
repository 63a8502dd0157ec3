"""Asking the warehouse named questions."""

from collections.abc import Iterable, Mapping
from datetime import date

import pandas as pd

from schemas.office import OfficeFolder
from tasks.questions import Question
from warehouse import report_figures
from warehouse.engine import reading
from warehouse.known import NotKept
from warehouse.offices import find_scope
from warehouse.queries import find_query
from warehouse.queries.base import Query, run
from warehouse.queries.parameters import Value, bind


def ask(
    folder: OfficeFolder,
    question: Question,
    as_of: date,
    values: Mapping[str, Value] | None = None,
    known_on: date | None = None,
) -> pd.DataFrame:
    """Return the answer as a frame with the question's columns; without `values` its parameters have their defaults.

    With `known_on`: as it was known at the end of that day. NotKept when that cannot be told.
    """
    told = bind(question.parameters) if values is None else values
    if not isinstance(question, Query):
        if known_on:
            raise NotKept({"computed answers"})
        return question.answer(folder, **told)
    with reading(folder.database) as connection:
        return run(connection, question, find_scope(connection, folder), as_of, told, known_on)


def reported(folder: OfficeFolder, name: str, as_of: date) -> pd.DataFrame:
    """Return what the report of a day said to a question of REPORTED; raise LookupError when there was none."""
    with reading(folder.database) as connection:
        return report_figures.reported(connection, find_scope(connection, folder), as_of, name)


def ask_together(folder: OfficeFolder, names: Iterable[str], as_of: date) -> dict[str, pd.DataFrame]:
    """Return the answers to several questions, all from one state of the warehouse."""
    with reading(folder.database) as connection:
        scope = find_scope(connection, folder)
        return {name: run(connection, find_query(name), scope, as_of) for name in names}
