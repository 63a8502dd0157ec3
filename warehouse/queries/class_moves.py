"""How result classes moved after the reply: replies in force by class then, at the year's end, and today.

A report of progress moves a class from its day on; the year is that of the reply. Replies without a date or class have no place
here. The row B, B, A counts what was B, still B when the year ended, and is A by the day asked about.
"""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, extract, func, select

from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.owed import final_replies
from warehouse.queries.parts import ByBytes
from warehouse.tables import final_reply, progress


def _statement(scope: Scope, as_of: date) -> Select[Any]:
    year_ended = extract("year", progress.c.reported_on) <= extract("year", final_reply.c.replied_on)
    of_year, of_day = (
        _newest(scope, year_ended, progress.c.reported_on <= as_of),
        _newest(scope, progress.c.reported_on <= as_of),
    )
    given = final_reply.c.result_class
    of_reply = (
        final_replies(
            scope,
            given.label("at_reply"),
            func.coalesce(of_year.c.new_class, given).label("at_year_end"),
            func.coalesce(of_day.c.new_class, given).label("today"),
        )
        .outerjoin(of_year, of_year.c.referral_id == final_reply.c.referral_id)
        .outerjoin(of_day, of_day.c.referral_id == final_reply.c.referral_id)
        .where(given.is_not(None), final_reply.c.replied_on.is_not(None))
        .subquery()
    )
    classes = (of_reply.c.at_reply, of_reply.c.at_year_end, of_reply.c.today)
    return select(*classes, func.count().label("count")).group_by(*classes).order_by(*map(ByBytes, classes))


def _newest(scope: Scope, *until: ColumnElement[bool]) -> Subquery:
    """Return the newest class that progress of each referral reported: referral_id, new_class."""
    newest_first = func.row_number().over(
        partition_by=progress.c.referral_id, order_by=progress.c.reported_on.desc()
    )
    ranked = (
        final_replies(scope, progress.c.referral_id, progress.c.new_class, newest_first.label("place"))
        .join(progress, progress.c.referral_id == final_reply.c.referral_id)
        .where(progress.c.new_class.is_not(None), *until)
        .subquery()
    )
    return select(ranked.c.referral_id, ranked.c.new_class).where(ranked.c.place == 1).subquery()


QUERY = Query(
    "办理结果变化",
    {"at_reply": "答复时", "at_year_end": "当年年底", "today": "目前", "count": "件数"},
    _statement,
)
