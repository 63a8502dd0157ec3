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

from sqlalchemy import (
    CTE,
    Boolean,
    Connection,
    Select,
    Table,
    TableClause,
    and_,
    case,
    cast,
    column,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    table,
)
from sqlalchemy import Date as DateType
from sqlalchemy.sql import visitors

from schemas.lifecycle import MOVES, Event
from schemas.words import Change, Ending, Role
from warehouse.clocks import NEVER
from warehouse.counters import referral_cells, status_cells
from warehouse.final_replies import final_replies
from warehouse.tables import metadata

# no row of these changes an answer by having come, or it is not kept when it came
_AS_NOW = {
    *("office", "session", "department", "committee", "committee_duty", "deputy", "deputy_phone"),
    *("signer", "due_trace", "call", "call_item", "cycle_sample", "cycle_exclusion"),
}
_STATUS_AFTER = {event.value: following.value for (_, event), following in MOVES.items()}


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


class _Past:
    """What was known at the end of a day, table by table. Inside, every table is the whole one, by its schema."""

    def __init__(self, day: date, schema: str) -> None:
        self.day, self.schema = day, schema

    def whole(self, name: str, alias: str | None = None) -> Any:
        columns = [column(found.name, found.type) for found in metadata.tables[name].columns]
        found: TableClause = table(name, *columns, schema=self.schema)
        return found.alias(alias or f"all_{name}")

    def _shadow(self, name: str, of: Any, *where: Any, **given: Any) -> CTE:
        columns = [given[found.name].label(found.name) if found.name in given else found for found in of.c]
        return select(*columns).where(*where).cte(name)

    def _until(self, name: str, day: str) -> CTE:
        whole = self.whole(name)
        return self._shadow(name, whole, whole.c[day] <= self.day)

    def _received(self, of: Any) -> Any:
        batch = self.whole("batch", f"batch_of_{of.name}")
        return select(batch.c.received_on).where(batch.c.batch_id == of.c.batch_id).scalar_subquery()

    def _versions(self, name: str, key: str) -> CTE:
        whole, later = self.whole(name), self.whole(name, f"later_{name}")
        known = [func.coalesce(of.c.recorded_on, self._received(of)) <= self.day for of in (whole, later)]
        replaced = exists().where(later.c[key] == whole.c[key], later.c.version > whole.c.version, known[1])
        return self._shadow(name, whole, known[0], is_current=cast(~replaced, Boolean))

    @cached_property
    def reply(self) -> CTE:
        return self._versions("reply", "referral_id")

    @cached_property
    def answer(self) -> CTE:
        return self._versions("answer", "call_item_id")

    @cached_property
    def suggestion_event(self) -> CTE:
        whole, change, referral = (
            self.whole(name) for name in ("suggestion_event", "referral_change", "referral")
        )
        # a withdrawal carries the day it happened on; the change beside it, the day it was recorded
        not_yet = exists().where(
            whole.c.event == Event.WITHDRAWN,
            referral.c.suggestion_id == whole.c.suggestion_id,
            change.c.referral_id == referral.c.referral_id,
            change.c.change == Change.WITHDRAWN,
            change.c.recorded_on > self.day,
        )
        return self._shadow("suggestion_event", whole, whole.c.happened_on <= self.day, ~not_yet)

    @cached_property
    def suggestion(self) -> CTE:
        whole, event = self.whole("suggestion"), self.suggestion_event
        there = select(event.c.suggestion_id).where(event.c.event == Event.REFERRED)
        return self._shadow("suggestion", whole, whole.c.suggestion_id.in_(there))

    @cached_property
    def suggestion_state(self) -> CTE:
        event = self.suggestion_event
        newest = func.row_number().over(partition_by=event.c.suggestion_id, order_by=event.c.event_id.desc())
        ranked = select(event, newest.label("place")).subquery()
        status = case(_STATUS_AFTER, value=ranked.c.event)
        columns = (ranked.c.suggestion_id, status.label("status"), ranked.c.round)
        return select(*columns).where(ranked.c.place == 1).cte("suggestion_state")

    @cached_property
    def referral(self) -> CTE:
        whole, event = self.whole("referral"), self.suggestion_event
        change, later = self.whole("referral_change"), self.whole("referral_change", "later_change")
        mine = change.c.referral_id == whole.c.referral_id
        came_later = exists().where(mine, _is_hand_over(change), change.c.recorded_on > self.day)
        began = case((whole.c.round == 1, Event.REFERRED.value), else_=Event.RE_REFERRED.value)
        opened = exists().where(
            event.c.suggestion_id == whole.c.suggestion_id,
            event.c.event == began,
            event.c.round == whole.c.round,
        )
        moved = (
            select(later.c.old_due_on)
            .where(
                later.c.referral_id == whole.c.referral_id,
                later.c.recorded_on > self.day,
                later.c.old_due_on.is_not(None),
            )
            .order_by(later.c.change_id)
            .limit(1)
            .scalar_subquery()
        )
        ended = self._ended(whole)
        return self._shadow(
            "referral",
            whole,
            opened,
            ~came_later,
            due_on=func.coalesce(moved, whole.c.due_on),
            suspended_on=self._suspended(whole),
            ended_on=case((ended, whole.c.ended_on)),
            ended_as=case((ended, whole.c.ended_as)),
        )

    def _ended(self, whole: Any) -> Any:
        change, other = self.whole("referral_change", "ending"), self.whole("referral", "ended")
        # a withdrawal is recorded at one referral and ends all of its suggestion
        withdrawn = exists().where(
            other.c.suggestion_id == whole.c.suggestion_id,
            change.c.referral_id == other.c.referral_id,
            change.c.change == Change.WITHDRAWN,
            change.c.recorded_on > self.day,
        )
        handed_on = exists().where(
            change.c.referral_id == whole.c.referral_id,
            change.c.change.in_([Change.REASSIGNED, Change.RETURNED]),
            ~_is_hand_over(change),
            change.c.recorded_on > self.day,
        )
        return or_(
            and_(whole.c.ended_as == Ending.WITHDRAWN, ~withdrawn),
            and_(whole.c.ended_as == Ending.REASSIGNED, ~handed_on),
        )

    def _suspended(self, whole: Any) -> Any:
        change = self.whole("referral_change", "suspension")
        since = case((change.c.change == Change.SUSPENDED, change.c.happened_on), else_=null())
        return (
            select(cast(since, DateType) if self.schema != "main" else since)
            .where(
                change.c.referral_id == whole.c.referral_id,
                change.c.change.in_([Change.SUSPENDED, Change.RESUMED]),
                change.c.recorded_on <= self.day,
            )
            .order_by(change.c.change_id.desc())
            .limit(1)
            .scalar_subquery()
        )

    @cached_property
    def open_referral(self) -> CTE:
        known, said = self.referral, self.reply
        answered = exists().where(said.c.referral_id == known.c.referral_id, ~said.c.is_interim)
        until = case((known.c.suspended_on.is_not(None), literal(NEVER)), else_=known.c.due_on)
        return (
            select(known.c.referral_id, known.c.suggestion_id, until.label("due_on"))
            .where(known.c.role != Role.CO_HANDLER, known.c.ended_as.is_(None), ~answered)
            .cte("open_referral")
        )

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
    def referral_change(self) -> CTE:
        return self._until("referral_change", "recorded_on")

    @cached_property
    def rereferral(self) -> CTE:
        return self._until("rereferral", "decided_on")


def _is_hand_over(change: Any) -> Any:
    """Whether a change is the one by which a referral came to its department."""
    return and_(change.c.change.in_([Change.REASSIGNED, Change.RETURNED]), change.c.old_due_on.is_(None))
