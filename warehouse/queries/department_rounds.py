"""What each department owed and how it was rated, round by round, with what an extension moved counted apart.

owed = referrals as lead or separate handler that still owe a reply or have one. on_time of timed as in on-time-rate: timed = dated
final replies + overdue. extended_on_time and extended_timed are the part of both whose last day an extension had moved. asked =
suggestions that a closed cycle of the round asked about, with the newest verdict of that round; good = satisfied +
mostly_satisfied. A suggestion that is handled separately counts for each of its departments; one that was taken back is owed no
more, and counts in asked when it had been rated before.
"""

from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Subquery,
    and_,
    cast,
    func,
    literal,
    select,
    true,
    union_all,
)

from schemas.words import Role
from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.owed import is_extended, owed
from warehouse.queries.parts import GOOD_RATINGS, RATINGS, answered_for, rating_counts, verdicts_by_round
from warehouse.queries.standing import asked_in_closed_cycles
from warehouse.tables import department, referral

_OF_WORK = ("owed", "on_time", "timed", "overdue", "extended_on_time", "extended_timed")
_OF_RATING = ("asked", *RATINGS, "good")


def _statement(scope: Scope, as_of: date) -> Select[Any]:
    # a department may be rated for a round of which it owes nothing any more, and owe what nobody was asked about
    work, rated = _work(scope, as_of), _rated(scope)
    both = union_all(
        select(work.c.department_id, work.c.round, *_only(work, _OF_WORK)),
        select(rated.c.department_id, rated.c.round, *_only(rated, _OF_RATING)),
    ).subquery()
    key = (department.c.department_id, both.c.round)
    return (
        select(
            department.c.name.label("department"),
            both.c.round,
            *(cast(func.sum(both.c[name]), Integer).label(name) for name in (*_OF_WORK, *_OF_RATING)),
        )
        .join(both, both.c.department_id == department.c.department_id)
        .group_by(*key, department.c.name)
        .order_by(*key)
    )


def _only(part: Subquery, counts: tuple[str, ...]) -> list[ColumnElement[int]]:
    """Every count, nought where it is the other part's."""
    return [(part.c[name] if name in counts else literal(0)).label(name) for name in (*_OF_WORK, *_OF_RATING)]


def _work(scope: Scope, as_of: date) -> Subquery:
    every = owed(scope, as_of)
    is_on_time = every.c.replied_on <= every.c.due_on
    is_timed = every.c.replied_on.is_not(None) | every.c.is_overdue
    extended = is_extended(every.c.referral_id)
    counts = {
        "owed": true(),
        "on_time": is_on_time,
        "timed": is_timed,
        "overdue": every.c.is_overdue,
        "extended_on_time": and_(is_on_time, extended),
        "extended_timed": and_(is_timed, extended),
    }
    return (
        select(
            every.c.department_id,
            every.c.round,
            *(func.count().filter(condition).label(name) for name, condition in counts.items()),
        )
        .group_by(every.c.department_id, every.c.round)
        .subquery()
    )


def _rated(scope: Scope) -> Subquery:
    asked, said = asked_in_closed_cycles(scope), verdicts_by_round(scope)
    outcome = said.c.outcome
    return (
        select(
            referral.c.department_id,
            referral.c.round,
            func.count().label("asked"),
            *rating_counts(outcome),
            func.count().filter(outcome.in_(GOOD_RATINGS)).label("good"),
        )
        .select_from(asked)
        .join(
            referral,
            and_(referral.c.suggestion_id == asked.c.suggestion_id, referral.c.round == asked.c.round),
        )
        .outerjoin(said, and_(said.c.suggestion_id == asked.c.suggestion_id, said.c.round == asked.c.round))
        .where(referral.c.role != Role.CO_HANDLER, answered_for())
        .group_by(referral.c.department_id, referral.c.round)
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
