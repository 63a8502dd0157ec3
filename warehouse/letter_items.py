"""What letters say of their items: the suggestion, who handles it, its reply, what the deputy said and what was decided."""

from collections.abc import Sequence

import pandas as pd
from sqlalchemy import Connection, and_, func, or_, select

from schemas.outgoing import Outgoing
from schemas.words import Role, Signature
from warehouse.numbering import in_order, label
from warehouse.queries.parts import is_shortcoming
from warehouse.tables import (
    answer,
    call,
    call_item,
    department,
    deputy,
    due_trace,
    letter_item,
    problem,
    referral,
    reply,
    rereferral,
    signer,
    suggestion,
)


def items_of_letters(connection: Connection, letter_ids: Sequence[int]) -> pd.DataFrame:
    """Return a row per item of these letters, in the order of the numbers.

    Columns: letter_id, suggestion_id, number, title, is_confidential, lead, doc_no, replied_on, result_class, reason, findings,
    requirements, due_on, explanation, departments, co_departments, shortcomings (code, field, raw value). The reply is the
    one that the letter is about: of the round before for a re-referral. The decision is the newest on the suggestion.
    """
    said, about = reply.alias("said"), referral.alias("about")
    is_before = and_(letter_item.c.kind == Outgoing.REREFERRAL, about.c.round == referral.c.round - 1)
    is_this = and_(letter_item.c.kind != Outgoing.REREFERRAL, about.c.round == referral.c.round)
    decided = (
        select(rereferral.c.suggestion_id, func.max(rereferral.c.cycle_id).label("cycle_id"))
        .group_by(rereferral.c.suggestion_id)
        .subquery()
    )
    query = (
        select(
            letter_item.c.letter_id,
            suggestion.c.suggestion_id,
            label(),
            suggestion.c.title,
            suggestion.c.is_confidential,
            deputy.c.name.label("lead"),
            said.c.doc_no,
            said.c.replied_on,
            said.c.result_class,
            answer.c.reason,
            rereferral.c.findings,
            rereferral.c.requirements,
            referral.c.due_on,
            due_trace.c.explanation,
            said.c.reply_id,
        )
        .select_from(letter_item)
        .join(referral, referral.c.referral_id == letter_item.c.referral_id)
        .outerjoin(due_trace, due_trace.c.due_trace_id == referral.c.due_trace_id)
        .join(suggestion, suggestion.c.suggestion_id == referral.c.suggestion_id)
        .join(
            about,
            and_(
                about.c.suggestion_id == referral.c.suggestion_id,
                about.c.department_id == referral.c.department_id,
                or_(is_before, is_this),
            ),
        )
        .outerjoin(said, and_(said.c.referral_id == about.c.referral_id, said.c.is_current))
        .outerjoin(decided, decided.c.suggestion_id == suggestion.c.suggestion_id)
        .outerjoin(
            rereferral,
            and_(
                rereferral.c.cycle_id == decided.c.cycle_id,
                rereferral.c.suggestion_id == decided.c.suggestion_id,
            ),
        )
        .outerjoin(
            signer,
            and_(signer.c.suggestion_id == suggestion.c.suggestion_id, signer.c.signature == Signature.LEAD),
        )
        .outerjoin(deputy, deputy.c.deputy_id == signer.c.deputy_id)
        .outerjoin(
            call, and_(call.c.cycle_id == rereferral.c.cycle_id, call.c.deputy_id == signer.c.deputy_id)
        )
        .outerjoin(
            call_item,
            and_(
                call_item.c.call_id == call.c.call_id, call_item.c.suggestion_id == suggestion.c.suggestion_id
            ),
        )
        .outerjoin(answer, and_(answer.c.call_item_id == call_item.c.call_item_id, answer.c.is_current))
        .where(letter_item.c.letter_id.in_(letter_ids))
        .order_by(letter_item.c.letter_id, *in_order())
    )
    columns = list(query.selected_columns.keys())
    rows = pd.DataFrame(connection.execute(query).all(), columns=columns).astype(
        dict.fromkeys(columns, object)
    )
    rows = rows.where(rows.notna(), None)
    handlers = _handlers(connection, rows["suggestion_id"].tolist())
    lacking = _shortcomings(connection, [key for key in rows["reply_id"] if key is not None])
    for name, roles in (("departments", (Role.LEAD, Role.SEPARATE)), ("co_departments", (Role.CO_HANDLER,))):
        rows[name] = [
            "、".join(handlers.get((key, role), "") for role in roles if (key, role) in handlers)
            for key in rows["suggestion_id"]
        ]
    rows["shortcomings"] = pd.Series([lacking.get(key, []) for key in rows["reply_id"]], dtype=object)
    return rows.drop(columns="reply_id")


def _handlers(connection: Connection, suggestion_ids: Sequence[int]) -> dict[tuple[int, str], str]:
    """Return the names of who handles each suggestion in a role, in any round, and has not given it up."""
    query = (
        select(referral.c.suggestion_id, referral.c.role, department.c.name)
        .join(department, department.c.department_id == referral.c.department_id)
        .where(referral.c.suggestion_id.in_(suggestion_ids), referral.c.ended_as.is_(None))
        .order_by(referral.c.referral_id)
    )
    names: dict[tuple[int, str], dict[str, None]] = {}
    for row in connection.execute(query):
        names.setdefault((row.suggestion_id, row.role), {})[row.name] = None
    return {key: "、".join(found) for key, found in names.items()}


def _shortcomings(
    connection: Connection, reply_ids: Sequence[int]
) -> dict[int, list[tuple[str, str | None, str | None]]]:
    query = (
        select(reply.c.reply_id, problem.c.code, problem.c.field, problem.c.raw_value)
        .join(
            problem,
            and_(
                problem.c.batch_id == reply.c.batch_id,
                problem.c.sheet == reply.c.sheet,
                problem.c.row_no == reply.c.row_no,
            ),
        )
        .where(reply.c.reply_id.in_(reply_ids), is_shortcoming())
        .order_by(problem.c.problem_id)
    )
    found: dict[int, list[tuple[str, str | None, str | None]]] = {}
    for row in connection.execute(query):
        found.setdefault(row.reply_id, []).append((row.code, row.field, row.raw_value))
    return found
