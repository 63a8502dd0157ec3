"""Replies in force of round 1 per publicity, the most public first; those without are counted as 未填写."""

from datetime import date
from typing import Any

from sqlalchemy import Select, func

from schemas.words import Publicity
from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.owed import final_replies
from warehouse.queries.parts import NOT_FILLED_IN, place
from warehouse.tables import final_reply


def _statement(scope: Scope, _as_of: date) -> Select[Any]:
    given = final_reply.c.publicity
    return (
        final_replies(
            scope, func.coalesce(given, NOT_FILLED_IN).label("publicity"), func.count().label("replies")
        )
        .where(final_reply.c.round == 1)
        .group_by(given)
        .order_by(place(given, Publicity))
    )


QUERY = Query(
    "公开属性分布",
    {"publicity": "公开属性", "replies": "答复件数"},
    _statement,
)
