"""What was taken back while a cycle asked about it: pairs of a cycle and a suggestion, for the few there are.

A suggestion can be withdrawn until it has a rating. If it is withdrawn in the round of a cycle, that cycle was either still open, or it
was closed before and nobody had rated the suggestion: then its verdict is empty. So an empty verdict tells the two apart, and what a
closed cycle has counted stays as it was.
"""

from sqlalchemy import ColumnElement, Select, exists, select, tuple_

from schemas.lifecycle import Status
from schemas.words import Outcome
from warehouse.tables import call, call_item, cycle, suggestion_state, verdict

GONE = (Status.WITHDRAWN.value, Status.MERGED.value)
# how an item ended about which nothing was settled before its suggestion was taken back
WITHDRAWN = "withdrawn"
SETTLED = tuple(outcome.value for outcome in Outcome if outcome.is_settled)


def is_taken_back() -> ColumnElement[bool]:
    """Return whether the suggestion of a `call_item` was taken back while the cycle of its `call` was open."""
    return tuple_(call.c.cycle_id, call_item.c.suggestion_id).in_(_pairs(verdict.c.outcome.is_(None)))


def is_out_of_base() -> ColumnElement[bool]:
    """Return whether that happened before anybody rated it: then no share counts it.

    While the cycle is open none does; a rating that was given before gets its verdict when the cycle is closed.
    """
    return tuple_(call.c.cycle_id, call_item.c.suggestion_id).in_(_pairs())


def _pairs(*of_verdict: ColumnElement[bool]) -> Select[tuple[int, int]]:
    """cycle_id, suggestion_id of what is gone and has no such verdict in that cycle."""
    judged = exists().where(
        verdict.c.cycle_id == cycle.c.cycle_id,
        verdict.c.suggestion_id == call_item.c.suggestion_id,
        *of_verdict,
    )
    return (
        select(cycle.c.cycle_id, call_item.c.suggestion_id)
        .select_from(suggestion_state)
        .join(call_item, call_item.c.suggestion_id == suggestion_state.c.suggestion_id)
        .join(call, call.c.call_id == call_item.c.call_id)
        .join(cycle, (cycle.c.cycle_id == call.c.cycle_id) & (cycle.c.round == suggestion_state.c.round))
        .where(suggestion_state.c.status.in_(GONE), ~judged)
        .correlate(None)
    )
