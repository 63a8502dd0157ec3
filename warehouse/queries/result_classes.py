"""Replies in force of round 1 per result class; those without a class are counted as 未填写."""

from datetime import date
from typing import Any

from sqlalchemy import Select, func

from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.owed import final_replies
from warehouse.queries.parts import NOT_FILLED_IN, ByBytes
from warehouse.tables import final_reply


def _statement(scope: Scope, _as_of: date) -> Select[Any]:
    given = final_reply.c.result_class
    return (
        final_replies(
            scope, func.coalesce(given, NOT_FILLED_IN).label("result_class"), func.count().label("replies")
        )
        .where(final_reply.c.round == 1)
        .group_by(given)
        .order_by(given.is_(None), ByBytes(given))
    )


QUERY = Query(
    "办理结果分布",
    {"result_class": "办理结果", "replies": "答复件数"},
    _statement,
)
