"""Suggestions of the session per status, in the order of a suggestion's life."""

from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from schemas.lifecycle import STATUS_CHINESE, Status
from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.parts import chinese, place
from warehouse.tables import suggestion, suggestion_state


def _statement(scope: Scope, _as_of: date) -> Select[Any]:
    status = suggestion_state.c.status
    return (
        select(status, chinese(status, STATUS_CHINESE).label("chinese"), func.count().label("suggestions"))
        .join(suggestion, suggestion.c.suggestion_id == suggestion_state.c.suggestion_id)
        .where(suggestion.c.session_id == scope.session_id)
        .group_by(status)
        .order_by(place(status, Status))
    )


QUERY = Query(
    "建议办理状态",
    {"status": "状态代码", "chinese": "状态", "suggestions": "建议件数"},
    _statement,
)
