"""Answers as they were known on a day: each query on the rows that the warehouse had at the end of that day.

A query is not written twice. Its tables are shadowed by common table expressions of the same names that hold what was known:

- replies and answers: of the versions recorded by then the newest is in force;
- suggestions, their status and rounds: the events by then; a withdrawal from the day it was recorded;
- referrals: due date, suspension and ending before the changes recorded later (referral_change keeps old and new date);
- final replies and counters: from these;
- cycles, verdicts, decisions, reports of progress: those opened, closed, decided, received by then.

Titles, categories, names, signers and the directory are as they are now: their corrections are not kept. A referral that was handed
back to a department that had it before is taken to be there from the beginning. A query of any other table is refused.
"""

from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import CTE, Connection, Select, Table, case, select
from sqlalchemy.sql import visitors

from warehouse.counters import referral_cells, status_cells
from warehouse.final_replies import final_replies
from warehouse.known.handling import Handling

# no row of these changes an answer by having come, or it is not kept when it came
_AS_NOW = {
    *("office", "session", "department", "committee", "committee_duty", "deputy", "deputy_phone"),
    *("signer", "due_trace", "call", "call_item", "cycle_sample", "cycle_exclusion"),
}


_KEPT = {
    *("answer", "cycle", "final_reply", "open_referral", "progress", "referral", "referral_change"),
    *("referral_counter", "reply", "rereferral", "status_counter", "suggestion", "suggestion_event"),
    *("suggestion_state", "verdict"),
}


class NotKept(Exception):
    """A query of tables whose past the warehouse does not keep."""

    def __init__(self, names: set[str]) -> None:
        super().__init__(f"how these stood on an earlier day is not kept: {', '.join(sorted(names))}")


def as_known(connection: Connection, statement: Select[Any], day: date) -> Select[Any]:
    """Return the statement on what was known at the end of `day`; raise NotKept when that cannot be told."""
    used = {element.name for element in visitors.iterate(statement) if isinstance(element, Table)}
    past = _Past(day, connection.dialect.default_schema_name or "")
    if unknown := used - _AS_NOW - _KEPT:
        raise NotKept(unknown)
    return statement.add_cte(*(getattr(past, name) for name in sorted(used & _KEPT)))


class _Past(Handling):
    """Every table whose past is kept."""

    @cached_property
    def answer(self) -> CTE:
        return self._versions("answer", "call_item_id")

    @cached_property
    def final_reply(self) -> CTE:
        return final_replies(self.suggestion, self.referral, self.reply).cte("final_reply")

    @cached_property
    def referral_counter(self) -> CTE:
        return referral_cells(self.suggestion, self.referral, self.reply).cte("referral_counter")

    @cached_property
    def status_counter(self) -> CTE:
        return status_cells(self.suggestion, self.suggestion_state).cte("status_counter")

    @cached_property
    def cycle(self) -> CTE:
        whole = self.whole("cycle")
        closed = case((whole.c.closed_on <= self.day, whole.c.closed_on))
        return self._shadow("cycle", whole, whole.c.as_of <= self.day, closed_on=closed)

    @cached_property
    def verdict(self) -> CTE:
        whole, closed = self.whole("verdict"), self.cycle
        stands = select(closed.c.cycle_id).where(closed.c.closed_on.is_not(None))
        return self._shadow("verdict", whole, whole.c.cycle_id.in_(stands))

    @cached_property
    def progress(self) -> CTE:
        whole = self.whole("progress")
        return self._shadow("progress", whole, self._received(whole) <= self.day)

    @cached_property
    def rereferral(self) -> CTE:
        return self._until("rereferral", "decided_on")
