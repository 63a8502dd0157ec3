"""What each department owed and how it was rated, round by round, with what an extension moved counted apart.

owed = referrals as lead or separate handler that still owe a reply or have one. on_time of timed as in on-time-rate: timed = dated
final replies + overdue. extended_on_time and extended_timed are the part of both whose last day an extension had moved. asked =
suggestions that a closed cycle of the round asked about, with the newest verdict of that round; good = satisfied +
mostly_satisfied. A suggestion that is handled separately counts for each of its departments.
"""

from datetime import date
from typing import Any

from sqlalchemy import Select, Subquery, and_, func, select, true

from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.owed import is_extended, owed
from warehouse.queries.parts import GOOD_RATINGS, rating_counts, verdicts_by_round
from warehouse.queries.standing import asked_in_closed_cycles
from warehouse.tables import department


def _statement(scope: Scope, as_of: date) -> Select[Any]:
    counted = _counted(scope, as_of)
    counts = [column for column in counted.c if column.name != "department_id"]
    return (
        select(department.c.name.label("department"), *counts)
        .join(counted, counted.c.department_id == department.c.department_id)
        .order_by(department.c.department_id, counted.c.round)
    )


def _counted(scope: Scope, as_of: date) -> Subquery:
    every, asked, said = owed(scope, as_of), asked_in_closed_cycles(scope), verdicts_by_round(scope)
    is_on_time = every.c.replied_on <= every.c.due_on
    is_timed = every.c.replied_on.is_not(None) | every.c.is_overdue
    extended = is_extended(every.c.referral_id)
    outcome = said.c.outcome
    counts = {
        "owed": true(),
        "on_time": is_on_time,
        "timed": is_timed,
        "overdue": every.c.is_overdue,
        "extended_on_time": and_(is_on_time, extended),
        "extended_timed": and_(is_timed, extended),
        "asked": asked.c.suggestion_id.is_not(None),
    }
    return (
        select(
            every.c.department_id,
            every.c.round,
            *(func.count().filter(condition).label(name) for name, condition in counts.items()),
            *rating_counts(outcome),
            func.count().filter(outcome.in_(GOOD_RATINGS)).label("good"),
        )
        .outerjoin(
            asked, and_(asked.c.suggestion_id == every.c.suggestion_id, asked.c.round == every.c.round)
        )
        .outerjoin(said, and_(said.c.suggestion_id == asked.c.suggestion_id, said.c.round == asked.c.round))
        .group_by(every.c.department_id, every.c.round)
        .subquery()
    )


QUERY = Query(
    "承办单位分轮次情况",
    {
        "department": "承办单位",
        "round": "轮次",
        "owed": "应答复",
        "on_time": "按期答复",
        "timed": "计入按期率",
        "overdue": "逾期未答复",
        "extended_on_time": "其中延期后按期",
        "extended_timed": "其中经延期",
        "asked": "回访件数",
        "satisfied": "满意",
        "mostly_satisfied": "基本满意",
        "dissatisfied": "不满意",
        "good": "满意和基本满意",
    },
    _statement,
)
