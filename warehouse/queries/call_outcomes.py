"""How the calls of each cycle ended, one call per deputy, as `tasks.rules.satisfaction.disposition_of_calls` has it.

complete = every item was rated or unclear; partial = some were. Of the others: no_usable_phone when the deputy could
not be called, else the outcome of the first item that has one, else outstanding. An item that was taken back before the deputy was
heard on it, refused or had left office is not counted; withdrawn = calls without any other. The nine add up to calls.
"""

from datetime import date
from typing import Any

from sqlalchemy import Select, Subquery, and_, case, func, select

from schemas.words import Outcome
from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.parts import OUTSTANDING, RATINGS
from warehouse.queries.taken_back import SETTLED, WITHDRAWN, is_taken_back
from warehouse.tables import answer, call, call_item, cycle

_SAID = (*RATINGS, Outcome.UNCLEAR.value)
_DISPOSITIONS = (
    "complete",
    "partial",
    Outcome.REFUSED.value,
    Outcome.UNREACHED.value,
    Outcome.INVALID_NUMBER.value,
    Outcome.LEFT_OFFICE.value,
    OUTSTANDING,
    WITHDRAWN,
    Outcome.NO_USABLE_PHONE.value,
)


def _statement(scope: Scope, _as_of: date) -> Select[Any]:
    ended = _ended_calls(scope)
    return (
        select(
            cycle.c.name.label("cycle"),
            cycle.c.round,
            func.count().label("calls"),
            func.count().filter(ended.c.has_phone).label("with_phone"),
            *(func.count().filter(ended.c.disposition == word).label(word) for word in _DISPOSITIONS),
        )
        .join(ended, ended.c.cycle_id == cycle.c.cycle_id)
        .group_by(cycle.c.cycle_id, cycle.c.name, cycle.c.round)
        .order_by(cycle.c.cycle_id)
    )


def _ended_calls(scope: Scope) -> Subquery:
    items = _items(scope)
    left, said = func.count().filter(~items.c.is_gone), func.count().filter(items.c.is_said)
    disposition = case(
        (and_(said == left, left > 0), "complete"),
        (said > 0, "partial"),
        (~items.c.has_phone, Outcome.NO_USABLE_PHONE.value),
        (left == 0, WITHDRAWN),
        else_=func.coalesce(func.max(items.c.outcome).filter(items.c.place == 1), OUTSTANDING),
    )
    return (
        select(items.c.cycle_id, items.c.has_phone, disposition.label("disposition"))
        .group_by(items.c.call_id, items.c.cycle_id, items.c.has_phone)
        .subquery()
    )


def _items(scope: Scope) -> Subquery:
    """Every item; of those of a call that say why nothing was said, the first has place 1."""
    is_said = func.coalesce(answer.c.outcome.in_(_SAID), False)
    is_gone = and_(is_taken_back(), func.coalesce(answer.c.outcome.not_in(SETTLED), True))
    says_why = and_(answer.c.outcome.is_not(None), answer.c.outcome.not_in(_SAID), ~is_gone)
    place = func.row_number().over(
        partition_by=call.c.call_id, order_by=(case((says_why, 0), else_=1), call_item.c.position)
    )
    return (
        select(
            call.c.cycle_id,
            call.c.call_id,
            call.c.has_phone,
            answer.c.outcome,
            is_said.label("is_said"),
            is_gone.label("is_gone"),
            place.label("place"),
        )
        .join(call_item, call_item.c.call_id == call.c.call_id)
        .join(cycle, cycle.c.cycle_id == call.c.cycle_id)
        .outerjoin(answer, and_(answer.c.call_item_id == call_item.c.call_item_id, answer.c.is_current))
        .where(cycle.c.session_id == scope.session_id)
        .subquery()
    )


QUERY = Query(
    "各期回访结果",
    {
        "cycle": "测评周期",
        "round": "轮次",
        "calls": "应回访代表",
        "with_phone": "有可用号码",
        "complete": "完成",
        "partial": "部分完成",
        "refused": "拒访",
        "unreached": "未接通",
        "invalid_number": "号码有误",
        "left_office": "已卸任",
        "outstanding": "尚无结果",
        "withdrawn": "建议已撤回",
        "no_usable_phone": "无可用号码",
    },
    _statement,
)
