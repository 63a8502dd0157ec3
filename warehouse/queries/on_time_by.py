"""How many replies of a round came in time, by department, by supervising committee, or by the month they were due in.

percent = numerator / denominator, one decimal, rounded half up. numerator = replies in force dated on or before due_on.
denominator = replies in force that have a date + overdue; overdue = referrals without a reply whose due_on < as_of. An undated
reply is in neither. What was handed on or withdrawn owes nothing. A suggestion belongs to the committee that has its category;
what no committee has is 未分工, in the last row.
"""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, func, or_, select

from warehouse.days import MonthOf
from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.owed import owed
from warehouse.queries.parameters import Parameter, Type
from warehouse.queries.parts import percent
from warehouse.tables import committee, committee_duty, department, suggestion


def _statement(scope: Scope, as_of: date, by: str, of_round: int | ColumnElement[int]) -> Select[Any]:
    every = owed(scope, as_of)
    on_time = func.count().filter(every.c.replied_on <= every.c.due_on)
    timed = func.count().filter(or_(every.c.replied_on.is_not(None), every.c.is_overdue))
    group, *key = _group(every, by)
    statement = (
        select(
            group.label("group"),
            on_time.label("numerator"),
            timed.label("denominator"),
            percent(on_time, timed).label("percent"),
            func.count().filter(every.c.is_overdue).label("overdue"),
        )
        .select_from(every)
        .where(every.c.round == of_round)
        .group_by(group, *key)
        .order_by(key[0].nulls_last() if key else group)
    )
    if by == "department":
        return statement.join(department, department.c.department_id == every.c.department_id)
    if by == "committee":
        duty = and_(
            committee_duty.c.office_id == scope.office_id, committee_duty.c.category == suggestion.c.category
        )
        of_duty = committee.c.committee_id == committee_duty.c.committee_id
        with_category = statement.join(suggestion, suggestion.c.suggestion_id == every.c.suggestion_id)
        return with_category.outerjoin(committee_duty, duty).outerjoin(committee, of_duty)
    return statement


def _group(every: Subquery, by: str) -> tuple[ColumnElement[Any], ...]:
    """What a row is about, then what orders the rows if that does not."""
    if by == "department":
        return department.c.name, department.c.department_id
    if by == "committee":
        return func.coalesce(committee.c.name, "未分工"), committee.c.committee_id
    return (MonthOf(every.c.due_on),)


QUERY = Query(
    "分组按期答复率",
    {
        "group": "分组",
        "numerator": "按期答复件数",
        "denominator": "应答复件数",
        "percent": "按期答复率（%）",
        "overdue": "其中逾期未答复",
    },
    _statement,
    (
        Parameter(
            "by",
            Type.CHOICE,
            "what a row is about",
            default="department",
            choices=("department", "committee", "month"),
        ),
        Parameter("of_round", Type.INT, "which round", default=1),
    ),
)
