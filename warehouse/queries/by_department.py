"""What each department of the office had to do in round 1, and how the deputies rated it.

lead = referrals as lead or separate handler, each owing one reply: replied + open. replied = on_time (replied_on <=
due_on) + late (replied_on > due_on) + undated. incomplete = replies in force that lack something and the problem is
still open. Ratings are the suggestions' verdicts of round 1; the verdict on a suggestion that is handled separately
counts for both departments. In the order of the directory.
"""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, func, select, true

from schemas.words import Role
from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.owed import owed
from warehouse.queries.parts import RATINGS, is_shortcoming, verdicts_by_round
from warehouse.tables import department, problem, referral, reply, suggestion


def _statement(scope: Scope, as_of: date) -> Select[Any]:
    work, helping = _work(scope, as_of), _helping(scope)
    counts = ("lead", "replied", "on_time", "late", "undated", "open", "incomplete", *RATINGS)
    told: dict[str, ColumnElement[Any]] = {name: work.c[name] for name in counts}
    ordered = {"lead": told.pop("lead"), "co_handler": helping.c.co_handler, **told}
    return (
        select(
            department.c.name.label("department"),
            *(func.coalesce(count, 0).label(name) for name, count in ordered.items()),
        )
        .outerjoin(work, work.c.department_id == department.c.department_id)
        .outerjoin(helping, helping.c.department_id == department.c.department_id)
        .where(department.c.office_id == scope.office_id)
        .order_by(department.c.department_id)
    )


def _work(scope: Scope, as_of: date) -> Subquery:
    """What each department owed in round 1, and the verdicts on it."""
    every, said = owed(scope, as_of), verdicts_by_round(scope)
    replied = every.c.reply_id.is_not(None)
    counts = {
        "lead": true(),
        "replied": replied,
        "on_time": every.c.replied_on <= every.c.due_on,
        "late": every.c.replied_on > every.c.due_on,
        "undated": replied & every.c.replied_on.is_(None),
        "open": ~replied,
        "incomplete": every.c.reply_id.in_(_incomplete()),
        **{rating: said.c.outcome == rating for rating in RATINGS},
    }
    return (
        select(
            every.c.department_id,
            *(func.count().filter(condition).label(name) for name, condition in counts.items()),
        )
        .outerjoin(said, and_(said.c.suggestion_id == every.c.suggestion_id, said.c.round == 1))
        .where(every.c.round == 1)
        .group_by(every.c.department_id)
        .subquery()
    )


def _incomplete() -> Select[tuple[int]]:
    in_its_row = and_(
        problem.c.batch_id == reply.c.batch_id,
        problem.c.sheet == reply.c.sheet,
        problem.c.row_no == reply.c.row_no,
    )
    return select(reply.c.reply_id).join(problem, in_its_row).where(is_shortcoming())


def _helping(scope: Scope) -> Subquery:
    return (
        select(referral.c.department_id, func.count().label("co_handler"))
        .join(suggestion, suggestion.c.suggestion_id == referral.c.suggestion_id)
        .where(
            suggestion.c.session_id == scope.session_id,
            referral.c.role == Role.CO_HANDLER,
            referral.c.round == 1,
            referral.c.ended_as.is_(None),
        )
        .group_by(referral.c.department_id)
        .subquery()
    )


QUERY = Query(
    "承办单位办理情况",
    {
        "department": "承办单位",
        "lead": "主办件数",
        "co_handler": "会办件数",
        "replied": "已答复",
        "on_time": "按期",
        "late": "逾期答复",
        "undated": "无答复日期",
        "open": "未答复",
        "incomplete": "答复不完整",
        "satisfied": "满意",
        "mostly_satisfied": "基本满意",
        "dissatisfied": "不满意",
    },
    _statement,
)
