"""Counting with days in a query: expressions that mean the same on SQLite and PostgreSQL."""

from datetime import date
from typing import Any

from sqlalchemy import Date, Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class DaysBetween(FunctionElement[int]):
    """Calendar days from the second date to the first."""

    type = Integer()
    inherit_cache = True


@compiles(DaysBetween)
def _subtract(element: DaysBetween, compiler: Any, **kw: Any) -> str:
    later, earlier = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"({later} - {earlier})"


@compiles(DaysBetween, "sqlite")
def _subtract_julian(element: DaysBetween, compiler: Any, **kw: Any) -> str:
    later, earlier = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"CAST(julianday({later}) - julianday({earlier}) AS INTEGER)"


class YearLater(FunctionElement[date]):
    """The same day of the next year, 28 February for the 29th."""

    type = Date()
    inherit_cache = True


@compiles(YearLater)
def _add_a_year(element: YearLater, compiler: Any, **kw: Any) -> str:
    return f"CAST({compiler.process(element.clauses, **kw)} + INTERVAL '1 year' AS DATE)"


@compiles(YearLater, "sqlite")
def _add_a_year_in_text(element: YearLater, compiler: Any, **kw: Any) -> str:
    day = compiler.process(element.clauses, **kw)
    # it makes 1 March of the 29th; the last day of the month is the earlier one then, and the later one on all other days
    return f"min(date({day}, '+1 year'), date({day}, 'start of month', '+13 months', '-1 day'))"
