"""Every referral of every round with its final reply in force: who handles what, until when, and what came of it.

is_provisional = the due date rests on holidays not published yet; is_extended = an extension moved it; is_answered = there is a
final reply in force, dated or not. A co-handler owes the lead an opinion, not the deputy a reply. With number only that suggestion.
"""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, select

from schemas.words import Change, Ending, Role
from warehouse.chinese import chinese_of
from warehouse.numbering import label
from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.parameters import Parameter, Type
from warehouse.queries.parts import by_number, chinese, is_final_reply, is_told
from warehouse.tables import department, due_trace, referral, referral_change, reply, suggestion


def _statement(scope: Scope, _as_of: date, number: str | ColumnElement[str] | None) -> Select[Any]:
    extended = exists().where(
        referral_change.c.referral_id == referral.c.referral_id, referral_change.c.change == Change.EXTENDED
    )
    return (
        select(
            label(),
            referral.c.round,
            department.c.name.label("department"),
            chinese(referral.c.role, chinese_of(Role)).label("role"),
            referral.c.assigned_on,
            referral.c.due_on,
            func.coalesce(due_trace.c.is_provisional, False).label("is_provisional"),
            extended.label("is_extended"),
            referral.c.suspended_on,
            chinese(referral.c.ended_as, chinese_of(Ending)).label("ended_as"),
            reply.c.reply_id.is_not(None).label("is_answered"),
            reply.c.replied_on,
            reply.c.result_class,
            reply.c.publicity,
        )
        .join(suggestion, suggestion.c.suggestion_id == referral.c.suggestion_id)
        .join(department, department.c.department_id == referral.c.department_id)
        .outerjoin(due_trace, due_trace.c.due_trace_id == referral.c.due_trace_id)
        .outerjoin(reply, and_(reply.c.referral_id == referral.c.referral_id, is_final_reply()))
        .where(suggestion.c.session_id == scope.session_id, is_told(scope, number))
        .order_by(*by_number(), referral.c.round, referral.c.referral_id)
    )


QUERY = Query(
    "办理明细",
    {
        "number": "建议编号",
        "round": "轮次",
        "department": "承办单位",
        "role": "办理方式",
        "assigned_on": "交办日期",
        "due_on": "办理期限",
        "is_provisional": "期限暂定",
        "is_extended": "经延期",
        "suspended_on": "中止日期",
        "ended_as": "结束原因",
        "is_answered": "已答复",
        "replied_on": "答复日期",
        "result_class": "办理结果",
        "publicity": "公开属性",
    },
    _statement,
    (Parameter("number", Type.NUMBER, "only this suggestion"),),
)
