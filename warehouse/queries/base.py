"""What a named query is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select

from warehouse.known import as_known
from warehouse.offices import Scope
from warehouse.queries.parameters import Parameter, Value, bind


@dataclass(frozen=True)
class Query:
    """A question: its Chinese title, the Chinese title of each column, and the statement for an office and a day.

    The statement also takes a value for each of `parameters`, by name. `rate`: the columns whose quotient is a rate of satisfaction,
    `percent`, which leaves the house as the profile has it.
    """

    chinese: str
    columns: Mapping[str, str]
    statement: Callable[..., Select[Any]]
    parameters: tuple[Parameter, ...] = ()
    rate: tuple[str, str] | None = None


def run(
    connection: Connection,
    query: Query,
    scope: Scope,
    as_of: date,
    values: Mapping[str, Value] | None = None,
    known_on: date | None = None,
    first: int | None = None,
) -> pd.DataFrame:
    """Return the answer as a frame with the English column names, in the order of `query.columns`.

    `values` has a value for each parameter; without it the defaults are taken. With `known_on` it is the answer as it was known
    at the end of that day; NotKept when the warehouse cannot tell. With `first` no more than so many rows are looked up.
    """
    told = bind(query.parameters) if values is None else values
    statement = query.statement(scope, as_of, **told).limit(first)
    if known_on is not None:
        statement = as_known(connection, statement, known_on)
    rows = connection.execute(statement).all()
    return pd.DataFrame(rows, columns=list(query.columns))
