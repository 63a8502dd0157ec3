"""What waits for a decision: unsatisfied by a verdict, a promise that was not kept, a reply that says nothing; and its history."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Select, and_, case, exists, false, func, or_, select

from schemas.lifecycle import Status
from schemas.words import Basis, Role, Signature
from warehouse.numbering import has_label, in_order, label
from warehouse.offices import Scope
from warehouse.queries.parts import is_final_reply
from warehouse.tables import (
    answer,
    call,
    call_item,
    cycle,
    department,
    deputy,
    promise,
    referral,
    reply,
    rereferral,
    signer,
    suggestion,
    suggestion_state,
    verdict,
)
from warehouse.tables.promises import PromiseStatus

_MAY_BE_BROKEN = (Status.ANSWERED, Status.SATISFIED, Status.CLOSED)
# a day alone is no answer
_NO_SUBSTANCE = ("reply_date",)


def awaiting(
    connection: Connection,
    scope: Scope,
    as_of: date,
    bases: Collection[Basis],
    mandatory: Collection[str],
    numbers: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Return the items that wait for a decision on one of these bases, one row each, in the order of their numbers.

    Columns: suggestion_id, number, title, status, round, basis, decided_grounds, cycle_id, lead, outcome, reason (what the lead
    deputy said).
    A verdict goes before a promise, and that before an empty reply: one in which every `mandatory` field but its day is missing.
    With `numbers` only these, and what was escalated is among them, on the grounds that it was escalated on: it is still to be
    closed.
    """
    latest = (
        select(verdict.c.suggestion_id, func.max(verdict.c.cycle_id).label("cycle_id"))
        .group_by(verdict.c.suggestion_id)
        .subquery()
    )
    status = suggestion_state.c.status
    found = _conditions(as_of, mandatory, with_escalated=numbers is not None)
    decided = select(rereferral.c.suggestion_id, func.max(rereferral.c.rereferral_id).label("newest"))
    newest = decided.group_by(rereferral.c.suggestion_id).subquery()
    basis = case(
        (status == Status.ESCALATED, rereferral.c.basis),
        *((condition, word.value) for word, condition in found.items()),
    )
    query = (
        select(
            suggestion.c.suggestion_id,
            label(),
            suggestion.c.title,
            status,
            suggestion_state.c.round,
            basis.label("basis"),
            case((status == Status.ESCALATED, rereferral.c.grounds)).label("decided_grounds"),
            latest.c.cycle_id,
            deputy.c.name.label("lead"),
            verdict.c.outcome,
            answer.c.reason,
        )
        .select_from(suggestion_state)
        .join(suggestion, suggestion.c.suggestion_id == suggestion_state.c.suggestion_id)
        .outerjoin(newest, newest.c.suggestion_id == suggestion.c.suggestion_id)
        .outerjoin(rereferral, rereferral.c.rereferral_id == newest.c.newest)
        .outerjoin(latest, latest.c.suggestion_id == suggestion.c.suggestion_id)
        .outerjoin(
            verdict,
            and_(verdict.c.cycle_id == latest.c.cycle_id, verdict.c.suggestion_id == latest.c.suggestion_id),
        )
        .outerjoin(
            signer,
            and_(signer.c.suggestion_id == suggestion.c.suggestion_id, signer.c.signature == Signature.LEAD),
        )
        .outerjoin(deputy, deputy.c.deputy_id == signer.c.deputy_id)
        .outerjoin(call, and_(call.c.cycle_id == verdict.c.cycle_id, call.c.deputy_id == signer.c.deputy_id))
        .outerjoin(
            call_item,
            and_(
                call_item.c.call_id == call.c.call_id, call_item.c.suggestion_id == suggestion.c.suggestion_id
            ),
        )
        .outerjoin(answer, and_(answer.c.call_item_id == call_item.c.call_item_id, answer.c.is_current))
        .where(
            suggestion.c.session_id == scope.session_id,
            or_(false(), *(condition for word, condition in found.items() if word in bases)),
        )
        .order_by(*in_order())
    )
    if numbers is not None:
        query = query.where(has_label(numbers))
    return _frame(connection, query).drop_duplicates("suggestion_id", ignore_index=True)


def _conditions(
    as_of: date, mandatory: Collection[str], *, with_escalated: bool
) -> dict[Basis, ColumnElement[bool]]:
    status = suggestion_state.c.status
    unsatisfied = [Status.UNSATISFIED, *([Status.ESCALATED] if with_escalated else [])]
    return {
        Basis.VERDICT: status.in_(unsatisfied),
        Basis.PROMISE: and_(status.in_(_MAY_BE_BROKEN), _has_broken_promise(as_of)),
        Basis.EMPTY_REPLY: and_(status == Status.ANSWERED, _has_empty_reply(mandatory)),
    }


def _has_broken_promise(as_of: date) -> ColumnElement[bool]:
    return (
        exists()
        .where(
            referral.c.suggestion_id == suggestion_state.c.suggestion_id,
            reply.c.referral_id == referral.c.referral_id,
            promise.c.reply_id == reply.c.reply_id,
            is_broken(as_of),
        )
        .correlate(suggestion_state)
    )


def is_broken(as_of: date) -> ColumnElement[bool]:
    """Return whether a `promise` of a `referral` is open past its day, and nobody decided on the suggestion since."""
    decided = (
        exists()
        .where(
            rereferral.c.suggestion_id == referral.c.suggestion_id,
            rereferral.c.decided_on > promise.c.due_on,
            rereferral.c.decided_on <= as_of,
        )
        .correlate(referral, promise)
    )
    return and_(promise.c.status == PromiseStatus.OPEN, promise.c.due_on < as_of, ~decided)


def _has_empty_reply(mandatory: Collection[str]) -> ColumnElement[bool]:
    told = [reply.c[name] for name in mandatory if name in reply.c and name not in _NO_SUBSTANCE]
    if not told:
        return false()
    return (
        exists()
        .where(
            referral.c.suggestion_id == suggestion_state.c.suggestion_id,
            referral.c.is_latest,
            referral.c.role != Role.CO_HANDLER,
            reply.c.referral_id == referral.c.referral_id,
            is_final_reply(),
            *(column.is_(None) for column in told),
        )
        .correlate(suggestion_state)
    )


def broken_promises(connection: Connection, suggestion_ids: Sequence[int], as_of: date) -> pd.DataFrame:
    """Return the broken promises of these suggestions that nobody decided on: suggestion_id, department, text, due_on, owner."""
    query = (
        select(
            referral.c.suggestion_id,
            department.c.name.label("department"),
            promise.c.text,
            promise.c.due_on,
            promise.c.owner,
        )
        .select_from(promise)
        .join(reply, reply.c.reply_id == promise.c.reply_id)
        .join(referral, referral.c.referral_id == reply.c.referral_id)
        .join(department, department.c.department_id == referral.c.department_id)
        .where(referral.c.suggestion_id.in_(suggestion_ids), is_broken(as_of))
        .order_by(promise.c.due_on, promise.c.promise_id)
    )
    return _frame(connection, query)


def answers(connection: Connection, cycles: Collection[int], suggestion_ids: Sequence[int]) -> pd.DataFrame:
    """Return what deputies said of these suggestions: cycle_id, suggestion_id, signature, outcome, reason."""
    query = (
        select(
            call.c.cycle_id,
            call_item.c.suggestion_id,
            call_item.c.signature,
            answer.c.outcome,
            answer.c.reason,
        )
        .join(call_item, call_item.c.call_id == call.c.call_id)
        .join(answer, and_(answer.c.call_item_id == call_item.c.call_item_id, answer.c.is_current))
        # found by the few suggestions: with the index of cycles SQLite would try every call with every suggestion
        .where((call.c.cycle_id + 0).in_(cycles), call_item.c.suggestion_id.in_(suggestion_ids))
        .order_by(call_item.c.call_item_id)
    )
    return _frame(connection, query)


def handled(connection: Connection, suggestion_ids: Sequence[int]) -> pd.DataFrame:
    """Return who owed a reply in each round and what it was: suggestion_id, round, department, doc_no, replied_on, result_class."""
    query = (
        select(
            referral.c.suggestion_id,
            referral.c.round,
            department.c.name.label("department"),
            reply.c.doc_no,
            reply.c.replied_on,
            reply.c.result_class,
        )
        .join(department, department.c.department_id == referral.c.department_id)
        .outerjoin(reply, and_(reply.c.referral_id == referral.c.referral_id, reply.c.is_current))
        .where(
            referral.c.suggestion_id.in_(suggestion_ids),
            referral.c.role != Role.CO_HANDLER,
            referral.c.ended_as.is_(None),
        )
        .order_by(referral.c.round, referral.c.referral_id)
    )
    return _frame(connection, query)


def verdicts(connection: Connection, suggestion_ids: Sequence[int]) -> pd.DataFrame:
    """Return the verdicts on these suggestions, the oldest first: suggestion_id, round, outcome."""
    query = (
        select(verdict.c.suggestion_id, cycle.c.round, verdict.c.outcome)
        .join(cycle, cycle.c.cycle_id == verdict.c.cycle_id)
        .where(verdict.c.suggestion_id.in_(suggestion_ids), verdict.c.outcome.is_not(None))
        .order_by(verdict.c.cycle_id)
    )
    return _frame(connection, query)


def _frame(connection: Connection, query: Select[Any]) -> pd.DataFrame:
    columns = list(query.selected_columns.keys())
    rows = pd.DataFrame(connection.execute(query).all(), columns=columns).astype(
        dict.fromkeys(columns, object)
    )
    return rows.where(rows.notna(), None)
