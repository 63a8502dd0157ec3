"""The life of every suggestion, or of one, from the warehouse alone, in order of time: one row per thing that happened.

Referrals with their last day and what moved it, replies in every version with what they promised and lack, calls (by whom they
were signed, never who), verdicts, decisions, the status that followed, letters and reminders; with the file and row that say so.
What happened later than the day asked about is left out.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    String,
    and_,
    case,
    cast,
    func,
    select,
    union_all,
)

from schemas.lifecycle import EVENT_CHINESE
from schemas.outgoing import Outgoing
from schemas.words import Decision, Measure, Outcome, Series, Signature
from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.life import handling, happening, of_referral
from warehouse.queries.parameters import Parameter, Type
from warehouse.queries.parts import ByBytes, chinese, is_told, place
from warehouse.queries.taken_back import is_taken_back
from warehouse.tables import (
    answer,
    batch,
    call,
    call_item,
    cycle,
    department,
    letter,
    letter_item,
    referral,
    reminder,
    reminder_digest,
    rereferral,
    suggestion,
    suggestion_event,
    verdict,
)

_OUTCOMES = {word.value: word.chinese for word in Outcome}
_NOBODY = "未评价"


def _statement(scope: Scope, as_of: date, number: str | ColumnElement[str] | None = None) -> Select[Any]:
    ours = [suggestion.c.session_id == scope.session_id, is_told(scope, number)]
    parts = [part.where(*ours) for part in (*handling(), *_survey(), *_office())]
    life: CompoundSelect[Any] = union_all(*parts)
    told = life.subquery()
    return (
        select(*(told.c[name] for name in QUERY.columns))
        .where(told.c.happened_on <= as_of)
        .order_by(
            place(told.c.series, Series),
            func.length(told.c.bare),
            ByBytes(told.c.bare),
            told.c.suggestion_id,
            told.c.happened_on,
            told.c.round,
            told.c.place,
            told.c.id,
        )
    )


def _survey() -> Iterator[Select[Any]]:
    nothing = case((is_taken_back(), "建议已撤回，不再询问"), else_="未回收")
    signed = {Signature.LEAD: "领衔代表", Signature.CO_SIGNER: "附议代表"}
    yield (
        happening(
            6,
            call_item.c.call_item_id,
            func.coalesce(answer.c.called_on, cycle.c.window_to),
            cycle.c.round,
            "回访",
            by=chinese(call_item.c.signature, signed),
            detail=cycle.c.name + "：" + func.coalesce(chinese(answer.c.outcome, _OUTCOMES), nothing),
            file=batch.c.file_name,
            row=answer.c.row_no,
        )
        .select_from(call_item)
        .join(call, call.c.call_id == call_item.c.call_id)
        .join(cycle, cycle.c.cycle_id == call.c.cycle_id)
        .join(suggestion, suggestion.c.suggestion_id == call_item.c.suggestion_id)
        .outerjoin(answer, and_(answer.c.call_item_id == call_item.c.call_item_id, answer.c.is_current))
        .outerjoin(batch, batch.c.batch_id == answer.c.batch_id)
    )
    yield (
        happening(
            7,
            verdict.c.cycle_id,
            func.coalesce(cycle.c.closed_on, cycle.c.window_to),
            cycle.c.round,
            "评价结论",
            detail=cycle.c.name + "：" + func.coalesce(chinese(verdict.c.outcome, _OUTCOMES), _NOBODY),
        )
        .select_from(verdict)
        .join(cycle, cycle.c.cycle_id == verdict.c.cycle_id)
        .join(suggestion, suggestion.c.suggestion_id == verdict.c.suggestion_id)
    )


def _office() -> Iterator[Select[Any]]:
    measures = {one.value: said for one in Measure if (said := one.chinese)}
    further = func.coalesce("：" + chinese(rereferral.c.measure, measures), "")
    word = chinese(rereferral.c.decision, {one.value: one.chinese for one in Decision}) + further
    why = func.coalesce("；" + rereferral.c.grounds, "") + func.coalesce("；" + rereferral.c.findings, "")
    yield (
        happening(
            8,
            rereferral.c.rereferral_id,
            rereferral.c.decided_on,
            rereferral.c.round,
            "审定",
            by=rereferral.c.decided_by,
            detail=word + why,
            due_on=rereferral.c.due_on,
            file=batch.c.file_name,
            row=rereferral.c.row_no,
        )
        .select_from(rereferral)
        .join(suggestion, suggestion.c.suggestion_id == rereferral.c.suggestion_id)
        .outerjoin(batch, batch.c.batch_id == rereferral.c.batch_id)
    )
    event = suggestion_event.c
    words = {one.value: f"状态：{said}" for one, said in EVENT_CHINESE.items()}
    yield (
        happening(
            9, event.event_id, event.happened_on, event.round, chinese(event.event, words), detail=event.note
        )
        .select_from(suggestion_event)
        .join(suggestion, suggestion.c.suggestion_id == event.suggestion_id)
    )
    serial = "〔" + cast(letter.c.year, String) + "〕" + cast(letter.c.serial, String) + "号"
    yield of_referral(
        happening(
            10,
            letter.c.letter_id,
            letter.c.issued_on,
            letter.c.round,
            chinese(letter.c.kind, {kind.value: kind.chinese for kind in Outgoing}),
            by=department.c.name,
            detail=serial + case((letter_item.c.is_withdrawn, "（已撤回）"), else_=""),
        )
        .select_from(letter_item)
        .join(letter, letter.c.letter_id == letter_item.c.letter_id)
        .join(referral, referral.c.referral_id == letter_item.c.referral_id)
    )
    tiers = {
        "today": "今日到期",
        "overdue": "已逾期",
        "past_limit": "已超过最长期限",
        "promise_today": "承诺今日到期",
    }
    ahead = func.replace(func.replace(reminder.c.tier, "before_", ""), "promise_", "承诺") + "日内到期"
    yield of_referral(
        happening(
            11,
            reminder.c.digest_id,
            reminder_digest.c.made_on,
            referral.c.round,
            "催办",
            by=department.c.name,
            detail=case(tiers, value=reminder.c.tier, else_=ahead),
            due_on=reminder.c.due_on,
        )
        .select_from(reminder)
        .join(reminder_digest, reminder_digest.c.digest_id == reminder.c.digest_id)
        .join(referral, referral.c.referral_id == reminder.c.referral_id)
    )


QUERY = Query(
    "建议办理经过",
    {
        "number": "建议编号",
        "happened_on": "日期",
        "round": "轮次",
        "what": "事项",
        "by": "单位或人员",
        "detail": "内容",
        "due_on": "期限",
        "file_name": "来源文件",
        "row_no": "行",
    },
    _statement,
    (Parameter("number", Type.NUMBER, "only this suggestion"),),
)
