"""Spreading a loaded year over many sessions: a warehouse that several offices share over years, instead of one giant session."""

from sqlalchemy import Connection, Integer, cast, func, insert, select, update

from warehouse import counters
from warehouse.tables import final_reply, session, suggestion


def spread(connection: Connection, sessions: int) -> None:
    """Leave every suggestion whose number `sessions` divides in the one session that there is, and give the rest to new ones."""
    known = dict(connection.execute(select(session)).mappings().one())
    first = known.pop("session_id")
    # the keys are told, so that the new sessions can be counted off by the numbers of suggestions
    last = first + sessions - 1
    rows = [
        {**known, "session_id": key, "meeting": 1000 + key, "year": known["year"] + key - first}
        for key in range(first + 1, last + 1)
    ]
    if not rows:
        return
    connection.execute(insert(session), rows)
    moved = first + cast(suggestion.c.number, Integer) % sessions
    connection.execute(update(suggestion).values(session_id=moved))
    of_suggestion = select(suggestion.c.session_id).where(
        suggestion.c.suggestion_id == final_reply.c.suggestion_id
    )
    connection.execute(update(final_reply).values(session_id=of_suggestion.scalar_subquery()))
    assert connection.scalar(select(func.count(suggestion.c.session_id.distinct()))) == sessions
    counters.rebuild(connection, known["office_id"])
