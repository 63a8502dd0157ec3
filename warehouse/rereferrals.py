"""The decision on an item that waits for one, and the next round that it opens."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, and_, insert, literal, or_, select, update

from schemas.lifecycle import Event, Status
from schemas.words import Basis, Decision, Measure, Role
from warehouse import counters, events
from warehouse.suggestions import open_new_referrals
from warehouse.tables import due_trace, referral, rereferral, suggestion, suggestion_state

_EVENT_OF = {
    Decision.RE_REFER: Event.RE_REFERRED,
    Decision.CLOSE: Event.CLOSED,
    Decision.ESCALATE: Event.ESCALATED,
}
# a verdict was recorded when its cycle was closed; these two are found when somebody decides on them
_FOUND = {Basis.PROMISE: Event.PROMISE_BROKEN, Basis.EMPTY_REPLY: Event.REPLY_EMPTY}
_COLUMNS = (
    "suggestion_id",
    "department_id",
    "role",
    "round",
    "assigned_on",
    "due_on",
    "due_trace_id",
    "is_latest",
)


@dataclass(frozen=True)
class Ruling:
    """What was decided on one suggestion. `department_id`: another lead; `due_on`: another last day than the rules give.

    `batch_id` and `row_no`: the sheet that says so.
    """

    suggestion_id: int
    decision: Decision
    decided_by: str
    findings: str | None = None
    requirements: str | None = None
    department_id: int | None = None
    due_on: date | None = None
    measure: Measure | None = None
    batch_id: int | None = None
    row_no: int | None = None

    @property
    def note(self) -> str:
        """The decision as its event tells it."""
        words = self.measure.chinese if self.measure else None
        return f"{self.decision.chinese}：{words}" if words else self.decision.chinese


def decide(connection: Connection, waiting: pd.DataFrame, rulings: Sequence[Ruling], today: date) -> None:
    """Write decisions on items that wait (with the columns of candidates.awaiting, and grounds), and move each suggestion on."""
    items = {int(row["suggestion_id"]): row for row in waiting.to_dict("records")}
    groups: dict[tuple[Basis, Status, Decision, str], list[Ruling]] = {}
    for ruling in rulings:
        item = items[ruling.suggestion_id]
        kind = (Basis(item["basis"]), Status(item["status"]), ruling.decision, ruling.note)
        groups.setdefault(kind, []).append(ruling)
    for (basis, status, decision, note), chosen in groups.items():
        connection.execute(
            insert(rereferral), [_row(ruling, items[ruling.suggestion_id], today) for ruling in chosen]
        )
        ids = [ruling.suggestion_id for ruling in chosen]
        moved = select(suggestion.c.suggestion_id).where(suggestion.c.suggestion_id.in_(ids))
        if basis in _FOUND and status is not Status.ESCALATED:
            events.record(connection, moved, _FOUND[basis], today, basis.chinese)
        events.record(connection, moved, _EVENT_OF[decision], today, note)


def _row(ruling: Ruling, item: dict[Any, Any], today: date) -> dict[str, Any]:
    is_verdict = item["basis"] == Basis.VERDICT
    return {
        **vars(ruling),
        "round": int(item["round"]),
        "basis": item["basis"],
        "cycle_id": int(item["cycle_id"]) if is_verdict and item["cycle_id"] is not None else None,
        "grounds": item["grounds"],
        "decided_on": today,
    }


def open_round(
    connection: Connection,
    suggestion_ids: Sequence[int],
    due_trace_id: int,
    today: date,
    department_id: int | None = None,
) -> int:
    """Refer re-referred suggestions again, with the due date given; return how many referrals.

    To the lead departments of the round before, or to the one named instead: their referrals stay as they were. Call it after
    `decide`: the round of each suggestion is then the new one.
    """
    rows = _to_another if department_id else _to_the_same
    chosen = rows(suggestion_ids, due_trace_id, today, department_id)
    ours = select(referral.c.referral_id).where(referral.c.suggestion_id.in_(suggestion_ids))
    with counters.kept(connection, ours):
        count = connection.execute(insert(referral).from_select(_COLUMNS, chosen)).rowcount
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


def _to_the_same(
    suggestion_ids: Sequence[int], due_trace_id: int, today: date, _department_id: int | None
) -> Select[Any]:
    before = referral.alias("before")
    return (
        select(before.c.suggestion_id, before.c.department_id, before.c.role, *_new(due_trace_id, today))
        .join(suggestion_state, suggestion_state.c.suggestion_id == before.c.suggestion_id)
        .where(
            before.c.suggestion_id.in_(suggestion_ids),
            before.c.role != Role.CO_HANDLER,
            before.c.ended_as.is_(None),
            before.c.round == suggestion_state.c.round - 1,
        )
    )


def _to_another(
    suggestion_ids: Sequence[int], due_trace_id: int, today: date, department_id: int | None
) -> Select[Any]:
    return select(
        suggestion_state.c.suggestion_id,
        literal(department_id),
        literal(Role.LEAD.value),
        *_new(due_trace_id, today),
    ).where(suggestion_state.c.suggestion_id.in_(suggestion_ids))


def _new(due_trace_id: int, today: date) -> tuple[Any, ...]:
    due_on = select(due_trace.c.due_on).where(due_trace.c.due_trace_id == due_trace_id).scalar_subquery()
    return (suggestion_state.c.round, literal(today), due_on, literal(due_trace_id), literal(False))


def _make_latest(connection: Connection, suggestion_ids: Sequence[int]) -> None:
    """Of a department's referrals the newest is the latest; whoever led before and does not now has none."""
    newer = referral.alias("newer")
    both_lead = and_(newer.c.role != Role.CO_HANDLER, referral.c.role != Role.CO_HANDLER)
    has_newer = (
        select(literal(1))
        .where(
            newer.c.suggestion_id == referral.c.suggestion_id,
            or_(newer.c.department_id == referral.c.department_id, both_lead),
            newer.c.round > referral.c.round,
        )
        .exists()
    )
    ours = referral.c.suggestion_id.in_(suggestion_ids)
    connection.execute(update(referral).where(ours, has_newer).values(is_latest=False))
    goes_on = referral.c.ended_as.is_(None)
    connection.execute(update(referral).where(ours, ~has_newer, goes_on).values(is_latest=True))
