"""Counting with days, weeks and months in a statement: expressions that mean the same on SQLite and PostgreSQL."""

from datetime import date
from typing import Any

from sqlalchemy import Date, Integer, String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class WeekOf(FunctionElement[date]):
    """The Monday of the week that a day lies in."""

    type = Date()
    inherit_cache = True


@compiles(WeekOf)
def _truncate(element: WeekOf, compiler: Any, **kw: Any) -> str:
    return f"CAST(date_trunc('week', {compiler.process(element.clauses, **kw)}) AS DATE)"


@compiles(WeekOf, "sqlite")
def _go_back(element: WeekOf, compiler: Any, **kw: Any) -> str:
    return f"date({compiler.process(element.clauses, **kw)}, 'weekday 0', '-6 days')"


class MonthOf(FunctionElement[str]):
    """The month that a day lies in, as 2020-04."""

    type = String()
    inherit_cache = True


@compiles(MonthOf)
def _write(element: MonthOf, compiler: Any, **kw: Any) -> str:
    return f"to_char({compiler.process(element.clauses, **kw)}, 'YYYY-MM')"


@compiles(MonthOf, "sqlite")
def _write_sqlite(element: MonthOf, compiler: Any, **kw: Any) -> str:
    return f"strftime('%Y-%m', {compiler.process(element.clauses, **kw)})"


class DaysAfter(FunctionElement[date]):
    """The day that is so many days after a day; either may be told by a statement or by whoever asks."""

    type = Date()
    inherit_cache = True


@compiles(DaysAfter)
def _add(element: DaysAfter, compiler: Any, **kw: Any) -> str:
    day, days = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"(CAST({day} AS DATE) + CAST({days} AS INTEGER))"


@compiles(DaysAfter, "sqlite")
def _add_sqlite(element: DaysAfter, compiler: Any, **kw: Any) -> str:
    day, days = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"date({day}, ({days}) || ' days')"


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
