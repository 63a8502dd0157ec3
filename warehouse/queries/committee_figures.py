"""What each supervising committee has in hand: answered, overdue, re-referred, and how round 1 was rated.

A suggestion belongs to the committee that has its category; what no committee has is 未分工, in the last row. Withdrawn and merged
suggestions are left out. overdue = suggestions with at least one reply overdue; asked = suggestions that a closed cycle of round 1
asked about, the ratings are of round 1. In the order of the directory.
"""

from datetime import date
from typing import Any

from sqlalchemy import Select, and_, func, select

from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.parts import rating_counts
from warehouse.queries.standing import standings
from warehouse.tables import committee, committee_duty


def _statement(scope: Scope, as_of: date) -> Select[Any]:
    every = standings(scope, as_of)
    duty = and_(committee_duty.c.office_id == scope.office_id, committee_duty.c.category == every.c.category)
    counts = {
        "key": every.c.is_key,
        "answered": every.c.is_answered,
        "overdue": every.c.is_overdue,
        "re_referred": every.c.is_re_referred,
        "asked": every.c.is_asked,
    }
    return (
        select(
            func.coalesce(committee.c.name, "未分工").label("committee"),
            func.count().label("suggestions"),
            *(func.count().filter(condition).label(name) for name, condition in counts.items()),
            *rating_counts(every.c.outcome),
        )
        .select_from(every)
        .outerjoin(committee_duty, duty)
        .outerjoin(committee, committee.c.committee_id == committee_duty.c.committee_id)
        .where(~every.c.is_gone)
        .group_by(committee.c.committee_id, committee.c.name)
        .order_by(committee.c.committee_id.nulls_last())
    )


QUERY = Query(
    "各专门委员会督办情况",
    {
        "committee": "专门委员会",
        "suggestions": "建议件数",
        "key": "重点督办",
        "answered": "首轮已答复",
        "overdue": "有逾期未答复",
        "re_referred": "再次交办",
        "asked": "首轮回访件数",
        "satisfied": "满意",
        "mostly_satisfied": "基本满意",
        "dissatisfied": "不满意",
    },
    _statement,
)
