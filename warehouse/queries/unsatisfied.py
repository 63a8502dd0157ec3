"""Suggestions that a cycle found unsatisfied, what the lead deputy said and what was decided; one row per cycle.

Which ratings leave a suggestion unsatisfied is a rule of the profile on that day, so the suggestion's events tell: a
verdict with a rating, in a round that has the event found_unsatisfied. Of a suggestion that was taken back after its deputy had
been dissatisfied no such event follows; the verdict tells.
"""

from datetime import date
from typing import Any

from sqlalchemy import Select, Subquery, and_, exists, func, or_, select

from schemas.lifecycle import STATUS_CHINESE, Event
from schemas.words import Decision, Outcome, Signature
from warehouse.numbering import label
from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.parts import by_number, chinese, lead_departments
from warehouse.queries.taken_back import GONE
from warehouse.tables import (
    answer,
    call,
    call_item,
    cycle,
    rereferral,
    suggestion,
    suggestion_event,
    suggestion_state,
    verdict,
)


def _statement(scope: Scope, _as_of: date) -> Select[Any]:
    found = exists().where(
        suggestion_event.c.suggestion_id == verdict.c.suggestion_id,
        suggestion_event.c.event == Event.FOUND_UNSATISFIED,
        suggestion_event.c.round == cycle.c.round,
    )
    taken_back = and_(verdict.c.outcome == Outcome.DISSATISFIED, suggestion_state.c.status.in_(GONE))
    handlers, lead = lead_departments(scope), _lead_answers(scope)
    newest = (
        select(func.max(rereferral.c.rereferral_id).label("rereferral_id"))
        .group_by(rereferral.c.cycle_id, rereferral.c.suggestion_id)
        .subquery()
    )
    decided = select(rereferral).join(newest, newest.c.rereferral_id == rereferral.c.rereferral_id).subquery()
    ruled = and_(decided.c.cycle_id == verdict.c.cycle_id, decided.c.suggestion_id == verdict.c.suggestion_id)
    return (
        select(
            label(),
            suggestion.c.title,
            cycle.c.name.label("cycle"),
            handlers.c.departments,
            lead.c.reason,
            chinese(decided.c.decision, {word: word.chinese for word in Decision}).label("decision"),
            chinese(suggestion_state.c.status, STATUS_CHINESE).label("status"),
        )
        .select_from(verdict)
        .join(cycle, cycle.c.cycle_id == verdict.c.cycle_id)
        .join(suggestion, suggestion.c.suggestion_id == verdict.c.suggestion_id)
        .join(suggestion_state, suggestion_state.c.suggestion_id == suggestion.c.suggestion_id)
        .outerjoin(
            handlers,
            and_(handlers.c.suggestion_id == suggestion.c.suggestion_id, handlers.c.round == cycle.c.round),
        )
        .outerjoin(
            lead, and_(lead.c.cycle_id == verdict.c.cycle_id, lead.c.suggestion_id == verdict.c.suggestion_id)
        )
        .outerjoin(decided, ruled)
        .where(cycle.c.session_id == scope.session_id, verdict.c.outcome.is_not(None), or_(found, taken_back))
        .order_by(*by_number(), verdict.c.cycle_id)
    )


def _lead_answers(scope: Scope) -> Subquery:
    return (
        select(call.c.cycle_id, call_item.c.suggestion_id, answer.c.reason)
        .join(call_item, call_item.c.call_id == call.c.call_id)
        .join(answer, answer.c.call_item_id == call_item.c.call_item_id)
        .join(cycle, cycle.c.cycle_id == call.c.cycle_id)
        .where(
            cycle.c.session_id == scope.session_id,
            call_item.c.signature == Signature.LEAD,
            answer.c.is_current,
        )
        .subquery()
    )


QUERY = Query(
    "不满意建议",
    {
        "number": "建议编号",
        "title": "建议标题",
        "cycle": "测评周期",
        "departments": "承办单位",
        "reason": "领衔代表不满意原因",
        "decision": "审定意见",
        "status": "状态",
    },
    _statement,
)
