"""How referrals stand, and what moves them: the only writer of `referral_change` and of a due date that was given before."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, delete, insert, select, update

from schemas.lifecycle import Event
from schemas.words import Change, Ending, Role
from warehouse import counters, events
from warehouse.due_dates import DECIDED_TERM
from warehouse.numbering import has_label, in_order, label
from warehouse.offices import Scope
from warehouse.open_referrals import NEVER
from warehouse.tables import (
    department,
    due_trace,
    open_referral,
    referral,
    referral_change,
    suggestion,
    suggestion_state,
)


@dataclass(frozen=True)
class Standing:
    """The newest referral of a suggestion to a department: where it stands."""

    referral_id: int
    suggestion_id: int
    number: str
    department_id: int
    role: Role
    round: int
    status: str
    assigned_on: date
    due_on: date | None
    term: str | None
    received_on: date | None
    suspended_on: date | None
    ended_as: str | None
    is_open: bool


def standings(
    connection: Connection, scope: Scope, numbers: Sequence[str]
) -> dict[tuple[str, int], Standing]:
    """Return by (number, department_id) how the newest referrals of these suggestions stand."""
    query = (
        select(
            referral.c.referral_id,
            referral.c.suggestion_id,
            label(),
            referral.c.department_id,
            referral.c.role,
            referral.c.round,
            suggestion_state.c.status,
            referral.c.assigned_on,
            referral.c.due_on,
            due_trace.c.term_name,
            referral.c.received_on,
            referral.c.suspended_on,
            referral.c.ended_as,
            open_referral.c.referral_id.is_not(None),
        )
        .join(suggestion, suggestion.c.suggestion_id == referral.c.suggestion_id)
        .join(suggestion_state, suggestion_state.c.suggestion_id == suggestion.c.suggestion_id)
        .outerjoin(due_trace, due_trace.c.due_trace_id == referral.c.due_trace_id)
        .outerjoin(open_referral, open_referral.c.referral_id == referral.c.referral_id)
        .where(
            suggestion.c.session_id == scope.session_id,
            has_label(numbers),
        )
        .order_by(referral.c.round)
    )
    # the database gives texts, and rules ask which role it is
    found = (replace(Standing(*row), role=Role(row.role)) for row in connection.execute(query))
    return {(standing.number, standing.department_id): standing for standing in found}


def known_changes(
    connection: Connection, referral_ids: Sequence[int]
) -> tuple[set[tuple[int, str, date]], set[tuple[int, str, date]]]:
    """Return what is on record already: (referral_id, change, happened_on), of what was asked of a department and of what it took over."""
    of_change = referral_change.c
    rows = connection.execute(
        select(
            of_change.referral_id, of_change.change, of_change.happened_on, of_change.old_due_on.is_(None)
        ).where(of_change.referral_id.in_(referral_ids))
    ).all()
    asked, taken = ({tuple(row[:3]) for row in rows if row[3] == is_taken} for is_taken in (False, True))
    return asked, taken


def record_changes(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Write changes: every column of referral_change but its key."""
    if rows:
        connection.execute(insert(referral_change), list(rows))


def set_clocks(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Let referrals stand as given: of_referral, due_on, received_on, suspended_on, ended_on, ended_as."""
    if not rows:
        return
    columns = ("due_on", "received_on", "suspended_on", "ended_on", "ended_as")
    mine = referral.c.referral_id == bindparam("of_referral")
    # what has ended answers nothing any more
    latest = referral.c.is_latest & bindparam("goes_on")
    values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in columns}
    plain = [
        {f"new_{name}": row[name] for name in columns}
        | {"of_referral": row["of_referral"], "goes_on": row["ended_as"] is None}
        for row in rows
    ]
    with counters.kept(connection, _these([row["of_referral"] for row in rows])):
        connection.execute(update(referral).where(mine).values(values | {"is_latest": latest}), plain)
    running = [
        {
            "of_referral": row["of_referral"],
            "runs_until": NEVER if row["suspended_on"] else row["due_on"],
        }
        for row in rows
        if row["ended_as"] is None
    ]
    open_one = open_referral.c.referral_id == bindparam("of_referral")
    if running:
        connection.execute(
            update(open_referral).where(open_one).values(due_on=bindparam("runs_until")), running
        )
    ended = [{"of_referral": row["of_referral"]} for row in rows if row["ended_as"]]
    if ended:
        connection.execute(delete(open_referral).where(open_one), ended)


def hand_on(
    connection: Connection, standing: Standing, department_id: int, assigned_on: date, due_on: date
) -> int:
    """Refer what a department handed on to another one in the same round; return the referral."""
    same = and_(
        referral.c.suggestion_id == standing.suggestion_id,
        referral.c.department_id == department_id,
        referral.c.round == standing.round,
    )
    trace = select(referral.c.due_trace_id).where(referral.c.referral_id == standing.referral_id)
    given = {
        "role": Role.SEPARATE.value if standing.role is Role.SEPARATE else Role.LEAD.value,
        "assigned_on": assigned_on,
        "due_on": due_on,
        "is_latest": True,
        "ended_on": None,
        "ended_as": None,
    }
    of_same = select(referral.c.referral_id).where(same)
    given["due_trace_id"] = connection.scalar(trace)
    with counters.kept(connection, of_same):
        referral_id = connection.scalar(of_same)
        if referral_id:
            connection.execute(update(referral).where(same).values(given))
        else:
            key = {"suggestion_id": standing.suggestion_id, "department_id": department_id}
            added = insert(referral).values(given | key | {"round": standing.round})
            referral_id = connection.execute(added.returning(referral.c.referral_id)).scalar_one()
    row = {"referral_id": referral_id, "suggestion_id": standing.suggestion_id, "due_on": due_on}
    connection.execute(insert(open_referral).values(row))
    return int(referral_id)


def withdraw(connection: Connection, suggestion_ids: Sequence[int], on: date, note: str) -> None:
    """End suggestions that their deputies took back: every referral of the present round; earlier rounds stay as they were."""
    of_suggestions = referral.c.suggestion_id.in_(suggestion_ids)
    present = select(suggestion_state.c.round).where(
        suggestion_state.c.suggestion_id == referral.c.suggestion_id
    )
    with counters.kept(connection, select(referral.c.referral_id).where(of_suggestions)):
        connection.execute(
            update(referral)
            .where(
                of_suggestions, referral.c.ended_as.is_(None), referral.c.round == present.scalar_subquery()
            )
            .values(ended_on=on, ended_as=Ending.WITHDRAWN.value)
        )
        connection.execute(update(referral).where(of_suggestions).values(is_latest=False))
    connection.execute(delete(open_referral).where(open_referral.c.suggestion_id.in_(suggestion_ids)))
    chosen = select(suggestion.c.suggestion_id).where(suggestion.c.suggestion_id.in_(suggestion_ids))
    events.record(connection, chosen, Event.WITHDRAWN, on, note)


def _these(referral_ids: Sequence[int]) -> Select[tuple[int]]:
    return select(referral.c.referral_id).where(referral.c.referral_id.in_(referral_ids))


def changes_of(connection: Connection, scope: Scope, number: str | None) -> list[dict[str, Any]]:
    """Return what happened to the referrals of the session or of one suggestion, in order: for people to read."""
    query = (
        select(
            label(),
            department.c.name.label("department"),
            referral.c.round,
            referral_change.c.change,
            referral_change.c.happened_on,
            referral_change.c.old_due_on,
            referral_change.c.new_due_on,
            referral_change.c.reason,
            referral_change.c.approved_by,
            referral_change.c.explanation,
        )
        .join(referral, referral.c.referral_id == referral_change.c.referral_id)
        .join(suggestion, suggestion.c.suggestion_id == referral.c.suggestion_id)
        .join(department, department.c.department_id == referral.c.department_id)
        .where(suggestion.c.session_id == scope.session_id)
        .order_by(*in_order(), referral_change.c.change_id)
    )
    if number is not None:
        query = query.where(has_label([number]))
    return [dict(row) for row in connection.execute(query).mappings()]


def doubtful_open(connection: Connection, scope: Scope, calendar: str) -> list[dict[str, Any]]:
    """Return open referrals whose due date was worked out under another calendar: keys, dates, and how it was worked out.

    One that was moved since (an extension, say) is not among them: its date was given, not worked out.
    """
    query = (
        select(
            referral.c.referral_id,
            label(),
            department.c.name.label("department"),
            referral.c.due_on,
            referral.c.suspended_on,
            due_trace.c.profile,
            due_trace.c.term_name,
            due_trace.c.start_on,
        )
        .select_from(open_referral)
        .join(referral, referral.c.referral_id == open_referral.c.referral_id)
        .join(due_trace, due_trace.c.due_trace_id == referral.c.due_trace_id)
        .join(suggestion, suggestion.c.suggestion_id == referral.c.suggestion_id)
        .join(department, department.c.department_id == referral.c.department_id)
        .where(
            suggestion.c.session_id == scope.session_id,
            due_trace.c.calendar != calendar,
            due_trace.c.due_on == referral.c.due_on,
            due_trace.c.term_name != DECIDED_TERM,
        )
        .order_by(*in_order(), referral.c.referral_id)
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def recompute(connection: Connection, rows: Sequence[dict[str, Any]], today: date) -> None:
    """Give open referrals a due date that was worked out anew: referral_id, due_trace_id, due_on, suspended_on, explanation."""
    moved = [row for row in rows if row["new_due_on"] != row["due_on"]]
    mine = referral.c.referral_id == bindparam("of_referral")
    values: dict[str, Any] = {"due_on": bindparam("new_due_on"), "due_trace_id": bindparam("new_trace_id")}
    names = ("new_due_on", "new_trace_id")
    if rows:
        plain = [{"of_referral": row["referral_id"]} | {name: row[name] for name in names} for row in rows]
        with counters.kept(connection, _these([row["referral_id"] for row in rows])):
            connection.execute(update(referral).where(mine).values(values), plain)
    if moved:
        running = [
            {"of_referral": row["referral_id"], "new_due_on": row["new_due_on"]}
            for row in moved
            if row["suspended_on"] is None
        ]
        of_open = open_referral.c.referral_id == bindparam("of_referral")
        if running:
            connection.execute(
                update(open_referral).where(of_open).values(due_on=bindparam("new_due_on")), running
            )
        record_changes(
            connection,
            [
                {
                    "referral_id": row["referral_id"],
                    "change": Change.RECOMPUTED.value,
                    "happened_on": today,
                    "old_due_on": row["due_on"],
                    "new_due_on": row["new_due_on"],
                    "explanation": row["explanation"],
                    "recorded_on": today,
                }
                for row in moved
            ],
        )
