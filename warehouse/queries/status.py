"""Suggestions of the session per status, in the order of a suggestion's life."""

from datetime import date
from typing import Any

from sqlalchemy import Integer, Select, cast, func, select

from schemas.lifecycle import STATUS_CHINESE, Status
from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.parts import chinese, place
from warehouse.tables import status_counter


def _statement(scope: Scope, _as_of: date) -> Select[Any]:
    status = status_counter.c.status
    count = cast(func.sum(status_counter.c.suggestions), Integer)
    return (
        select(status, chinese(status, STATUS_CHINESE).label("chinese"), count.label("suggestions"))
        .where(status_counter.c.session_id == scope.session_id)
        .group_by(status)
        .order_by(place(status, Status))
    )


QUERY = Query(
    "建议办理状态",
    {"status": "状态代码", "chinese": "状态", "suggestions": "建议件数"},
    _statement,
)
