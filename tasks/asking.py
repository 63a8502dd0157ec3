"""Asking the warehouse named questions."""

from collections.abc import Iterable, Mapping
from datetime import date

import pandas as pd

from schemas.office import OfficeFolder
from schemas.profile import in_force
from tasks.questions import Question
from tasks.rules.figures.printing import Printing
from tasks.rules.satisfaction import Share
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
    first: int | None = None,
) -> pd.DataFrame:
    """Return the answer, or its `first` rows, with the question's columns; without `values` its parameters have their defaults.

    With `known_on`: as it was known at the end of that day. NotKept when that cannot be told. Rates of satisfaction are as
    the profile in force that day has them printed (`printed_how`).
    """
    told = bind(question.parameters) if values is None else values
    if not isinstance(question, Query):
        if known_on:
            raise NotKept({"computed answers"})
        return question.answer(folder, **told).iloc[:first]
    with reading(folder.database) as connection:
        found = run(connection, question, find_scope(connection, folder), as_of, told, known_on, first)
    return _printed(folder, question, found, as_of)


def printed_how(folder: OfficeFolder, question: Question, as_of: date) -> str | None:
    """Return the sentence about how the rates of a question are rounded; None for one without a rate of satisfaction."""
    is_rate = isinstance(question, Query) and question.rate
    return f"{_printing(folder, as_of).chinese}。" if is_rate else None


def _printing(folder: OfficeFolder, as_of: date) -> Printing:
    return Printing.of(in_force(folder.rules, as_of).survey)


def _printed(folder: OfficeFolder, query: Query, found: pd.DataFrame, as_of: date) -> pd.DataFrame:
    if query.rate is None:
        return found
    printing, (good, every) = _printing(folder, as_of), query.rate
    shares = [Share(int(one), int(all_)) for one, all_ in zip(found[good], found[every], strict=True)]
    printed = [float(printing.percent(share) or "nan") for share in shares]
    return found.assign(percent=pd.Series(printed, found.index, dtype=float))


def reported(folder: OfficeFolder, name: str, as_of: date) -> pd.DataFrame:
    """Return what the report of a day said to a question of REPORTED; raise LookupError when there was none."""
    with reading(folder.database) as connection:
        return report_figures.reported(connection, find_scope(connection, folder), as_of, name)


def ask_together(folder: OfficeFolder, names: Iterable[str], as_of: date) -> dict[str, pd.DataFrame]:
    """Return the answers to several questions, all from one state of the warehouse."""
    with reading(folder.database) as connection:
        scope = find_scope(connection, folder)
        found = {name: run(connection, find_query(name), scope, as_of) for name in names}
    return {name: _printed(folder, find_query(name), answer, as_of) for name, answer in found.items()}
