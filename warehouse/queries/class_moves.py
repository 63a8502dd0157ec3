"""How result classes moved after the reply: replies in force by class then, at the year's end, and today.

A report of progress moves a class from its day on; the year is that of the reply. Replies without a date or class have no place
here. The row B, B, A counts what was B, still B when the year ended, and is A by the day asked about.
"""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, extract, func, select

from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.parts import ByBytes, is_final_reply
from warehouse.tables import progress, referral, reply, suggestion


def _statement(scope: Scope, as_of: date) -> Select[Any]:
    year_ended = extract("year", progress.c.reported_on) <= extract("year", reply.c.replied_on)
    of_reply = (
        select(
            reply.c.result_class.label("at_reply"),
            _class(year_ended, progress.c.reported_on <= as_of).label("at_year_end"),
            _class(progress.c.reported_on <= as_of).label("today"),
        )
        .join(referral, referral.c.referral_id == reply.c.referral_id)
        .join(suggestion, suggestion.c.suggestion_id == referral.c.suggestion_id)
        .where(
            suggestion.c.session_id == scope.session_id,
            is_final_reply(),
            reply.c.result_class.is_not(None),
            reply.c.replied_on.is_not(None),
        )
        .subquery()
    )
    classes = (of_reply.c.at_reply, of_reply.c.at_year_end, of_reply.c.today)
    return select(*classes, func.count().label("count")).group_by(*classes).order_by(*map(ByBytes, classes))


def _class(*until: ColumnElement[bool]) -> ColumnElement[Any]:
    newest = (
        select(progress.c.new_class)
        .where(progress.c.referral_id == reply.c.referral_id, progress.c.new_class.is_not(None), *until)
        .order_by(progress.c.reported_on.desc())
        .limit(1)
        .correlate(reply)
        .scalar_subquery()
    )
    return func.coalesce(newest, reply.c.result_class)


QUERY = Query(
    "办理结果变化",
    {"at_reply": "答复时", "at_year_end": "当年年底", "today": "目前", "count": "件数"},
    _statement,
)
