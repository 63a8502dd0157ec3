"""What departments have to answer week by week: referrals without a reply in force by the Monday of the week they are due in.

open = due in that week, overdue = the part of it with due_on < as_of. Up to `weeks` weeks after that of the day asked about; what
stands still (中止) has no week.
"""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from warehouse.days import DaysAfter, WeekOf
from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.parameters import Parameter, Type
from warehouse.tables import department, open_referral, referral, suggestion


def _statement(scope: Scope, as_of: date, weeks: int | ColumnElement[int]) -> Select[Any]:
    week = WeekOf(open_referral.c.due_on)
    # the Sunday that the last week ends on
    until = DaysAfter(as_of, 6 - as_of.weekday() + 7 * weeks)
    return (
        select(
            week.label("week"),
            department.c.name.label("department"),
            func.count().label("open"),
            func.count().filter(open_referral.c.due_on < as_of).label("overdue"),
        )
        .select_from(open_referral)
        .join(referral, referral.c.referral_id == open_referral.c.referral_id)
        .join(suggestion, suggestion.c.suggestion_id == referral.c.suggestion_id)
        .join(department, department.c.department_id == referral.c.department_id)
        .where(suggestion.c.session_id == scope.session_id, open_referral.c.due_on <= until)
        .group_by(week, department.c.department_id, department.c.name)
        .order_by(week, department.c.department_id)
    )


QUERY = Query(
    "各周待答复工作量",
    {"week": "到期周（周一）", "department": "承办单位", "open": "待答复件数", "overdue": "其中逾期"},
    _statement,
    (Parameter("weeks", Type.INT, "how many weeks ahead", default=13, least=0),),
)
