"""Deputies whom no closed cycle of the session has reached: asked about something, and no call was ever taken.

Reached is who rated an item, could not say, refused or has left office; not reached: 未接通, 号码有误, 无可用号码, or no result.
cycles = closed cycles that asked the deputy, items = what they asked about; what was taken back before anybody was reached is none of
it. By delegation and name; no telephone numbers.
"""

from datetime import date
from typing import Any

from sqlalchemy import Select, and_, func, or_, select

from schemas.words import Outcome
from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.parts import ByBytes
from warehouse.queries.taken_back import is_taken_back
from warehouse.tables import answer, call, call_item, cycle, deputy

_NOT_REACHED = (Outcome.UNREACHED, Outcome.INVALID_NUMBER, Outcome.NO_USABLE_PHONE)


def _statement(scope: Scope, _as_of: date) -> Select[Any]:
    is_reached = answer.c.outcome.not_in(_NOT_REACHED)
    return (
        select(
            deputy.c.name,
            deputy.c.delegation,
            func.count(call.c.cycle_id.distinct()).label("cycles"),
            func.count().label("items"),
        )
        .select_from(call)
        .join(cycle, cycle.c.cycle_id == call.c.cycle_id)
        .join(call_item, call_item.c.call_id == call.c.call_id)
        .join(deputy, deputy.c.deputy_id == call.c.deputy_id)
        .outerjoin(answer, and_(answer.c.call_item_id == call_item.c.call_item_id, answer.c.is_current))
        .where(
            cycle.c.session_id == scope.session_id,
            cycle.c.closed_on.is_not(None),
            or_(~is_taken_back(), is_reached),
        )
        .group_by(deputy.c.deputy_id, deputy.c.name, deputy.c.delegation)
        .having(func.count().filter(is_reached) == 0)
        .order_by(ByBytes(deputy.c.delegation), ByBytes(deputy.c.name))
    )


QUERY = Query(
    "始终未能访到的代表",
    {"name": "姓名", "delegation": "代表团", "cycles": "列入次数", "items": "应评价件次"},
    _statement,
)
