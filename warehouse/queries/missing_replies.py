"""Departments that owe replies tonight: open = referrals without a reply in force whose clock runs, per department.

overdue: due_on < as_of; due_today: due_on = as_of; due_in_week: as_of < due_on <= as_of + 7 days. Most overdue first, then in the
order of the directory. What stands still (中止) is not counted.
"""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, func, select

from warehouse.offices import Scope
from warehouse.open_referrals import NEVER
from warehouse.queries.base import Query
from warehouse.tables import department, open_referral, referral, suggestion


def _statement(scope: Scope, as_of: date) -> Select[Any]:
    due_on = open_referral.c.due_on
    overdue = func.count().filter(due_on < as_of)
    in_week = due_on.between(as_of + timedelta(days=1), as_of + timedelta(days=7))
    return (
        select(
            department.c.name.label("department"),
            func.count().label("open"),
            overdue.label("overdue"),
            func.count().filter(due_on == as_of).label("due_today"),
            func.count().filter(in_week).label("due_in_week"),
            func.min(due_on).label("earliest_due"),
        )
        .select_from(open_referral)
        .join(referral, referral.c.referral_id == open_referral.c.referral_id)
        .join(suggestion, suggestion.c.suggestion_id == referral.c.suggestion_id)
        .join(department, department.c.department_id == referral.c.department_id)
        .where(suggestion.c.session_id == scope.session_id, due_on < NEVER)
        .group_by(department.c.department_id, department.c.name)
        .order_by(overdue.desc(), department.c.department_id)
    )


QUERY = Query(
    "尚欠答复的承办单位",
    {
        "department": "承办单位",
        "open": "未答复件数",
        "overdue": "其中逾期",
        "due_today": "其中今日到期",
        "due_in_week": "其中七日内到期",
        "earliest_due": "最早期限",
    },
    _statement,
)
