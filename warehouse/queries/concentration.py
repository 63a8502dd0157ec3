"""How far the work of round 1 is concentrated on few departments.

referrals = referrals as lead or separate handler that still owe a reply or have one; departments = how many have any.
top_percent = the share of the `top` departments with most, one decimal. herfindahl = sum over departments of (own / all)², four
decimals: 1 / departments when all have the same, 1 when one has everything. Both rounded half up.
"""

from datetime import date
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Float, Select, cast, func, literal, select

from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.parameters import Parameter, Type
from warehouse.queries.parts import percent
from warehouse.tables import referral_counter


def _statement(scope: Scope, _as_of: date, top: int | ColumnElement[int]) -> Select[Any]:
    count = func.sum(referral_counter.c.referrals)
    department_id = referral_counter.c.department_id
    ranked = (
        select(
            count.label("own"),
            func.row_number().over(order_by=(count.desc(), department_id)).label("place"),
        )
        .where(referral_counter.c.session_id == scope.session_id, referral_counter.c.round == 1)
        .group_by(department_id)
        .subquery()
    )
    every: Any = cast(func.sum(ranked.c.own), BigInteger)
    of_top: Any = cast(func.sum(ranked.c.own).filter(ranked.c.place <= top), BigInteger)
    squares: Any = cast(func.sum(ranked.c.own * ranked.c.own), BigInteger)
    # in whole numbers, because the two databases round floating point differently
    herfindahl = cast((20_000 * squares + every * every) // (2 * every * every), Float) / 10_000.0
    return select(
        func.count().label("departments"),
        every.label("referrals"),
        of_top.label("top_referrals"),
        percent(of_top, every).label("top_percent"),
        herfindahl.label("herfindahl"),
    ).having(func.count() > literal(0))


QUERY = Query(
    "办理任务集中度",
    {
        "departments": "承办单位数",
        "referrals": "应答复件次",
        "top_referrals": "前几位单位件次",
        "top_percent": "前几位单位占比（%）",
        "herfindahl": "赫芬达尔指数",
    },
    _statement,
    (Parameter("top", Type.INT, "how many departments with most are the top", default=5),),
)
