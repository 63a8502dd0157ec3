"""Replies in force, of any round, that say the department did not talk with the deputy face to face."""

from datetime import date
from typing import Any

from sqlalchemy import Select

from warehouse.numbering import label
from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.parts import by_number, current_replies
from warehouse.tables import department, referral, reply, suggestion


def _statement(scope: Scope, _as_of: date) -> Select[Any]:
    return (
        current_replies(
            scope,
            label(),
            suggestion.c.title,
            department.c.name.label("department"),
            referral.c.round,
        )
        .where(reply.c.face_to_face.is_(False))
        .order_by(*by_number(), referral.c.round, referral.c.referral_id)
    )


QUERY = Query(
    "未与代表面商",
    {"number": "建议编号", "title": "建议标题", "department": "承办单位", "round": "轮次"},
    _statement,
)
