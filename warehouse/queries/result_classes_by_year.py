"""Replies in force of round 1 by the year of the session, the category of the suggestion and the result class, of all sessions.

The year is that of the session table, never guessed from dates. Those without a category or class are counted as 未填写, last.
"""

from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.parts import NOT_FILLED_IN, ByBytes
from warehouse.tables import final_reply, session, suggestion


def _statement(scope: Scope, _as_of: date) -> Select[Any]:
    category, given = suggestion.c.category, final_reply.c.result_class
    return (
        select(
            session.c.year,
            func.coalesce(category, NOT_FILLED_IN).label("category"),
            func.coalesce(given, NOT_FILLED_IN).label("result_class"),
            func.count().label("replies"),
        )
        .select_from(final_reply)
        .join(suggestion, suggestion.c.suggestion_id == final_reply.c.suggestion_id)
        .join(session, session.c.session_id == final_reply.c.session_id)
        .where(session.c.office_id == scope.office_id, final_reply.c.round == 1)
        .group_by(session.c.year, category, given)
        .order_by(session.c.year, category.is_(None), ByBytes(category), given.is_(None), ByBytes(given))
    )


QUERY = Query(
    "各年各类别办理结果",
    {"year": "年份", "category": "建议类别", "result_class": "办理结果", "replies": "答复件数"},
    _statement,
)
