"""What was said in each cycle: pairs of a deputy and a suggestion per outcome.

An item without an answer is 无可用电话 when the deputy could not be called, 建议已撤回 when it was taken back, and 尚无结果 otherwise.
"""

from datetime import date
from typing import Any

from sqlalchemy import Select, and_, case, func, select

from schemas.words import Outcome
from warehouse.chinese import chinese_of
from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.parts import OUTSTANDING, chinese, place
from warehouse.queries.taken_back import WITHDRAWN, is_taken_back
from warehouse.tables import answer, call, call_item, cycle

_WORDS = {**chinese_of(Outcome), OUTSTANDING: "尚无结果", WITHDRAWN: "建议已撤回"}


def _statement(scope: Scope, _as_of: date) -> Select[Any]:
    unsaid = case(
        (~call.c.has_phone, Outcome.NO_USABLE_PHONE.value), (is_taken_back(), WITHDRAWN), else_=OUTSTANDING
    )
    said = (
        select(
            cycle.c.cycle_id,
            cycle.c.name.label("cycle"),
            cycle.c.round,
            func.coalesce(answer.c.outcome, unsaid).label("outcome"),
        )
        .join(call, call.c.cycle_id == cycle.c.cycle_id)
        .join(call_item, call_item.c.call_id == call.c.call_id)
        .outerjoin(answer, and_(answer.c.call_item_id == call_item.c.call_item_id, answer.c.is_current))
        .where(cycle.c.session_id == scope.session_id)
        .subquery()
    )
    return (
        select(
            said.c.cycle,
            said.c.round,
            chinese(said.c.outcome, _WORDS).label("outcome"),
            func.count().label("pairs"),
        )
        .group_by(said.c.cycle_id, said.c.cycle, said.c.round, said.c.outcome)
        .order_by(said.c.cycle_id, place(said.c.outcome, Outcome))
    )


QUERY = Query(
    "各期全部评价",
    {"cycle": "测评周期", "round": "轮次", "outcome": "评价或结果", "pairs": "人次（代表×建议）"},
    _statement,
)
