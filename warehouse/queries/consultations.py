"""Consultation meetings with departments (会商会议): what each dealt with, and what of its agreements is still open.

opinions = done + open; open = opinions whose agreement nobody has said to be done, overdue = those of them whose day has passed
(due_on < as_of).
"""

from datetime import date
from typing import Any

from sqlalchemy import Select, and_, func, select

from schemas.visits import FollowUp
from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.parts import ByBytes
from warehouse.queries.visited import held, items_in_force
from warehouse.tables import consultation, consultation_item


def _statement(scope: Scope, as_of: date) -> Select[Any]:
    is_done = func.coalesce(consultation_item.c.follow_up, "") == FollowUp.DONE
    number = consultation.c.number
    return (
        select(
            number,
            consultation.c.held_on,
            consultation.c.participants,
            func.count().label("opinions"),
            func.count().filter(is_done).label("done"),
            func.count().filter(~is_done).label("open"),
            func.count().filter(and_(~is_done, consultation_item.c.due_on < as_of)).label("overdue"),
        )
        .join(consultation_item, held(scope))
        .where(items_in_force(scope))
        .group_by(consultation.c.consultation_id, number, consultation.c.held_on, consultation.c.participants)
        .order_by(consultation.c.held_on, func.length(number), ByBytes(number))
    )


QUERY = Query(
    "会商会议",
    {
        "number": "会商编号",
        "held_on": "会商日期",
        "participants": "参加单位",
        "opinions": "会商意见条数",
        "done": "已落实",
        "open": "尚未落实",
        "overdue": "其中已过时限",
    },
    _statement,
)
