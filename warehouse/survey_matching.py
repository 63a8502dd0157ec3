"""What a row that came back can be about: items by case key, or by suggestion and deputy, with what decides whether it counts."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Select, and_, func, select

from schemas.dispositions import disposition_table
from schemas.lifecycle import Event
from warehouse.numbering import label
from warehouse.offices import Scope
from warehouse.tables import (
    answer,
    attempt,
    call,
    call_item,
    cycle,
    deputy,
    dispatch,
    suggestion,
    suggestion_event,
)

_KEYS_PER_QUERY = 5_000


def items_of_keys(connection: Connection, scope: Scope, case_keys: Sequence[str]) -> pd.DataFrame:
    """Return the items of calls by their case keys, with the columns of `_items`."""
    return _of(connection, _items(scope), call.c.case_key, case_keys)


def items_of_numbers(connection: Connection, scope: Scope, numbers: Sequence[str]) -> pd.DataFrame:
    """Return every item that any cycle of the session asks about by suggestion number, with the columns of `_items`."""
    return _of(connection, _items(scope), label(), numbers)


def registered(connection: Connection, scope: Scope, numbers: Sequence[str]) -> set[str]:
    """Return which of the numbers are suggestions of the session."""
    query = select(label()).where(suggestion.c.session_id == scope.session_id)
    return set(_of(connection, query, label(), numbers)["number"])


def never_reached(connection: Connection, call_ids: Sequence[int]) -> set[int]:
    """Return the calls that have attempts on record and none in which anybody was spoken to."""
    spoken = [code for code, entry in disposition_table().items() if entry.contacted]
    reached = func.count().filter(attempt.c.disposition.in_(spoken))
    query = select(attempt.c.call_id).group_by(attempt.c.call_id).having(reached == 0)
    return set(_of(connection, query, attempt.c.call_id, call_ids)["call_id"])


def rated(connection: Connection, call_ids: Sequence[int]) -> pd.DataFrame:
    """Return call_id and outcome of the answers in force of these calls."""
    query = (
        select(call_item.c.call_id, answer.c.outcome)
        .join(call_item, call_item.c.call_item_id == answer.c.call_item_id)
        .where(answer.c.is_current)
    )
    return _of(connection, query, call_item.c.call_id, call_ids)


def handed_over_on() -> ColumnElement[Any]:
    """Return the day on which the list of a `cycle` first left."""
    return (
        select(func.min(dispatch.c.dispatched_on))
        .where(dispatch.c.what == "call_list", dispatch.c.subject_id == cycle.c.cycle_id)
        .correlate(cycle)
        .scalar_subquery()
    )


def _items(scope: Scope) -> Select[Any]:
    """What `matched` needs of an item.

    case_key, position, number, call_id, call_item_id, cycle_id, is_closed, window, listed_on, asked (name), asked_about (title), withdrawn_on, and what is on record: current, current_on.
    """
    taken_back = (
        select(suggestion_event.c.happened_on)
        .where(
            suggestion_event.c.suggestion_id == call_item.c.suggestion_id,
            suggestion_event.c.event.in_((Event.WITHDRAWN, Event.MERGED)),
        )
        .correlate(call_item)
        .scalar_subquery()
    )
    return (
        select(
            call.c.case_key,
            call_item.c.position,
            label(),
            call.c.call_id,
            call_item.c.call_item_id,
            cycle.c.cycle_id,
            cycle.c.closed_on.is_not(None).label("is_closed"),
            cycle.c.window_from,
            cycle.c.window_to,
            handed_over_on().label("listed_on"),
            deputy.c.name.label("asked"),
            suggestion.c.title.label("asked_about"),
            taken_back.label("withdrawn_on"),
            answer.c.outcome.label("current"),
            answer.c.called_on.label("current_on"),
        )
        .join(call_item, call_item.c.call_id == call.c.call_id)
        .join(deputy, deputy.c.deputy_id == call.c.deputy_id)
        .join(suggestion, suggestion.c.suggestion_id == call_item.c.suggestion_id)
        .join(cycle, cycle.c.cycle_id == call.c.cycle_id)
        .outerjoin(answer, and_(answer.c.call_item_id == call_item.c.call_item_id, answer.c.is_current))
        .where(cycle.c.session_id == scope.session_id)
    )


def _of(
    connection: Connection, query: Select[Any], column: ColumnElement[Any], values: Sequence[Any]
) -> pd.DataFrame:
    rows: list[Any] = []
    for start in range(0, len(values), _KEYS_PER_QUERY):
        rows += connection.execute(query.where(column.in_(values[start : start + _KEYS_PER_QUERY]))).all()
    return pd.DataFrame(rows, columns=list(query.selected_columns.keys()))
