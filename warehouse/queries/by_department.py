"""What each department of the office had to do in round 1, and how the deputies rated it.

lead = referrals as lead or separate handler, each owing one reply: replied + open. replied = on_time (replied_on <=
due_on) + late (replied_on > due_on) + undated. incomplete = replies in force that lack something and the problem is
still open. Ratings are the suggestions' verdicts of round 1; the verdict on a suggestion that is handled separately
counts for both departments, and one that was given before its suggestion was taken back counts as well. In the order of the
directory.
"""

from datetime import date
from typing import Any

from sqlalchemy import Select, Subquery, and_, func, select, true

from schemas.words import Role
from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.owed import owed
from warehouse.queries.parts import RATINGS, answered_for, is_shortcoming, rating_counts, verdicts_by_round
from warehouse.tables import department, problem, referral, reply, suggestion


def _statement(scope: Scope, as_of: date) -> Select[Any]:
    work, helping, rated = _work(scope, as_of), _helping(scope), _rated(scope)
    counts = [
        work.c.lead,
        helping.c.co_handler,
        *(work.c[name] for name in ("replied", "on_time", "late", "undated", "open", "incomplete")),
        *(rated.c[rating] for rating in RATINGS),
    ]
    statement = select(
        department.c.name.label("department"),
        *(func.coalesce(count, 0).label(count.name) for count in counts),
    )
    for part in (work, helping, rated):
        statement = statement.outerjoin(part, part.c.department_id == department.c.department_id)
    return statement.where(department.c.office_id == scope.office_id).order_by(department.c.department_id)


def _work(scope: Scope, as_of: date) -> Subquery:
    """What each department owed in round 1."""
    every = owed(scope, as_of)
    replied = every.c.reply_id.is_not(None)
    counts = {
        "lead": true(),
        "replied": replied,
        "on_time": every.c.replied_on <= every.c.due_on,
        "late": every.c.replied_on > every.c.due_on,
        "undated": replied & every.c.replied_on.is_(None),
        "open": ~replied,
        "incomplete": every.c.reply_id.in_(_incomplete()),
    }
    return (
        select(
            every.c.department_id,
            *(func.count().filter(condition).label(name) for name, condition in counts.items()),
        )
        .where(every.c.round == 1)
        .group_by(every.c.department_id)
        .subquery()
    )


def _rated(scope: Scope) -> Subquery:
    """How the deputies rated what each department answers for in round 1."""
    said = verdicts_by_round(scope)
    return (
        select(referral.c.department_id, *rating_counts(said.c.outcome))
        .select_from(said)
        .join(referral, referral.c.suggestion_id == said.c.suggestion_id)
        .where(said.c.round == 1, referral.c.round == 1, referral.c.role != Role.CO_HANDLER, answered_for())
        .group_by(referral.c.department_id)
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
