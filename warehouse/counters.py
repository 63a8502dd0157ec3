"""Counters that the night keeps up by what it changes: taken away before, added again after, in the caller's transaction.

A writer of `referral`, `reply` or `suggestion_state` wraps what it does into `kept` or `statuses_kept`; a small change costs what
is small, however much there is. `differences` counts everything anew, and what is still open: `duban verify` says whether a writer
forgot to.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    Table,
    and_,
    case,
    delete,
    func,
    insert,
    literal,
    select,
    text,
    true,
)
from sqlalchemy.dialects import postgresql, sqlite

from schemas.words import Role
from warehouse import final_replies, open_referrals
from warehouse.days import MonthOf
from warehouse.tables import (
    referral,
    referral_counter,
    reply,
    session,
    status_counter,
    suggestion,
    suggestion_state,
)

_KEYS = {table: [column.name for column in table.primary_key] for table in (referral_counter, status_counter)}
_COUNT = {referral_counter: "referrals", status_counter: "suggestions"}


@contextmanager
def kept(connection: Connection, referrals: Select[tuple[int]]) -> Iterator[None]:
    """Keep referral_counter and final_reply right while the block changes these referrals or their replies.

    `referrals` selects their keys, before the block and after it; the block may add some.
    """
    final_replies.take_out(connection, referrals)
    yield from _kept(
        connection, referral_counter, _referral_cells().where(referral.c.referral_id.in_(referrals))
    )
    final_replies.put_in(connection, referrals)


@contextmanager
def statuses_kept(connection: Connection, suggestions: Select[tuple[int]]) -> Iterator[None]:
    """Keep status_counter right while the block changes where these suggestions stand, or adds that."""
    of_chosen = suggestion_state.c.suggestion_id.in_(suggestions)
    yield from _kept(connection, status_counter, _status_cells().where(of_chosen))


def _kept(connection: Connection, counter: Table, cells: Select[Any]) -> Iterator[None]:
    _add(connection, counter, cells, -1)
    yield
    _add(connection, counter, cells, 1)
    connection.execute(delete(counter).where(counter.c[_COUNT[counter]] == 0))


def _add(connection: Connection, counter: Table, cells: Select[Any], sign: int) -> None:
    found = cells.subquery()
    name = _COUNT[counter]
    # SQLite takes ON CONFLICT after a SELECT for a join unless that has a WHERE
    rows = select(*(found.c[key] for key in _KEYS[counter]), (sign * found.c[name]).label(name)).where(true())
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = make(counter).from_select([*_KEYS[counter], name], rows)
    more = counter.c[name] + statement.excluded[name]
    connection.execute(statement.on_conflict_do_update(index_elements=_KEYS[counter], set_={name: more}))


def referral_cells(suggestion: Any, referral: Any, reply: Any) -> Select[Any]:
    """Return every cell of referral_counter, counted from these tables or what stands for them."""
    month = MonthOf(referral.c.due_on)
    given = func.coalesce(reply.c.result_class, "")
    timeliness = case(
        (reply.c.reply_id.is_(None), "open"),
        (reply.c.replied_on.is_(None), "undated"),
        (reply.c.replied_on <= referral.c.due_on, "on_time"),
        else_="late",
    )
    final = and_(reply.c.referral_id == referral.c.referral_id, reply.c.is_current, ~reply.c.is_interim)
    cell = (
        suggestion.c.session_id,
        referral.c.department_id,
        referral.c.round,
        month.label("due_month"),
        given.label("result_class"),
        timeliness.label("timeliness"),
    )
    one = select(*cell).select_from(referral)
    return (
        one.join(suggestion, suggestion.c.suggestion_id == referral.c.suggestion_id)
        .outerjoin(reply, final)
        .where(referral.c.role != Role.CO_HANDLER, referral.c.ended_as.is_(None))
        .add_columns(func.count().label("referrals"))
        # by place, because PostgreSQL does not see that two expressions with parameters are the same
        .group_by(*(text(str(place)) for place in range(1, len(cell) + 1)))
    )


def status_cells(suggestion: Any, suggestion_state: Any) -> Select[Any]:
    """Return every cell of status_counter, counted from these tables or what stands for them."""
    cell = (suggestion.c.session_id, suggestion_state.c.status, suggestion_state.c.round)
    return (
        select(*cell, func.count().label("suggestions"))
        .join(suggestion, suggestion.c.suggestion_id == suggestion_state.c.suggestion_id)
        .group_by(*cell)
    )


def _referral_cells() -> Select[Any]:
    return referral_cells(suggestion, referral, reply)


def _status_cells() -> Select[Any]:
    return status_cells(suggestion, suggestion_state)


_CELLS = {referral_counter: _referral_cells, status_counter: _status_cells}


def differences(connection: Connection, office_id: int) -> list[dict[str, Any]]:
    """Return the cells of an office that are not as counted anew: counter, cell, kept, counted."""
    found = []
    for counter, cells in _CELLS.items():
        counted = _by_cell(connection, cells().where(_of_office(suggestion.c.session_id, office_id)))
        present = select(counter).where(_of_office(counter.c.session_id, office_id))
        now = _by_cell(connection, present)
        for cell in sorted(now.keys() | counted.keys()):
            # a cell of nought is none: it would show a department a round that it never had
            if now.get(cell) != counted.get(cell):
                named = ", ".join(f"{name} {value}" for name, value in zip(_KEYS[counter], cell, strict=True))
                row = {"counter": counter.name, "cell": named}
                found.append(row | {"kept": now.get(cell, 0), "counted": counted.get(cell, 0)})
    mine = _sessions(office_id)
    found += final_replies.other_replies(connection, mine)
    return found + open_referrals.other_open_referrals(connection, mine)


def _by_cell(connection: Connection, query: Select[Any]) -> dict[tuple[Any, ...], int]:
    return {tuple(row[:-1]): row[-1] for row in connection.execute(query)}


def rebuild(connection: Connection, office_id: int) -> None:
    """Count everything of an office anew."""
    for counter, cells in _CELLS.items():
        connection.execute(delete(counter).where(_of_office(counter.c.session_id, office_id)))
        rows = cells().where(_of_office(suggestion.c.session_id, office_id))
        connection.execute(insert(counter).from_select([*_KEYS[counter], _COUNT[counter]], rows))
    final_replies.refill(connection, _sessions(office_id))
    open_referrals.refill(connection, _sessions(office_id))


def _of_office(session_id: Any, office_id: int) -> Any:
    return session_id.in_(_sessions(office_id))


def _sessions(office_id: int) -> Select[tuple[int]]:
    return select(session.c.session_id).where(session.c.office_id == literal(office_id))
