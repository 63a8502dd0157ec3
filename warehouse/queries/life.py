"""What the life of a suggestion is made of: the shape of a thing that happened, and what happened while it was handled."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Date, Select, String, and_, case, cast, func, literal, null, select

from schemas.words import Change, Role
from warehouse.chinese import problem_texts
from warehouse.numbering import label
from warehouse.queries.parts import chinese
from warehouse.tables import (
    batch,
    department,
    due_trace,
    problem,
    progress,
    promise,
    referral,
    referral_change,
    reply,
    suggestion,
)


def happening(place: int, key: Any, on: Any, of_round: Any, what: Any, **said: Any) -> Select[Any]:
    """Return a thing that happened; `place` is where it comes among others of its day and round."""
    return select(
        suggestion.c.suggestion_id,
        suggestion.c.series,
        suggestion.c.number.label("bare"),
        label(),
        on.label("happened_on"),
        of_round.label("round"),
        (literal(what) if isinstance(what, str) else what).label("what"),
        said.get("by", cast(null(), String)).label("by"),
        cast(said.get("detail", null()), String).label("detail"),
        said.get("due_on", cast(null(), Date)).label("due_on"),
        said.get("file", cast(null(), String)).label("file_name"),
        cast(said.get("row", null()), String).label("row_no"),
        literal(place).label("place"),
        key.label("id"),
    )


def of_referral(part: Select[Any]) -> Select[Any]:
    """Join what a referral is about and to whom it went."""
    return part.join(suggestion, suggestion.c.suggestion_id == referral.c.suggestion_id).join(
        department, department.c.department_id == referral.c.department_id
    )


def handling() -> Iterator[Select[Any]]:
    """Yield what happened to referrals: given, changed, answered, promised, found wrong, reported on."""
    by, of_round = department.c.name, referral.c.round
    place = {"file": batch.c.file_name}
    roles = {Role.LEAD: "交办主办单位", Role.SEPARATE: "交办分办单位", Role.CO_HANDLER: "交办会办单位"}
    yield (
        of_referral(
            happening(
                0,
                referral.c.referral_id,
                referral.c.assigned_on,
                of_round,
                chinese(referral.c.role, roles),
                by=by,
                detail=due_trace.c.explanation,
                # the last day that it began with: what moved it is told by itself
                due_on=func.coalesce(due_trace.c.due_on, referral.c.due_on),
                file=case((of_round == 1, batch.c.file_name)),
                row=case((of_round == 1, suggestion.c.row_no)),
            ).select_from(referral)
        )
        .outerjoin(due_trace, due_trace.c.due_trace_id == referral.c.due_trace_id)
        .join(batch, batch.c.batch_id == suggestion.c.batch_id)
    )
    yield of_referral(
        happening(
            1,
            referral_change.c.change_id,
            referral_change.c.happened_on,
            of_round,
            chinese(referral_change.c.change, {word.value: word.chinese for word in Change}),
            by=by,
            detail=referral_change.c.explanation,
            due_on=referral_change.c.new_due_on,
            row=referral_change.c.row_no,
            **place,
        )
        .select_from(referral_change)
        .join(referral, referral.c.referral_id == referral_change.c.referral_id)
    ).outerjoin(batch, batch.c.batch_id == referral_change.c.batch_id)
    replied_on = func.coalesce(reply.c.replied_on, batch.c.received_on)
    classed = func.coalesce(reply.c.result_class + "类", "未填写办理结果")
    content = func.coalesce(reply.c.doc_no, "无文号") + "，" + classed
    yield _of_reply(
        happening(
            2,
            reply.c.reply_id,
            replied_on,
            of_round,
            case((reply.c.is_interim, "阶段性答复"), else_="答复"),
            by=by,
            detail=content + "（第" + cast(reply.c.version, String) + "版）",
            row=reply.c.row_no,
            **place,
        ).select_from(reply)
    )
    owner = func.coalesce("（责任人" + promise.c.owner + "）", "")
    yield _of_reply(
        happening(
            3,
            promise.c.promise_id,
            replied_on,
            of_round,
            "承诺",
            by=by,
            detail=promise.c.text + owner,
            due_on=promise.c.due_on,
            row=reply.c.row_no,
            **place,
        )
        .select_from(promise)
        .join(reply, reply.c.reply_id == promise.c.reply_id)
    )
    is_row = and_(
        problem.c.batch_id == reply.c.batch_id,
        problem.c.sheet == reply.c.sheet,
        problem.c.row_no == reply.c.row_no,
    )
    yield _of_reply(
        happening(
            4,
            problem.c.problem_id,
            batch.c.received_on,
            of_round,
            "发现问题",
            by=by,
            detail=chinese(problem.c.code, problem_texts()),
            row=problem.c.row_no,
            **place,
        )
        .select_from(problem)
        .join(reply, is_row)
    )
    yield of_referral(
        happening(
            5,
            progress.c.progress_id,
            progress.c.reported_on,
            of_round,
            "承诺进展",
            by=by,
            detail=progress.c.text,
            row=progress.c.row_no,
            **place,
        )
        .select_from(progress)
        .join(referral, referral.c.referral_id == progress.c.referral_id)
    ).join(batch, batch.c.batch_id == progress.c.batch_id)


def _of_reply(part: Select[Any]) -> Select[Any]:
    joined = part.join(referral, referral.c.referral_id == reply.c.referral_id)
    return of_referral(joined).join(batch, batch.c.batch_id == reply.c.batch_id)
