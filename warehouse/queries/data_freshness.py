"""Up to when the data of each department go: last_batch = the day its last loaded file of replies came in, days = days since.

last_reply = the date of its newest final reply in force of the session, open = referrals without one. Every department of the
office, in the order of the directory; one that never sent a file has no day.
"""

from datetime import date
from typing import Any

from sqlalchemy import Select, func, literal, select

from schemas.words import BatchStatus, Kind
from warehouse.days import DaysBetween
from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.owed import final_replies
from warehouse.tables import (
    batch,
    batch_profile,
    department,
    final_reply,
    open_referral,
    referral,
    suggestion,
)


def _statement(scope: Scope, as_of: date) -> Select[Any]:
    came = (
        select(batch_profile.c.department_id, func.max(batch.c.received_on).label("received_on"))
        .join(batch, batch.c.batch_id == batch_profile.c.batch_id)
        .where(
            batch.c.office_id == scope.office_id,
            batch.c.kind == Kind.REPLIES,
            batch.c.status == BatchStatus.LOADED,
            batch.c.received_on <= as_of,
        )
        .group_by(batch_profile.c.department_id)
        .subquery()
    )
    newest = (
        final_replies(
            scope, final_reply.c.department_id, func.max(final_reply.c.replied_on).label("replied_on")
        )
        .group_by(final_reply.c.department_id)
        .subquery()
    )
    owed = (
        select(referral.c.department_id, func.count().label("open"))
        .select_from(open_referral)
        .join(referral, referral.c.referral_id == open_referral.c.referral_id)
        .join(suggestion, suggestion.c.suggestion_id == referral.c.suggestion_id)
        .where(suggestion.c.session_id == scope.session_id)
        .group_by(referral.c.department_id)
        .subquery()
    )
    key = department.c.department_id
    return (
        select(
            department.c.name.label("department"),
            came.c.received_on.label("last_batch"),
            DaysBetween(literal(as_of), came.c.received_on).label("days"),
            newest.c.replied_on.label("last_reply"),
            func.coalesce(owed.c.open, 0).label("open"),
        )
        .outerjoin(came, came.c.department_id == key)
        .outerjoin(newest, newest.c.department_id == key)
        .outerjoin(owed, owed.c.department_id == key)
        .where(department.c.office_id == scope.office_id)
        .order_by(key)
    )


QUERY = Query(
    "各承办单位数据更新情况",
    {
        "department": "承办单位",
        "last_batch": "最近来件日期",
        "days": "距今天数",
        "last_reply": "最近答复日期",
        "open": "未答复件数",
    },
    _statement,
)
