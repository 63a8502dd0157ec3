"""Weeks and months of a day, in words that mean the same on SQLite and PostgreSQL."""

from datetime import date
from typing import Any

from sqlalchemy import Date, String
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
