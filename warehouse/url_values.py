"""Parameters of a question that a URL fills in: what Datasette puts for `:name` is always a text, and empty when nothing is said."""

from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, String, literal_column

from warehouse.queries.parameters import Parameter, Type

# SQLite compares a text with a number or a day by its type, not by what it means; what cannot be read finds nothing
_NO_DAY = "'9999-12-31'"


def from_url(parameter: Parameter) -> ColumnElement[Any]:
    """Return the value of `:name` on SQLite, typed; NULL when nothing is said and there is no default.

    A text that the parameter does not accept becomes a value that no row has: no answer rather than that to another question.
    """
    text = f"nullif(trim(:{parameter.name}), '')"
    if parameter.type is Type.INT:
        number = (
            f"CASE WHEN {text} NOT GLOB '*[^0-9]*' AND CAST({text} AS INTEGER) >= {parameter.least}"
            f" THEN CAST({text} AS INTEGER) WHEN {text} IS NULL THEN {_default(parameter)} END"
        )
        return literal_column(f"({number})", Integer())
    if parameter.type is Type.DATE:
        day = (
            f"CASE WHEN {text} IS NULL THEN {_default(parameter)} ELSE coalesce(date({text}), {_NO_DAY}) END"
        )
        return literal_column(f"({day})", Date())
    if parameter.type is Type.NUMBER:
        text = f"nullif(ltrim(trim(:{parameter.name}), '0'), '')"
    return literal_column(f"coalesce({text}, {_default(parameter)})", String())


def _default(parameter: Parameter) -> str:
    value = parameter.default
    if value is None:
        return "NULL"
    return str(value) if isinstance(value, int) else f"'{value}'"
