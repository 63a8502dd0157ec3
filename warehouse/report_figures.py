"""What reports said: the rows of their figures, kept as they were on the day."""

import json
from collections.abc import Mapping
from datetime import date

import pandas as pd
from sqlalchemy import Connection, delete, insert, select

from warehouse.offices import Scope
from warehouse.queries import find_query
from warehouse.tables import report_figure

# figures, not lists
REPORTED = (
    "committee-figures",
    "department-rounds",
    "key-figures",
    "on-time-rate",
    "result-classes",
    "satisfaction",
    "satisfaction-by-round",
    "satisfaction-final",
    "status",
)


def keep(connection: Connection, scope: Scope, as_of: date, answers: Mapping[str, pd.DataFrame]) -> None:
    """Keep the figures of a report; one of the same day replaces them."""
    rows = [
        {
            "session_id": scope.session_id,
            "as_of": as_of,
            "query": name,
            "figures": json.loads(answers[name].to_json(orient="records")),
        }
        for name in REPORTED
    ]
    of_day = (report_figure.c.session_id == scope.session_id, report_figure.c.as_of == as_of)
    connection.execute(delete(report_figure).where(*of_day))
    connection.execute(insert(report_figure), rows)


def reported(connection: Connection, scope: Scope, as_of: date, name: str) -> pd.DataFrame:
    """Return what the report of a day said to a question, with its columns.

    Raise LookupError when reports do not keep that question, or there was none on that day: it names those there were.
    """
    if name not in REPORTED:
        raise LookupError(f"reports keep no figures of it; they keep {', '.join(REPORTED)}")
    mine = (report_figure.c.session_id == scope.session_id, report_figure.c.query == name)
    figures = connection.scalar(select(report_figure.c.figures).where(*mine, report_figure.c.as_of == as_of))
    if figures is None:
        days = connection.scalars(select(report_figure.c.as_of).where(*mine).order_by(report_figure.c.as_of))
        known = ", ".join(map(str, days)) or "none"
        raise LookupError(f"there was no report on {as_of}; reports kept: {known}")
    return pd.DataFrame(figures, columns=list(find_query(name).columns))
