"""What was known of the handling: events, where suggestions stood, replies, referrals and their clocks."""

from functools import cached_property
from typing import Any

from sqlalchemy import (
    CTE,
    and_,
    case,
    cast,
    exists,
    func,
    null,
    or_,
    select,
)
from sqlalchemy import Date as DateType

from schemas.lifecycle import MOVES, Event
from schemas.words import Change, Ending
from warehouse.known.shadows import Shadows
from warehouse.open_referrals import open_referrals

_STATUS_AFTER = {event.value: following.value for (_, event), following in MOVES.items()}


class Handling(Shadows):
    """Suggestions, referrals and replies as they were known."""

    @cached_property
    def suggestion_event(self) -> CTE:
        """Events by then; a withdrawal from the day it was recorded."""
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
        """Suggestions that had been referred."""
        whole, event = self.whole("suggestion"), self.suggestion_event
        there = select(event.c.suggestion_id).where(event.c.event == Event.REFERRED)
        return self._shadow("suggestion", whole, whole.c.suggestion_id.in_(there))

    @cached_property
    def suggestion_state(self) -> CTE:
        """Where suggestions stood, by their newest event."""
        event = self.suggestion_event
        newest = func.row_number().over(partition_by=event.c.suggestion_id, order_by=event.c.event_id.desc())
        ranked = select(event, newest.label("place")).subquery()
        status = case(_STATUS_AFTER, value=ranked.c.event)
        columns = (ranked.c.suggestion_id, status.label("status"), ranked.c.round)
        return select(*columns).where(ranked.c.place == 1).cte("suggestion_state")

    @cached_property
    def reply(self) -> CTE:
        """Replies recorded by then, the newest version in force."""
        return self._versions("reply", "referral_id")

    @cached_property
    def referral(self) -> CTE:
        """Referrals that were there, with the due dates, suspensions and endings recorded by then."""
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
        # what was handed back waits for its new department, and whoever is given it starts anew
        stands = change.c.change.in_([Change.SUSPENDED, Change.RETURNED])
        since = case((stands, change.c.happened_on), else_=null())
        return (
            select(cast(since, DateType) if self.schema != "main" else since)
            .where(
                change.c.referral_id == whole.c.referral_id,
                or_(stands, change.c.change.in_([Change.RESUMED, Change.REASSIGNED])),
                change.c.recorded_on <= self.day,
            )
            .order_by(change.c.change_id.desc())
            .limit(1)
            .scalar_subquery()
        )

    @cached_property
    def open_referral(self) -> CTE:
        """Referrals that owed a reply and had none."""
        return open_referrals(self.referral, self.reply).cte("open_referral")

    @cached_property
    def referral_change(self) -> CTE:
        """Changes recorded by then."""
        return self._until("referral_change", "recorded_on")


def _is_hand_over(change: Any) -> Any:
    """Whether a change is the one by which a referral came to its department."""
    return and_(change.c.change.in_([Change.REASSIGNED, Change.RETURNED]), change.c.old_due_on.is_(None))
