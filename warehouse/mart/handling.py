"""Facts of handling: referrals, replies, and decisions to refer again."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, select

from schemas.words import Decision, Ending, Role
from warehouse.chinese import chinese_of
from warehouse.days import DaysBetween
from warehouse.mart.view import DEPARTMENT, ROUND, SUGGESTION, View, named_on, words
from warehouse.queries.parts import is_final_reply
from warehouse.tables import (
    batch,
    cycle,
    department_name,
    open_referral,
    referral,
    reply,
    rereferral,
    session,
    suggestion,
)

_ROLES = words(*chinese_of(Role).items())


def _in_time(day: ColumnElement[Any], due_on: ColumnElement[Any]) -> ColumnElement[bool | None]:
    return case((and_(day.is_not(None), due_on.is_not(None)), day <= due_on))


def _referrals() -> Select[Any]:
    return (
        select(
            referral.c.referral_id,
            session.c.office_id,
            session.c.session_id,
            referral.c.suggestion_id,
            referral.c.department_id,
            department_name.c.department_name_id,
            referral.c.round,
            referral.c.role,
            referral.c.assigned_on,
            referral.c.received_on,
            referral.c.due_on,
            referral.c.suspended_on,
            referral.c.ended_on,
            referral.c.ended_as,
            referral.c.is_latest,
            open_referral.c.referral_id.is_not(None).label("is_open"),
            reply.c.reply_id.is_not(None).label("is_answered"),
            reply.c.replied_on,
            DaysBetween(reply.c.replied_on, referral.c.assigned_on).label("days_taken"),
            _in_time(reply.c.replied_on, referral.c.due_on).label("is_in_time"),
        )
        .select_from(referral)
        .join(suggestion, suggestion.c.suggestion_id == referral.c.suggestion_id)
        .join(session, session.c.session_id == suggestion.c.session_id)
        .outerjoin(reply, and_(reply.c.referral_id == referral.c.referral_id, is_final_reply()))
        .outerjoin(open_referral, open_referral.c.referral_id == referral.c.referral_id)
        .outerjoin(department_name, named_on(referral.c.department_id, referral.c.assigned_on))
    )


def _replies() -> Select[Any]:
    day = func.coalesce(reply.c.replied_on, batch.c.received_on)
    return (
        select(
            reply.c.reply_id,
            session.c.office_id,
            session.c.session_id,
            referral.c.suggestion_id,
            reply.c.referral_id,
            referral.c.department_id,
            department_name.c.department_name_id,
            referral.c.round,
            referral.c.role,
            reply.c.version,
            reply.c.is_current,
            reply.c.is_interim,
            reply.c.replied_on,
            batch.c.received_on,
            reply.c.result_class,
            reply.c.face_to_face,
            reply.c.publicity,
            DaysBetween(reply.c.replied_on, referral.c.assigned_on).label("days_taken"),
            _in_time(reply.c.replied_on, referral.c.due_on).label("is_in_time"),
        )
        .select_from(reply)
        .join(referral, referral.c.referral_id == reply.c.referral_id)
        .join(suggestion, suggestion.c.suggestion_id == referral.c.suggestion_id)
        .join(session, session.c.session_id == suggestion.c.session_id)
        .join(batch, batch.c.batch_id == reply.c.batch_id)
        .outerjoin(department_name, named_on(referral.c.department_id, day))
    )


def _rereferrals() -> Select[Any]:
    return (
        select(
            session.c.office_id,
            session.c.session_id,
            rereferral.c.suggestion_id,
            rereferral.c.cycle_id,
            cycle.c.round,
            rereferral.c.decision,
            rereferral.c.decided_on,
            case((rereferral.c.decision == Decision.RE_REFER, cycle.c.round + 1)).label("next_round"),
        )
        .select_from(rereferral)
        .join(cycle, cycle.c.cycle_id == rereferral.c.cycle_id)
        .join(session, session.c.session_id == cycle.c.session_id)
    )


HANDLING = (
    View(
        "fact_referral",
        "交办",
        "one row per suggestion, department and round; overdue is is_open and due_on before the day that is asked about",
        {
            "referral_id": ("交办标识", "key"),
            **SUGGESTION,
            **DEPARTMENT,
            **ROUND,
            "role": ("承办方式", _ROLES),
            "assigned_on": ("交办日期", "day of the referral"),
            "received_on": ("签收日期", "day on which the department acknowledged it"),
            "due_on": ("办理期限", "last day for the reply; a co-handler has none"),
            "suspended_on": ("中止日期", "since when its clock stands still"),
            "ended_on": ("终止日期", "day from which it owes nothing, without a reply"),
            "ended_as": ("终止原因", words(*chinese_of(Ending).items())),
            "is_latest": ("最新一轮", "newest round of this suggestion and department"),
            "is_open": ("尚未答复", "owes the deputy a reply and has none yet"),
            "is_answered": ("已答复", "has a final reply in force"),
            "replied_on": ("答复日期", "date of the final reply in force"),
            "days_taken": ("办理天数", "calendar days from assigned_on to replied_on"),
            "is_in_time": ("按期答复", "replied_on is not after due_on; null when either is missing"),
        },
        _referrals,
    ),
    View(
        "fact_reply",
        "答复",
        "one row per reply and version; replies in force have is_current, and of those final ones not is_interim",
        {
            "reply_id": ("答复标识", "key"),
            **SUGGESTION,
            "referral_id": ("交办标识", "referral that it answers; see fact_referral"),
            **DEPARTMENT,
            **ROUND,
            "role": ("承办方式", _ROLES),
            "version": ("版本", "1 = first"),
            "is_current": ("现行版本", "the version in force"),
            "is_interim": ("阶段性答复", "does not stop the clock"),
            "replied_on": ("答复日期", "date of the reply"),
            "received_on": ("接收日期", "day on which the file with it came in"),
            "result_class": ("办理结果", "class in the scheme of the office's rule profile, mostly A to D"),
            "face_to_face": ("当面沟通", "whether the deputy was met; null when it is not said"),
            "publicity": ("公开属性", "主动公开, 依申请公开, 不予公开"),
            "days_taken": ("办理天数", "calendar days from the referral to replied_on"),
            "is_in_time": ("按期答复", "replied_on is not after the due date; null when either is missing"),
        },
        _replies,
    ),
    View(
        "fact_rereferral",
        "再次交办决定",
        "one row per decision on a suggestion that a cycle left unsatisfied",
        {
            **SUGGESTION,
            "cycle_id": ("测评周期标识", "survey that left it unsatisfied; see dim_cycle"),
            **ROUND,
            "decision": ("决定", words(*((word.value, word.chinese) for word in Decision))),
            "decided_on": ("决定日期", "day of the decision"),
            "next_round": ("下一轮次", "round that a re-referral opened; null for other decisions"),
        },
        _rereferrals,
    ),
)
