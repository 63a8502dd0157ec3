"""Asking the warehouse a named question."""

from datetime import date

import pandas as pd

from schemas.office import OfficeFolder
from warehouse.engine import begin
from warehouse.offices import register_office
from warehouse.queries.base import Query, run


def ask(folder: OfficeFolder, query: Query, as_of: date) -> pd.DataFrame:
    """Return the answer as a frame with the query's columns."""
    with begin(folder.database) as connection:
        return run(connection, query, register_office(connection, folder), as_of)
