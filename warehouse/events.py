"""The only writer of a suggestion's status: an event is recorded and the status follows it, or neither."""

from datetime import date

from sqlalchemy import Connection, Integer, Select, case, func, insert, literal, select, update

from schemas.lifecycle import MOVES, Event, IllegalMove
from warehouse import counters, stage
from warehouse.tables import suggestion_event, suggestion_state


def record(
    connection: Connection,
    chosen: Select[tuple[int]],
    event: Event,
    happened_on: date,
    note: str | None = None,
) -> int:
    """Record `event` for the suggestions that `chosen` selects, in the caller's transaction; return how many.

    One illegal move refuses them all (IllegalMove). A re-referral begins the next round.
    """
    stage.create(connection, stage.stage_chosen)
    connection.execute(insert(stage.stage_chosen).from_select(["suggestion_id"], chosen))
    stage.analyze(connection, stage.stage_chosen)
    moves = {
        status.value: following.value for (status, happened), following in MOVES.items() if happened is event
    }
    ids = select(stage.stage_chosen.c.suggestion_id)
    _refuse_illegal(connection, ids, event, list(moves))
    next_round = suggestion_state.c.round + (1 if event is Event.RE_REFERRED else 0)
    events = select(
        suggestion_state.c.suggestion_id,
        literal(event.value),
        literal(happened_on),
        next_round,
        literal(note),
    ).where(suggestion_state.c.suggestion_id.in_(ids))
    columns = ["suggestion_id", "event", "happened_on", "round", "note"]
    connection.execute(insert(suggestion_event).from_select(columns, events))
    with counters.statuses_kept(connection, ids):
        moved = connection.execute(
            update(suggestion_state)
            .where(suggestion_state.c.suggestion_id.in_(ids))
            .values(status=case(moves, value=suggestion_state.c.status), round=next_round)
        )
    return moved.rowcount


def _refuse_illegal(
    connection: Connection, ids: Select[tuple[int]], event: Event, allowed: list[str]
) -> None:
    status = suggestion_state.c.status
    illegal = connection.execute(
        select(status, func.count(type_=Integer))
        .where(suggestion_state.c.suggestion_id.in_(ids), status.not_in(allowed))
        .group_by(status)
    ).first()
    if illegal:
        raise IllegalMove(illegal[0], event.value, illegal[1])
