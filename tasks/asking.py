"""Asking the warehouse named questions."""

from collections.abc import Iterable, Mapping
from datetime import date

import pandas as pd

from schemas.office import OfficeFolder
from warehouse.engine import reading
from warehouse.offices import find_scope
from warehouse.queries import find_query
from warehouse.queries.base import Query, run


def ask(
    folder: OfficeFolder, query: Query, as_of: date, values: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """Return the answer as a frame with the query's columns; `values` by the names of its parameters."""
    with reading(folder.database) as connection:
        return run(connection, query, find_scope(connection, folder), as_of, values)


def ask_together(folder: OfficeFolder, names: Iterable[str], as_of: date) -> dict[str, pd.DataFrame]:
    """Return the answers to several questions, all from one state of the warehouse."""
    with reading(folder.database) as connection:
        scope = find_scope(connection, folder)
        return {name: run(connection, find_query(name), scope, as_of) for name in names}
