"""What letters say of their items: the suggestion, who handles it, its reply, what the deputy said and what was decided."""

from collections.abc import Sequence

import pandas as pd
from sqlalchemy import ColumnElement, Connection, ScalarSelect, and_, case, func, or_, select

from schemas.outgoing import Outgoing
from schemas.words import Role, Signature
from warehouse.numbering import in_order, label
from warehouse.queries.shortcomings import is_in_its_row, is_shortcoming
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

    Columns: letter_id, suggestion_id, number, title, is_confidential, lead, doc_no, replied_on, result_class, basis, grounds,
    decision, measure, reason, findings, requirements, due_on, explanation, departments, formerly (who led before, where it is another),
    co_departments, shortcomings (code, field, raw value). The reply is the one that the letter is about: of the round before
    for a re-referral. The decision is the newest on the suggestion, for a re-referral the one that opened its round.
    """
    said, about, former = reply.alias("said"), referral.alias("about"), department.alias("former")
    decided = _decisions()
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
            rereferral.c.basis,
            rereferral.c.grounds,
            rereferral.c.decision,
            rereferral.c.measure,
            answer.c.reason,
            rereferral.c.findings,
            rereferral.c.requirements,
            referral.c.due_on,
            due_trace.c.explanation,
            case((about.c.department_id != referral.c.department_id, former.c.name)).label("formerly"),
            said.c.reply_id,
            referral.c.round,
        )
        .select_from(letter_item)
        .join(referral, referral.c.referral_id == letter_item.c.referral_id)
        .outerjoin(due_trace, due_trace.c.due_trace_id == referral.c.due_trace_id)
        .join(suggestion, suggestion.c.suggestion_id == referral.c.suggestion_id)
        .join(about, about.c.referral_id == _about())
        .join(former, former.c.department_id == about.c.department_id)
        .outerjoin(said, and_(said.c.referral_id == about.c.referral_id, said.c.is_current))
        .outerjoin(rereferral, rereferral.c.rereferral_id == decided)
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
    keys = list(zip(rows["suggestion_id"], rows["round"], strict=True))
    rows["departments"] = pd.Series([handlers.get(key, "") for key in keys], dtype=object)
    rows["co_departments"] = pd.Series([handlers.get((key, None), "") for key, _ in keys], dtype=object)
    rows["shortcomings"] = pd.Series([lacking.get(key, []) for key in rows["reply_id"]], dtype=object)
    return rows.drop(columns=["reply_id", "round"])


def _about() -> ColumnElement[int]:
    """The referral whose reply a letter is about: this one, or for a re-referral its department's in the round before.

    Where the department did not lead then, the first of those that did.
    """
    earlier = referral.alias("earlier")
    of_round = referral.c.round - case((letter_item.c.kind == Outgoing.REREFERRAL, 1), else_=0)
    first = (
        select(func.min(earlier.c.referral_id))
        .where(
            earlier.c.suggestion_id == referral.c.suggestion_id,
            earlier.c.role != Role.CO_HANDLER,
            earlier.c.ended_as.is_(None),
            earlier.c.round == of_round,
        )
        .correlate(referral, letter_item)
    )
    own = first.where(earlier.c.department_id == referral.c.department_id)
    return func.coalesce(own.scalar_subquery(), first.scalar_subquery())


def _decisions() -> ScalarSelect[int]:
    decided = rereferral.alias("decided")
    return (
        select(func.max(decided.c.rereferral_id))
        .where(
            decided.c.suggestion_id == referral.c.suggestion_id,
            or_(letter_item.c.kind != Outgoing.REREFERRAL, decided.c.round < referral.c.round),
        )
        .correlate(referral, letter_item)
        .scalar_subquery()
    )


def _handlers(connection: Connection, suggestion_ids: Sequence[int]) -> dict[tuple[int, int | None], str]:
    """Return who leads each suggestion in each round, and under no round who helps in any, of those who have not given it up."""
    query = (
        select(referral.c.suggestion_id, referral.c.round, referral.c.role, department.c.name)
        .join(department, department.c.department_id == referral.c.department_id)
        .where(referral.c.suggestion_id.in_(suggestion_ids), referral.c.ended_as.is_(None))
        .order_by(referral.c.referral_id)
    )
    names: dict[tuple[int, int | None], dict[str, None]] = {}
    for row in connection.execute(query):
        of_round = None if row.role == Role.CO_HANDLER else row.round
        names.setdefault((row.suggestion_id, of_round), {})[row.name] = None
    return {key: "、".join(found) for key, found in names.items()}


def _shortcomings(
    connection: Connection, reply_ids: Sequence[int]
) -> dict[int, list[tuple[str, str | None, str | None]]]:
    query = (
        select(reply.c.reply_id, problem.c.code, problem.c.field, problem.c.raw_value)
        .join(problem, is_in_its_row())
        .where(reply.c.reply_id.in_(reply_ids), is_shortcoming())
        .order_by(problem.c.problem_id)
    )
    found: dict[int, list[tuple[str, str | None, str | None]]] = {}
    for row in connection.execute(query):
        found.setdefault(row.reply_id, []).append((row.code, row.field, row.raw_value))
    return found
