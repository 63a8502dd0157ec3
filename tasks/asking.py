"""Asking the warehouse a named question."""

from datetime import date

import pandas as pd

from schemas.office import OfficeFolder
from warehouse.engine import reading
from warehouse.offices import find_scope
from warehouse.queries.base import Query, run


def ask(folder: OfficeFolder, query: Query, as_of: date) -> pd.DataFrame:
    """Return the answer as a frame with the query's columns."""
    with reading(folder.database) as connection:
        return run(connection, query, find_scope(connection, folder), as_of)
