"""What each department owed and how it was rated, round by round, with what an extension moved counted apart.

owed = referrals as lead or separate handler that still owe a reply or have one. on_time of timed as in on-time-rate: timed = dated
final replies + overdue. extended_on_time and extended_timed are the part of both whose last day an extension had moved. asked =
suggestions that a closed cycle of the round asked about, with the newest verdict of that round; good = satisfied +
mostly_satisfied. A suggestion that is handled separately counts for each of its departments; one that was taken back is owed no
more, and counts in asked when it had been rated before.
"""

from datetime import date
from typing import Any

from sqlalchemy import Select, Subquery, and_, exists, func, or_, select

from schemas.words import Change, Role
from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.parts import (
    GOOD_RATINGS,
    answered_for,
    is_final_reply,
    rating_counts,
    verdicts_by_round,
)
from warehouse.queries.standing import asked_in_closed_cycles, is_overdue
from warehouse.tables import department, open_referral, referral, referral_change, reply, suggestion


def _statement(scope: Scope, as_of: date) -> Select[Any]:
    work = _work(scope, as_of)
    outcome = work.c.outcome
    counts = {
        "owed": work.c.is_owed,
        "on_time": work.c.is_on_time,
        "timed": work.c.is_timed,
        "overdue": work.c.is_overdue,
        "extended_on_time": work.c.is_extended & work.c.is_on_time,
        "extended_timed": work.c.is_extended & work.c.is_timed,
        "asked": work.c.is_asked,
    }
    return (
        select(
            department.c.name.label("department"),
            work.c.round,
            *(func.count().filter(condition).label(name) for name, condition in counts.items()),
            *rating_counts(outcome),
            func.count().filter(outcome.in_(GOOD_RATINGS)).label("good"),
        )
        .join(work, work.c.department_id == department.c.department_id)
        .group_by(department.c.department_id, department.c.name, work.c.round)
        .order_by(department.c.department_id, work.c.round)
    )


def _work(scope: Scope, as_of: date) -> Subquery:
    asked, said = asked_in_closed_cycles(scope), verdicts_by_round(scope)
    extended = exists().where(
        referral_change.c.referral_id == referral.c.referral_id, referral_change.c.change == Change.EXTENDED
    )
    overdue = func.coalesce(is_overdue(as_of), False)
    is_owed = referral.c.ended_as.is_(None)
    return (
        select(
            referral.c.department_id,
            referral.c.round,
            is_owed.label("is_owed"),
            (is_owed & func.coalesce(reply.c.replied_on <= referral.c.due_on, False)).label("is_on_time"),
            (is_owed & (reply.c.replied_on.is_not(None) | overdue)).label("is_timed"),
            (is_owed & overdue).label("is_overdue"),
            extended.label("is_extended"),
            asked.c.suggestion_id.is_not(None).label("is_asked"),
            said.c.outcome,
        )
        .join(suggestion, suggestion.c.suggestion_id == referral.c.suggestion_id)
        .outerjoin(reply, and_(reply.c.referral_id == referral.c.referral_id, is_final_reply()))
        .outerjoin(open_referral, open_referral.c.referral_id == referral.c.referral_id)
        .outerjoin(
            asked,
            and_(asked.c.suggestion_id == referral.c.suggestion_id, asked.c.round == referral.c.round),
        )
        .outerjoin(
            said,
            and_(
                said.c.suggestion_id == asked.c.suggestion_id,
                said.c.round == asked.c.round,
            ),
        )
        .where(
            suggestion.c.session_id == scope.session_id,
            referral.c.role != Role.CO_HANDLER,
            or_(is_owed, and_(answered_for(), asked.c.suggestion_id.is_not(None))),
        )
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
