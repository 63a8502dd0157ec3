"""How many opinions were collected on visits in each quarter, how they were sorted, and in all.

Each percent = its count / collected, one decimal, rounded half up; the four counts add up to collected. registered = opinions taken
up or put on the consultation list whose suggestion the register has; due for that are taken_up + listed. The last row, 合计, is
that of all quarters.
"""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, select, union_all

from schemas.visits import Sorting
from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.parts import percent
from warehouse.queries.visited import became
from warehouse.tables import opinion, suggestion

_ALL = "合计"


def _statement(scope: Scope, _as_of: date) -> Select[Any]:
    each = _counts(scope, opinion.c.quarter).group_by(opinion.c.quarter)
    # no row for nothing: a session without visits has no sum
    whole = _counts(scope, literal(_ALL)).having(func.count() > 0)
    both = union_all(each, whole).subquery()
    # the digits of a year come before 合 in every collation
    return select(both).order_by((both.c.quarter == _ALL), both.c.quarter)


def _counts(scope: Scope, quarter: ColumnElement[Any]) -> Select[Any]:
    every = func.count()
    counts = []
    for sorting in Sorting:
        count = func.count().filter(opinion.c.sorting == sorting)
        counts += [
            count.label(sorting.value),
            percent(count, every).label(f"{sorting.value}_percent"),
        ]
    becoming = [sorting.value for sorting in Sorting if sorting.becomes_suggestion]
    registered = func.count(suggestion.c.suggestion_id).filter(opinion.c.sorting.in_(becoming))
    return (
        select(quarter.label("quarter"), every.label("collected"), *counts, registered.label("registered"))
        .select_from(opinion)
        .outerjoin(suggestion, became(scope))
        .where(opinion.c.session_id == scope.session_id, opinion.c.is_current)
    )


QUERY = Query(
    "走访意见分类（按季度）",
    {
        "quarter": "走访季度",
        "collected": "收集意见条数",
        "on_the_spot": "当场答复",
        "on_the_spot_percent": "当场答复占比（%）",
        "taken_up": "转为建议",
        "taken_up_percent": "转为建议占比（%）",
        "listed": "列入会商清单",
        "listed_percent": "列入会商清单占比（%）",
        "noted": "了解情况",
        "noted_percent": "了解情况占比（%）",
        "registered": "已登记为建议",
    },
    _statement,
)
