"""What each department of the office had to do in round 1, and how the deputies rated it.

lead = referrals as lead or separate handler, each owing one reply: replied + open. replied = on_time (replied_on <=
due_on) + late (replied_on > due_on) + undated. incomplete = replies in force that lack something and the problem is
still open. Ratings are the suggestions' verdicts of round 1; the verdict on a suggestion that is handled separately
counts for both departments, and one that was given before its suggestion was taken back counts as well. In the order of the
directory.
"""

from datetime import date
from typing import Any

from sqlalchemy import Select, Subquery, and_, exists, func, select

from schemas.words import Role
from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.parts import RATINGS, answered_for, first_round, is_final_reply, is_shortcoming
from warehouse.tables import department, problem, referral, reply


def _statement(scope: Scope, _as_of: date) -> Select[Any]:
    work = _work(scope)
    answers = work.c.role != Role.CO_HANDLER
    owes = answers & work.c.is_owed
    replied = owes & work.c.reply_id.is_not(None)
    counts = {
        "lead": owes,
        "co_handler": (work.c.role == Role.CO_HANDLER) & work.c.is_owed,
        "replied": replied,
        "on_time": owes & (work.c.replied_on <= work.c.due_on),
        "late": owes & (work.c.replied_on > work.c.due_on),
        "undated": replied & work.c.replied_on.is_(None),
        "open": owes & work.c.reply_id.is_(None),
        "incomplete": replied & work.c.is_incomplete,
        **{rating: answers & (work.c.outcome == rating) for rating in RATINGS},
    }
    return (
        select(
            department.c.name.label("department"),
            *(func.count().filter(condition).label(name) for name, condition in counts.items()),
        )
        .outerjoin(work, work.c.department_id == department.c.department_id)
        .where(department.c.office_id == scope.office_id)
        .group_by(department.c.department_id, department.c.name)
        .order_by(department.c.department_id)
    )


def _work(scope: Scope) -> Subquery:
    """Every referral of round 1 with its reply in force, and the verdict on its suggestion."""
    rated = first_round(scope)
    lacks = exists().where(
        problem.c.batch_id == reply.c.batch_id,
        problem.c.sheet == reply.c.sheet,
        problem.c.row_no == reply.c.row_no,
        is_shortcoming(),
    )
    return (
        select(
            referral.c.department_id,
            referral.c.role,
            referral.c.ended_as.is_(None).label("is_owed"),
            referral.c.due_on,
            reply.c.reply_id,
            reply.c.replied_on,
            lacks.label("is_incomplete"),
            rated.c.outcome,
        )
        .join(rated, rated.c.suggestion_id == referral.c.suggestion_id)
        .outerjoin(reply, and_(reply.c.referral_id == referral.c.referral_id, is_final_reply()))
        # what went to another department or was withdrawn owes nothing
        .where(referral.c.round == 1, answered_for())
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
