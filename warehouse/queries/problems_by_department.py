"""Open problems of the office's files per department and level.

A problem is that of the department whose reply stands in its row, or which the letter in the file comes from; else of the
department that the batch has figures of, if that is only one; else 未能确定, in the last row. In the order of the directory.
"""

from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from schemas.problems import Level
from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.shortcomings import is_in_its_row
from warehouse.tables import batch, batch_profile, department, problem, referral, reply, reply_letter
from warehouse.tables.intake import ProblemStatus

_LEVELS = (Level.REFUSE_FILE, Level.HOLD_BATCH, Level.REJECT_ROW, Level.WARN)


def _statement(scope: Scope, _as_of: date) -> Select[Any]:
    senders = (
        select(batch_profile.c.batch_id, func.min(batch_profile.c.department_id).label("department_id"))
        .group_by(batch_profile.c.batch_id)
        .having(func.count() == 1)
        .subquery()
    )
    whose = func.coalesce(referral.c.department_id, reply_letter.c.department_id, senders.c.department_id)
    counts = (
        select(
            whose.label("department_id"),
            *(func.count().filter(problem.c.level == level).label(level.value) for level in _LEVELS),
            func.count().label("problems"),
        )
        .select_from(problem)
        .join(batch, batch.c.batch_id == problem.c.batch_id)
        .outerjoin(reply, is_in_its_row())
        .outerjoin(referral, referral.c.referral_id == reply.c.referral_id)
        .outerjoin(reply_letter, reply_letter.c.batch_id == problem.c.batch_id)
        .outerjoin(senders, senders.c.batch_id == problem.c.batch_id)
        .where(batch.c.office_id == scope.office_id, problem.c.status == ProblemStatus.OPEN)
        .group_by(whose)
        .subquery()
    )
    return (
        select(
            func.coalesce(department.c.name, "未能确定").label("department"),
            *(counts.c[level.value] for level in _LEVELS),
            counts.c.problems,
        )
        .select_from(counts)
        .outerjoin(department, department.c.department_id == counts.c.department_id)
        .order_by(counts.c.department_id.nulls_last())
    )


QUERY = Query(
    "各承办单位未解决问题",
    {
        "department": "承办单位",
        "refuse_file": "整份退回",
        "hold_batch": "整批搁置",
        "reject_row": "整行搁置",
        "warn": "提醒",
        "problems": "合计",
    },
    _statement,
)
