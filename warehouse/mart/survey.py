"""Facts of the survey: what deputies said, how often they were dialled, and what was concluded."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, select

from schemas.words import Outcome, Signature
from warehouse.chinese import chinese_of
from warehouse.mart.view import CYCLE, ROUND, SESSION, SUGGESTION, View, words
from warehouse.queries.parts import GOOD_RATINGS, RATINGS
from warehouse.tables import (
    answer,
    attempt,
    call,
    call_item,
    cycle,
    cycle_sample,
    session,
    suggestion,
    verdict,
)

_OUTCOMES = words(*((word.value, word.chinese) for word in Outcome))


def _is_among(outcome: ColumnElement[Any], ratings: tuple[str, ...]) -> ColumnElement[bool]:
    return func.coalesce(outcome.in_(ratings), False)


def _answers() -> Select[Any]:
    return (
        select(
            answer.c.answer_id,
            session.c.office_id,
            session.c.session_id,
            call_item.c.suggestion_id,
            call.c.cycle_id,
            cycle.c.round,
            # whoever signed a confidential suggestion is not named beside it
            case((~suggestion.c.is_confidential, call.c.deputy_id)).label("deputy_id"),
            call_item.c.signature,
            answer.c.version,
            answer.c.is_current,
            answer.c.outcome,
            _is_among(answer.c.outcome, RATINGS).label("is_rating"),
            _is_among(answer.c.outcome, GOOD_RATINGS).label("is_good"),
            answer.c.reason.is_not(None).label("has_reason"),
            answer.c.called_on,
            answer.c.attempts,
        )
        .select_from(answer)
        .join(call_item, call_item.c.call_item_id == answer.c.call_item_id)
        .join(suggestion, suggestion.c.suggestion_id == call_item.c.suggestion_id)
        .join(call, call.c.call_id == call_item.c.call_id)
        .join(cycle, cycle.c.cycle_id == call.c.cycle_id)
        .join(session, session.c.session_id == cycle.c.session_id)
    )


def _attempts() -> Select[Any]:
    open_item = exists().where(
        call_item.c.call_id == call.c.call_id,
        call_item.c.suggestion_id == suggestion.c.suggestion_id,
        ~suggestion.c.is_confidential,
    )
    return (
        select(
            attempt.c.attempt_id,
            session.c.office_id,
            session.c.session_id,
            call.c.cycle_id,
            cycle.c.round,
            # who was dialled about nothing else signed something confidential: no answer of theirs is named
            case((open_item, call.c.deputy_id)).label("deputy_id"),
            attempt.c.happened_at,
            attempt.c.disposition,
            attempt.c.number_no,
            attempt.c.appointment_at.is_not(None).label("has_appointment"),
        )
        .select_from(attempt)
        .join(call, call.c.call_id == attempt.c.call_id)
        .join(cycle, cycle.c.cycle_id == call.c.cycle_id)
        .join(session, session.c.session_id == cycle.c.session_id)
    )


def _verdicts() -> Select[Any]:
    newest = func.max(verdict.c.cycle_id).over(partition_by=[verdict.c.suggestion_id, cycle.c.round])
    return (
        select(
            session.c.office_id,
            session.c.session_id,
            verdict.c.suggestion_id,
            verdict.c.cycle_id,
            cycle.c.round,
            verdict.c.outcome,
            _is_among(verdict.c.outcome, RATINGS).label("is_rating"),
            _is_among(verdict.c.outcome, GOOD_RATINGS).label("is_good"),
            (newest == verdict.c.cycle_id).label("is_newest"),
            cycle_sample.c.weight,
        )
        .select_from(verdict)
        .join(cycle, cycle.c.cycle_id == verdict.c.cycle_id)
        .join(session, session.c.session_id == cycle.c.session_id)
        .outerjoin(
            cycle_sample,
            and_(
                cycle_sample.c.cycle_id == verdict.c.cycle_id,
                cycle_sample.c.suggestion_id == verdict.c.suggestion_id,
            ),
        )
    )


SURVEY = (
    View(
        "fact_answer",
        "评价",
        "one row per deputy, suggestion and version; what counts has is_current",
        {
            "answer_id": ("评价标识", "key"),
            **SUGGESTION,
            **CYCLE,
            **ROUND,
            "deputy_id": (
                "代表标识",
                "deputy who was asked; see dim_deputy; null when the suggestion is confidential",
            ),
            "signature": ("领衔或附议", words(*chinese_of(Signature).items())),
            "version": ("版本", "1 = first"),
            "is_current": ("现行版本", "the version in force"),
            "outcome": ("评价结果", _OUTCOMES),
            "is_rating": ("已评价", "satisfied, mostly_satisfied or dissatisfied"),
            "is_good": ("满意或基本满意", "satisfied or mostly_satisfied"),
            "has_reason": ("有原因说明", "a reason was noted; its words stay in the operational table"),
            "called_on": ("回访日期", "day of the call"),
            "attempts": ("拨打次数", "dials that it took"),
        },
        _answers,
    ),
    View(
        "fact_call_attempt",
        "拨打",
        "one row per dial",
        {
            "attempt_id": ("拨打标识", "key"),
            **SESSION,
            **CYCLE,
            **ROUND,
            "deputy_id": (
                "代表标识",
                "deputy who was dialled; see dim_deputy; null when all that was to be asked is confidential",
            ),
            "happened_at": ("拨打时间", "moment of the dial, local time"),
            "disposition": ("结果代码", "AAPOR code"),
            "number_no": ("号码序号", "which of the deputy's numbers; the number itself is not here"),
            "has_appointment": ("已预约", "the deputy asked to be called later"),
        },
        _attempts,
    ),
    View(
        "fact_verdict",
        "结论",
        "one row per suggestion and cycle; satisfaction = is_good / all rows that are is_newest in a round",
        {
            **SUGGESTION,
            **CYCLE,
            **ROUND,
            "outcome": ("评价结果", f"null when nobody whose word counts rated it; {_OUTCOMES}"),
            "is_rating": ("已评价", "satisfied, mostly_satisfied or dissatisfied"),
            "is_good": ("满意或基本满意", "satisfied or mostly_satisfied"),
            "is_newest": ("本轮最新", "newest cycle that asked about the suggestion in this round"),
            "weight": ("权数", "1 / probability of being drawn; null in a census"),
        },
        _verdicts,
    ),
)
