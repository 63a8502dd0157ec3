"""How result classes moved after the reply: replies in force by class then, at the end of that year, a year after the reply, and today.

A report of progress moves a class from its day on. The year is that of the reply; a year later is the same day of the next one, 28
February for the 29th. Both are empty until that day is over, and count reports up to it. Replies without a date or class have no place
here. The row B, B, A, A counts what was B, still B when the year ended, and has been A since within a year of the reply. moved tells
from what to what by the day asked about; moved_count = all that moved so, moved_percent = moved_count / all of that class at the reply.
"""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    Select,
    Subquery,
    and_,
    case,
    cast,
    extract,
    func,
    select,
)

from warehouse.days import YearLater
from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.parts import ByBytes, percent
from warehouse.tables import final_reply, progress

_CLASSES = ("at_reply", "at_year_end", "a_year_later", "today")


def _statement(scope: Scope, as_of: date) -> Select[Any]:
    of_reply = _classes(scope, as_of)
    classes = [of_reply.c[name] for name in _CLASSES]
    rows = select(*classes, func.count().label("count")).group_by(*classes).subquery()
    # a sum of whole numbers, which PostgreSQL would make decimal ones
    alike, whole = (
        cast(func.sum(rows.c.count).over(partition_by=[rows.c[name] for name in same]), Integer)
        for same in (("at_reply", "today"), ("at_reply",))
    )
    has_moved = rows.c.at_reply != rows.c.today
    return select(
        rows,
        case((has_moved, rows.c.at_reply + "→" + rows.c.today)).label("moved"),
        case((has_moved, alike)).label("moved_count"),
        case((has_moved, percent(alike, whole))).label("moved_percent"),
    ).order_by(*(ByBytes(func.coalesce(rows.c[name], "")) for name in _CLASSES))


def _classes(scope: Scope, as_of: date) -> Subquery:
    """Return the class of each reply at the four times."""
    last = _last_reports(scope, as_of)
    at_year_end, a_year_later, today = (progress.alias(name) for name in last.c.keys()[1:])
    # of replies up to these days the year, and a year, are over; worked out here, not per reply
    year_over = date(as_of.year if (as_of.month, as_of.day) == (12, 31) else as_of.year - 1, 12, 31)
    over_since = _a_year_before(as_of)
    rows: FromClause = final_reply.outerjoin(last, last.c.referral_id == final_reply.c.referral_id)
    for report in (at_year_end, a_year_later, today):
        of_day = report.c.reported_on == last.c[report.name]
        rows = rows.outerjoin(report, and_(report.c.referral_id == last.c.referral_id, of_day))
    at_reply = final_reply.c.result_class
    return (
        select(
            at_reply.label("at_reply"),
            case(
                (
                    final_reply.c.replied_on <= year_over,
                    func.coalesce(at_year_end.c.new_class, at_reply),
                )
            ).label("at_year_end"),
            case(
                (final_reply.c.replied_on <= over_since, func.coalesce(a_year_later.c.new_class, at_reply))
            ).label("a_year_later"),
            func.coalesce(today.c.new_class, at_reply).label("today"),
        )
        .select_from(rows)
        .where(*_counted(scope))
        .subquery()
    )


def _a_year_before(day: date) -> date:
    """Return the last day whose next year is over on `day`: that of 29 February ends on the 28th."""
    if (day.month, day.day) == (2, 29):
        return date(day.year - 1, 2, 28)
    same = day.replace(year=day.year - 1)
    is_leap = (day.month, day.day) == (2, 28) and (same + timedelta(days=1)).month == 2
    return same + timedelta(days=1) if is_leap else same


def _last_reports(scope: Scope, as_of: date) -> Subquery:
    """Return the day of the last report that moved a class by each of the times: referral_id, at_year_end, a_year_later, today."""
    day = progress.c.reported_on
    in_year = extract("year", day) <= extract("year", final_reply.c.replied_on)
    return (
        select(
            progress.c.referral_id,
            func.max(day).filter(in_year).label("at_year_end"),
            func.max(day).filter(day <= YearLater(final_reply.c.replied_on)).label("a_year_later"),
            func.max(day).label("today"),
        )
        .join(final_reply, final_reply.c.referral_id == progress.c.referral_id)
        .where(*_counted(scope), progress.c.new_class.is_not(None), day <= as_of)
        .group_by(progress.c.referral_id)
        .subquery()
    )


def _counted(scope: Scope) -> tuple[ColumnElement[bool], ...]:
    return (
        final_reply.c.session_id == scope.session_id,
        final_reply.c.result_class.is_not(None),
        final_reply.c.replied_on.is_not(None),
    )


QUERY = Query(
    "办理结果变化",
    {
        "at_reply": "答复时",
        "at_year_end": "当年年底",
        "a_year_later": "答复一年后",
        "today": "目前",
        "count": "件数",
        "moved": "变化",
        "moved_count": "同一变化合计",
        "moved_percent": "占答复时该类（%）",
    },
    _statement,
)
