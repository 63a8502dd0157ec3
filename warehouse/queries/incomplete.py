"""What replies in force, of any round, lack: one row for each open problem of the reply's own row in its file.

Counted are warnings that a mandatory cell is empty (missing_...) or cannot be used: bad_phone, phone_precision_lost,
bad_doc_no, unknown_class, unknown_publicity, unreadable_yes_no.
"""

from datetime import date
from typing import Any

from sqlalchemy import Select, and_

from schemas.inputs import CONTRACT_OF
from schemas.words import Kind
from warehouse.chinese import problem_texts
from warehouse.numbering import label
from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.owed import final_replies
from warehouse.queries.parts import ByBytes, by_number, chinese
from warehouse.queries.shortcomings import shortcomings
from warehouse.tables import department, final_reply, suggestion

_HEADERS = {field.name: field.chinese for field in CONTRACT_OF[Kind.REPLIES].fields}


def _statement(scope: Scope, _as_of: date) -> Select[Any]:
    lacking = shortcomings()
    return (
        final_replies(
            scope,
            label(),
            department.c.name.label("department"),
            final_reply.c.round,
            lacking.c.code,
            chinese(lacking.c.code, problem_texts()).label("problem"),
            chinese(lacking.c.field, _HEADERS).label("field"),
        )
        .join(suggestion, suggestion.c.suggestion_id == final_reply.c.suggestion_id)
        .join(department, department.c.department_id == final_reply.c.department_id)
        .join(
            lacking,
            and_(
                lacking.c.referral_id == final_reply.c.referral_id,
                lacking.c.reply_id == final_reply.c.reply_id,
            ),
        )
        .order_by(
            *by_number(),
            final_reply.c.round,
            final_reply.c.referral_id,
            ByBytes(lacking.c.code),
            ByBytes(lacking.c.field),
        )
    )


QUERY = Query(
    "答复不完整",
    {
        "number": "建议编号",
        "department": "承办单位",
        "round": "轮次",
        "code": "问题代码",
        "problem": "问题",
        "field": "栏目",
    },
    _statement,
)
