"""The work of each department at a glance, from the counters that the night keeps up: the same however large the warehouse is.

owed = on_time + late + undated + open, referrals as lead or separate handler that still owe a reply or have one; overdue = the part
of open with due_on < as_of. percent = on_time / (on_time + late + overdue), one decimal, rounded half up. `duban verify` compares
the counters with what they count.
"""

from datetime import date
from typing import Any

from sqlalchemy import Select, and_, func, select

from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.owed import TIMELINESS, counted
from warehouse.queries.parts import percent
from warehouse.tables import department, open_referral, referral, suggestion


def _statement(scope: Scope, as_of: date) -> Select[Any]:
    kept = counted(scope)
    late = (
        select(referral.c.department_id, referral.c.round, func.count().label("overdue"))
        .select_from(open_referral)
        .join(referral, referral.c.referral_id == open_referral.c.referral_id)
        .join(suggestion, suggestion.c.suggestion_id == referral.c.suggestion_id)
        .where(suggestion.c.session_id == scope.session_id, open_referral.c.due_on < as_of)
        .group_by(referral.c.department_id, referral.c.round)
        .subquery()
    )
    overdue = func.coalesce(late.c.overdue, 0)
    return (
        select(
            department.c.name.label("department"),
            kept.c.round,
            kept.c.owed,
            *(kept.c[word] for word in TIMELINESS),
            overdue.label("overdue"),
            percent(kept.c.on_time, kept.c.on_time + kept.c.late + overdue).label("percent"),
        )
        .join(kept, kept.c.department_id == department.c.department_id)
        .outerjoin(late, and_(late.c.department_id == kept.c.department_id, late.c.round == kept.c.round))
        .order_by(department.c.department_id, kept.c.round)
    )


QUERY = Query(
    "承办单位一览",
    {
        "department": "承办单位",
        "round": "轮次",
        "owed": "应答复",
        "on_time": "按期答复",
        "late": "逾期答复",
        "undated": "无答复日期",
        "open": "未答复",
        "overdue": "其中逾期",
        "percent": "按期答复率（%）",
    },
    _statement,
)
