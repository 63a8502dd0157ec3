"""Unsatisfied items: what waits for a decision, the decision, and the next round that it opens."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd
from sqlalchemy import Connection, and_, func, insert, literal, select, update

from schemas.lifecycle import Event, Status
from schemas.words import Decision, Role, Signature
from warehouse import counters, events
from warehouse.offices import Scope
from warehouse.suggestions import open_new_referrals
from warehouse.tables import (
    answer,
    call,
    call_item,
    department,
    deputy,
    due_trace,
    referral,
    reply,
    rereferral,
    signer,
    suggestion,
    suggestion_state,
    verdict,
)

_EVENT_OF = {
    Decision.RE_REFER: Event.RE_REFERRED,
    Decision.CLOSE: Event.CLOSED,
    Decision.ESCALATE: Event.ESCALATED,
}


@dataclass(frozen=True)
class Ruling:
    """What the committee decided on one suggestion."""

    suggestion_id: int
    decision: Decision
    decided_by: str
    findings: str | None
    requirements: str | None


def awaiting(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return the items that are unsatisfied and undecided, one row each.

    Columns: suggestion_id, number, title, round, cycle_id, lead, departments, doc_nos, replied_on, result_classes, outcome,
    reason (what the lead deputy said).
    """
    latest = (
        select(verdict.c.suggestion_id, func.max(verdict.c.cycle_id).label("cycle_id"))
        .group_by(verdict.c.suggestion_id)
        .subquery()
    )
    query = (
        select(
            suggestion.c.suggestion_id,
            suggestion.c.number,
            suggestion.c.title,
            suggestion_state.c.round,
            verdict.c.cycle_id,
            deputy.c.name.label("lead"),
            verdict.c.outcome,
            answer.c.reason,
        )
        .select_from(suggestion_state)
        .join(suggestion, suggestion.c.suggestion_id == suggestion_state.c.suggestion_id)
        .join(latest, latest.c.suggestion_id == suggestion.c.suggestion_id)
        .join(
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
        .where(suggestion.c.session_id == scope.session_id, suggestion_state.c.status == Status.UNSATISFIED)
        .order_by(func.length(suggestion.c.number), suggestion.c.number)
    )
    rows = pd.DataFrame(connection.execute(query).all(), columns=list(query.selected_columns.keys()))
    handled = handling(connection, [int(key) for key in rows["suggestion_id"]])
    return rows.merge(handled, on=["suggestion_id", "round"], how="left")


def handling(connection: Connection, suggestion_ids: Sequence[int]) -> pd.DataFrame:
    """Return who handled these suggestions in each round: departments, doc_nos, replied_on, result_classes as texts."""
    query = (
        select(
            referral.c.suggestion_id,
            referral.c.round,
            department.c.name.label("departments"),
            reply.c.doc_no.label("doc_nos"),
            reply.c.replied_on,
            reply.c.result_class.label("result_classes"),
        )
        .join(department, department.c.department_id == referral.c.department_id)
        .outerjoin(reply, and_(reply.c.referral_id == referral.c.referral_id, reply.c.is_current))
        .where(referral.c.suggestion_id.in_(suggestion_ids), referral.c.role != Role.CO_HANDLER)
        .order_by(referral.c.referral_id)
    )
    columns = list(query.selected_columns.keys())
    rows = pd.DataFrame(connection.execute(query).all(), columns=columns).astype(
        dict.fromkeys(columns, object)
    )
    texts = rows.fillna("").astype({"replied_on": str}).groupby(["suggestion_id", "round"], sort=False)
    return texts.agg(_joined).reset_index()


def _joined(values: Iterable[str]) -> str:
    return "、".join(value for value in values if value)


def decide(connection: Connection, waiting: pd.DataFrame, rulings: Sequence[Ruling], today: date) -> None:
    """Write decisions on items that `awaiting` returned and move each suggestion on."""
    of_cycle = dict(zip(waiting["suggestion_id"], waiting["cycle_id"], strict=True))
    for decision, event in _EVENT_OF.items():
        chosen = [ruling for ruling in rulings if ruling.decision is decision]
        if not chosen:
            continue
        rows = [
            {**vars(ruling), "cycle_id": int(of_cycle[ruling.suggestion_id]), "decided_on": today}
            for ruling in chosen
        ]
        connection.execute(insert(rereferral), rows)
        ids = [ruling.suggestion_id for ruling in chosen]
        moved = select(suggestion.c.suggestion_id).where(suggestion.c.suggestion_id.in_(ids))
        events.record(connection, moved, event, today, decision.chinese)


def open_round(connection: Connection, suggestion_ids: Sequence[int], due_trace_id: int, today: date) -> int:
    """Refer re-referred suggestions to the same lead departments again, with the due date given; return how many referrals.

    Call it after `decide`: the round of each suggestion is then the new one.
    """
    before = referral.alias("before")
    due_on = select(due_trace.c.due_on).where(due_trace.c.due_trace_id == due_trace_id).scalar_subquery()
    rows = (
        select(
            before.c.suggestion_id,
            before.c.department_id,
            before.c.role,
            suggestion_state.c.round,
            literal(today),
            due_on,
            literal(due_trace_id),
            literal(False),
        )
        .join(suggestion_state, suggestion_state.c.suggestion_id == before.c.suggestion_id)
        .where(
            before.c.suggestion_id.in_(suggestion_ids),
            before.c.role != Role.CO_HANDLER,
            before.c.ended_as.is_(None),
            before.c.round == suggestion_state.c.round - 1,
        )
    )
    columns = [
        "suggestion_id",
        "department_id",
        "role",
        "round",
        "assigned_on",
        "due_on",
        "due_trace_id",
        "is_latest",
    ]
    ours = select(referral.c.referral_id).where(referral.c.suggestion_id.in_(suggestion_ids))
    with counters.kept(connection, ours):
        count = connection.execute(insert(referral).from_select(columns, rows)).rowcount
    _make_latest(connection, suggestion_ids)
    rounds = (
        select(suggestion_state.c.round)
        .where(suggestion_state.c.suggestion_id.in_(suggestion_ids))
        .distinct()
    )
    for of_round in connection.scalars(rounds).all():
        in_round = select(suggestion_state.c.suggestion_id).where(
            suggestion_state.c.suggestion_id.in_(suggestion_ids), suggestion_state.c.round == of_round
        )
        open_new_referrals(connection, in_round, of_round)
    return count


def _make_latest(connection: Connection, suggestion_ids: Sequence[int]) -> None:
    newer = referral.alias("newer")
    has_newer = (
        select(literal(1))
        .where(
            newer.c.suggestion_id == referral.c.suggestion_id,
            newer.c.department_id == referral.c.department_id,
            newer.c.round > referral.c.round,
        )
        .exists()
    )
    ours = referral.c.suggestion_id.in_(suggestion_ids)
    connection.execute(update(referral).where(ours, has_newer).values(is_latest=False))
    handled = referral.c.ended_as.is_(None)
    connection.execute(update(referral).where(ours, ~has_newer, handled).values(is_latest=True))
