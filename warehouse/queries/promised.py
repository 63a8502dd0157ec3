"""What the queries about promises share: the open ones with who made them, and when a report last came."""

from datetime import date
from typing import Any

from sqlalchemy import Select, and_, func, select

from warehouse.numbering import label
from warehouse.offices import Scope
from warehouse.queries.parts import by_number
from warehouse.tables import department, progress, promise, referral, reply, suggestion
from warehouse.tables.promises import PromiseStatus

COLUMNS = {
    "number": "建议编号",
    "title": "建议标题",
    "department": "承办单位",
    "promise": "承诺事项",
    "due_on": "完成时限",
    "owner": "责任人",
    "reported_on": "最近进展日期",
}


def open_promises(scope: Scope, as_of: date) -> Select[Any]:
    """Return the promises of a session that are not kept, with the columns above."""
    reports = (
        select(
            referral.c.suggestion_id,
            referral.c.department_id,
            func.max(progress.c.reported_on).label("reported_on"),
        )
        .join(referral, referral.c.referral_id == progress.c.referral_id)
        .where(progress.c.reported_on <= as_of)
        .group_by(referral.c.suggestion_id, referral.c.department_id)
        .subquery()
    )
    return (
        select(
            label(),
            suggestion.c.title,
            department.c.name.label("department"),
            promise.c.text.label("promise"),
            promise.c.due_on,
            promise.c.owner,
            reports.c.reported_on,
        )
        .select_from(promise)
        .join(reply, reply.c.reply_id == promise.c.reply_id)
        .join(referral, referral.c.referral_id == reply.c.referral_id)
        .join(suggestion, suggestion.c.suggestion_id == referral.c.suggestion_id)
        .join(department, department.c.department_id == referral.c.department_id)
        .outerjoin(
            reports,
            and_(
                reports.c.suggestion_id == referral.c.suggestion_id,
                reports.c.department_id == referral.c.department_id,
            ),
        )
        .where(suggestion.c.session_id == scope.session_id, promise.c.status == PromiseStatus.OPEN)
        .order_by(*by_number(), promise.c.promise_id)
    )
