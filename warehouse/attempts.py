"""Every dial of a cycle, kept for ever, and what the calls look like beside them."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from sqlalchemy import Connection, func, insert, select

from warehouse.offices import Scope
from warehouse.queries.taken_back import is_taken_back
from warehouse.survey_matching import handed_over_on
from warehouse.tables import answer, attempt, call, call_item, cycle, deputy_phone

_KEYS_PER_QUERY = 5_000


def calls_of_keys(connection: Connection, scope: Scope, case_keys: Sequence[str]) -> pd.DataFrame:
    """Return case_key, call_id, window_from, window_to, listed_on (the day the list left) for the keys that exist."""
    query = (
        select(
            call.c.case_key,
            call.c.call_id,
            cycle.c.window_from,
            cycle.c.window_to,
            handed_over_on().label("listed_on"),
        )
        .join(cycle, cycle.c.cycle_id == call.c.cycle_id)
        .where(cycle.c.session_id == scope.session_id)
    )
    rows: list[Any] = []
    for start in range(0, len(case_keys), _KEYS_PER_QUERY):
        chunk = case_keys[start : start + _KEYS_PER_QUERY]
        rows += connection.execute(query.where(call.c.case_key.in_(chunk))).all()
    return pd.DataFrame(rows, columns=list(query.selected_columns.keys()))


def put_attempts(connection: Connection, batch_id: int, rows: Sequence[dict[str, Any]]) -> int:
    """Write attempts that are not on record: call_id, happened_at, disposition, number_no, appointment_at, interviewer, seconds, row_no."""
    calls = sorted({row["call_id"] for row in rows})
    known: set[tuple[Any, ...]] = set()
    for start in range(0, len(calls), _KEYS_PER_QUERY):
        chunk = calls[start : start + _KEYS_PER_QUERY]
        query = select(attempt.c.call_id, attempt.c.happened_at, attempt.c.disposition)
        known |= {tuple(row) for row in connection.execute(query.where(attempt.c.call_id.in_(chunk)))}
    new: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in rows:
        key = (row["call_id"], row["happened_at"], row["disposition"])
        if key not in known:
            new.setdefault(key, row | {"batch_id": batch_id})
    if new:
        connection.execute(insert(attempt), list(new.values()))
    return len(new)


def attempts_of_cycle(connection: Connection, cycle_id: int) -> pd.DataFrame:
    """Return call_id, attempted_at, code, number_no, appointment_at, interviewer, seconds of every attempt."""
    query = (
        select(
            attempt.c.call_id,
            attempt.c.happened_at.label("attempted_at"),
            attempt.c.disposition.label("code"),
            attempt.c.number_no,
            attempt.c.appointment_at,
            attempt.c.interviewer,
            attempt.c.seconds,
        )
        .join(call, call.c.call_id == attempt.c.call_id)
        .where(call.c.cycle_id == cycle_id)
        .order_by(attempt.c.attempt_id)
    )
    return pd.DataFrame(connection.execute(query).all(), columns=list(query.selected_columns.keys()))


def calls_of_cycle(connection: Connection, cycle_id: int) -> pd.DataFrame:
    """Return call_id, case_key, deputy_id and numbers: how many numbers of the deputy can be dialled."""
    numbers = (
        select(func.count())
        .where(deputy_phone.c.deputy_id == call.c.deputy_id)
        .correlate(call)
        .scalar_subquery()
    )
    query = select(call.c.call_id, call.c.case_key, call.c.deputy_id, numbers.label("numbers"))
    rows = connection.execute(query.where(call.c.cycle_id == cycle_id).order_by(call.c.call_id)).all()
    return pd.DataFrame(rows, columns=["call_id", "case_key", "deputy_id", "numbers"])


def items_of_cycle(connection: Connection, cycle_id: int) -> pd.DataFrame:
    """Return every item: call_id, suggestion_id, has_phone, is_withdrawn (while asked), outcome (None: nothing came back), called_on, dials."""
    query = (
        select(
            call_item.c.call_id,
            call_item.c.suggestion_id,
            call.c.has_phone,
            is_taken_back().label("is_withdrawn"),
            answer.c.outcome,
            answer.c.called_on,
            answer.c.attempts.label("dials"),
        )
        .join(call, call.c.call_id == call_item.c.call_id)
        .outerjoin(answer, (answer.c.call_item_id == call_item.c.call_item_id) & answer.c.is_current)
        .where(call.c.cycle_id == cycle_id)
        .order_by(call_item.c.call_item_id)
    )
    return pd.DataFrame(connection.execute(query).all(), columns=list(query.selected_columns.keys()))
