"""What each department of the office had to do in round 1, and how the deputies rated it.

lead = referrals as lead or separate handler, each owing one reply: replied + open. replied = on_time (replied_on <=
due_on) + late (replied_on > due_on) + undated. incomplete = replies in force that lack something and the problem is
still open. Ratings are the suggestions' verdicts of round 1; the verdict on a suggestion that is handled separately
counts for both departments, and one that was given before its suggestion was taken back counts as well. In the order of the
directory.
"""

from datetime import date
from typing import Any

from sqlalchemy import Select, Subquery, and_, func, select

from schemas.words import Role
from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.owed import TIMELINESS, counted, final_replies
from warehouse.queries.parts import RATINGS, answered_for, rating_counts, verdicts_by_round
from warehouse.queries.shortcomings import shortcomings
from warehouse.tables import department, final_reply, referral, suggestion


def _statement(scope: Scope, _as_of: date) -> Select[Any]:
    work, lacking, helping, rated = counted(scope), _lacking(scope), _helping(scope), _rated(scope)
    counts = [
        work.c.owed.label("lead"),
        helping.c.co_handler,
        (work.c.owed - work.c.open).label("replied"),
        *(work.c[name] for name in TIMELINESS),
        lacking.c.incomplete,
        *(rated.c[rating] for rating in RATINGS),
    ]
    statement = select(
        department.c.name.label("department"),
        *(func.coalesce(count, 0).label(count.name) for count in counts),
    ).outerjoin(work, and_(work.c.department_id == department.c.department_id, work.c.round == 1))
    for part in (lacking, helping, rated):
        statement = statement.outerjoin(part, part.c.department_id == department.c.department_id)
    return statement.where(department.c.office_id == scope.office_id).order_by(department.c.department_id)


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


def _lacking(scope: Scope) -> Subquery:
    """How many replies in force to what each department owed in round 1 lack something."""
    has = final_reply.c
    return (
        final_replies(scope, has.department_id, func.count().label("incomplete"))
        .where(has.round == 1, has.is_owed, has.reply_id.in_(select(shortcomings().c.reply_id)))
        .group_by(has.department_id)
        .subquery()
    )


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
