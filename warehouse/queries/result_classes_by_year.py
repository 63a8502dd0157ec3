"""Replies in force of round 1 by the year of the session, the category of the suggestion and the result class, of all sessions.

The year is that of the session table, never guessed from dates. Those without a category or class are counted as 未填写, last.
"""

from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.parts import NOT_FILLED_IN, ByBytes, is_final_reply
from warehouse.tables import referral, reply, session, suggestion


def _statement(scope: Scope, _as_of: date) -> Select[Any]:
    category, given = suggestion.c.category, reply.c.result_class
    return (
        select(
            session.c.year,
            func.coalesce(category, NOT_FILLED_IN).label("category"),
            func.coalesce(given, NOT_FILLED_IN).label("result_class"),
            func.count().label("replies"),
        )
        .select_from(reply)
        .join(referral, referral.c.referral_id == reply.c.referral_id)
        .join(suggestion, suggestion.c.suggestion_id == referral.c.suggestion_id)
        .join(session, session.c.session_id == suggestion.c.session_id)
        .where(session.c.office_id == scope.office_id, referral.c.round == 1, is_final_reply())
        .group_by(session.c.year, category, given)
        .order_by(session.c.year, category.is_(None), ByBytes(category), given.is_(None), ByBytes(given))
    )


QUERY = Query(
    "各年各类别办理结果",
    {"year": "年份", "category": "建议类别", "result_class": "办理结果", "replies": "答复件数"},
    _statement,
)
