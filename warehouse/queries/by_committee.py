"""Suggestions of the session per supervising committee, and how many of them were rated how in round 1.

A suggestion belongs to the committee that has its category; what no committee has is counted as 未分工, in the last
row. In the order of the directory.
"""

from datetime import date
from typing import Any

from sqlalchemy import Select, and_, func, select

from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.parts import first_round, rating_counts
from warehouse.tables import committee, committee_duty


def _statement(scope: Scope, _as_of: date) -> Select[Any]:
    rated = first_round(scope)
    duty = and_(committee_duty.c.office_id == scope.office_id, committee_duty.c.category == rated.c.category)
    return (
        select(
            func.coalesce(committee.c.name, "未分工").label("committee"),
            func.count().label("suggestions"),
            *rating_counts(rated.c.outcome),
        )
        .select_from(rated)
        .outerjoin(committee_duty, duty)
        .outerjoin(committee, committee.c.committee_id == committee_duty.c.committee_id)
        .group_by(committee.c.committee_id, committee.c.name)
        .order_by(committee.c.committee_id.nulls_last())
    )


QUERY = Query(
    "各专门委员会督办建议评价",
    {
        "committee": "专门委员会",
        "suggestions": "建议件数",
        "satisfied": "满意",
        "mostly_satisfied": "基本满意",
        "dissatisfied": "不满意",
    },
    _statement,
)
