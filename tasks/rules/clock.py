"""What moves the clock of a referral, and nothing else does: one rule per change, from the profile in force that day."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from schemas.profile import Edition, Start, Term
from schemas.words import Change, Ending
from schemas.working_days import WorkingDays
from tasks.rules.dates import chinese_day
from tasks.rules.deadline import begin, due_date


@dataclass(frozen=True)
class Clock:
    """How a referral stands: `due_on` is its last day, `term` the name of the term that it runs under."""

    assigned_on: date
    due_on: date
    term: str
    received_on: date | None = None
    suspended_on: date | None = None
    is_answered: bool = False
    ended_as: Ending | None = None


@dataclass(frozen=True)
class Request:
    """One row of a sheet of changes, without its place."""

    change: Change
    on: date
    new_due_on: date | None = None
    reason: str | None = None
    approved_by: str | None = None
    is_elsewhere: bool | None = None


@dataclass(frozen=True)
class Moved:
    """What a change does: the clock after it, a sentence for people, a warning; `hands_on`: another department goes on.

    A return that nobody consented to is only asked for: `change` says what it was recorded as.
    """

    clock: Clock
    change: Change
    sentence: str
    warning: tuple[str, str | None] | None = None
    hands_on: date | None = None


class Refused(Exception):
    """A change that the rules do not allow: the code of the problem and what it is about."""

    def __init__(self, code: str, about: str | None = None) -> None:
        super().__init__(code)
        self.code, self.about = code, about


def move(clock: Clock, request: Request, edition: Edition, days: WorkingDays) -> Moved:
    """Return what `request` does to a clock under the edition in force that day; raise Refused when it may not."""
    if request.on < clock.assigned_on:
        raise Refused("change_before_assigned", chinese_day(request.on))
    if clock.ended_as:
        raise Refused("change_after_end")
    if clock.is_answered and request.change not in _AFTER_REPLY:
        raise Refused("change_after_reply")
    return _RULES[request.change](clock, request, edition, days)


def _received(clock: Clock, request: Request, edition: Edition, days: WorkingDays) -> Moved:
    after = replace(clock, received_on=request.on)
    sentence = f"{chinese_day(request.on)}签收。"
    term = edition.terms.get(clock.term)
    if term and term.start is Start.RECEIVED and not clock.is_answered:
        due = due_date(request.on, term, days)
        return Moved(replace(after, due_on=due.due_on), request.change, sentence + due.explanation)
    return Moved(after, request.change, sentence)


def _extended(clock: Clock, request: Request, edition: Edition, days: WorkingDays) -> Moved:
    limit = longest(clock, edition, days)
    wanted = request.new_due_on or limit
    if limit is None or wanted is None:
        raise Refused("extension_not_provided")
    _needs_approval(request)
    if wanted > limit:
        raise Refused("extension_over_cap", chinese_day(limit))
    if wanted <= clock.due_on:
        raise Refused("extension_not_later", chinese_day(clock.due_on))
    late = ("extension_asked_late", chinese_day(clock.due_on)) if request.on > clock.due_on else None
    sentence = (
        f"{chinese_day(request.on)}经{request.approved_by}同意，办理期限由{chinese_day(clock.due_on)}延至{chinese_day(wanted)}"
        f"（最长不超过{chinese_day(limit)}）。依据：{_source(clock, edition)}。"
    )
    return Moved(replace(clock, due_on=wanted), request.change, sentence, late)


def longest(clock: Clock, edition: Edition, days: WorkingDays) -> date | None:
    """Return the last day that an extension can reach; None where the rules have none. A second handling has none."""
    if clock.term not in ("reply", "long_reply"):
        return None
    limits = []
    reply, extension = edition.term("reply", in_session=True), edition.terms.get("extension")
    if reply and extension:
        limits.append(due_date(_counted(clock, reply, days), extension, days).due_on)
    if long := edition.terms.get("long_reply"):
        limits.append(_counted(clock, long, days))
    return min(limits, default=None)


def _counted(clock: Clock, term: Term, days: WorkingDays) -> date:
    """Return the last day of a term of this referral, from its receipt where that starts the term and is known."""
    events: dict[str, date] = {Start.REFERRED: clock.assigned_on}
    if clock.received_on:
        events[Start.RECEIVED] = clock.received_on
    start, counted = begin(term, events) or (clock.assigned_on, term)
    return due_date(start, counted, days).due_on


def _source(clock: Clock, edition: Edition) -> str:
    term = edition.terms.get("extension") or edition.terms[clock.term]
    return term.source


def _refused_extension(clock: Clock, request: Request, _edition: Edition, _days: WorkingDays) -> Moved:
    sentence = f"{chinese_day(request.on)}不同意延期，办理期限仍为{chinese_day(clock.due_on)}。"
    return Moved(clock, request.change, sentence)


def _return_asked(clock: Clock, request: Request, edition: Edition, days: WorkingDays) -> Moved:
    _needs_reason(request, edition)
    warning = _too_late_to_return(clock, request, edition, days)
    sentence = f"{chinese_day(request.on)}申请退回，尚未同意，仍由原单位办理，期限不变。"
    return Moved(clock, Change.RETURN_ASKED, sentence, warning)


def _returned(clock: Clock, request: Request, edition: Edition, days: WorkingDays) -> Moved:
    if edition.returning.consent and not request.approved_by:
        return _return_asked(clock, request, edition, days)
    _needs_reason(request, edition)
    warning = _too_late_to_return(clock, request, edition, days)
    by = f"经{request.approved_by}同意" if request.approved_by else ""
    sentence = f"{chinese_day(request.on)}{by}退回，待改派；改派前期限不计逾期。"
    if term := edition.terms.get("reassign"):
        sentence += f"应于{chinese_day(due_date(request.on, term, days).due_on)}前改派（{term.source}）。"
    return Moved(replace(clock, suspended_on=request.on), request.change, sentence, warning)


def _too_late_to_return(
    clock: Clock, request: Request, edition: Edition, days: WorkingDays
) -> tuple[str, str | None] | None:
    term = edition.terms.get("return")
    if term is None:
        return None
    last = _counted(clock, term, days)
    if request.on <= last:
        return None
    if edition.returning.late == "refused":
        raise Refused("return_too_late", chinese_day(last))
    return ("returned_late", chinese_day(last))


def _reassigned(clock: Clock, request: Request, edition: Edition, days: WorkingDays) -> Moved:
    if request.is_elsewhere is None:
        raise Refused("missing_new_department")
    if not request.is_elsewhere:
        raise Refused("reassigned_to_itself")
    _needs_approval(request)
    if edition.returning.restarts_clock and (term := edition.terms.get(clock.term)):
        due_on, how = due_date(request.on, term, days).due_on, "重新计算"
    else:
        due_on, how = clock.due_on, "不因改派重新计算"
    sentence = (
        f"{chinese_day(request.on)}经{request.approved_by}同意改派，期限{how}，为{chinese_day(due_on)}。"
    )
    ended = replace(clock, ended_as=Ending.REASSIGNED, suspended_on=None)
    return Moved(ended, request.change, sentence, hands_on=due_on)


def _suspended(clock: Clock, request: Request, edition: Edition, _days: WorkingDays) -> Moved:
    allowed = edition.handling.suspended_for
    if not allowed or not any(reason in (request.reason or "") for reason in allowed):
        raise Refused("suspension_not_provided")
    _needs_approval(request)
    sentence = f"{chinese_day(request.on)}因{request.reason}中止办理，期限停止计算。"
    return Moved(replace(clock, suspended_on=request.on), request.change, sentence)


def _resumed(clock: Clock, request: Request, _edition: Edition, _days: WorkingDays) -> Moved:
    if clock.suspended_on is None or request.on < clock.suspended_on:
        raise Refused("not_suspended")
    stood = request.on - clock.suspended_on
    due_on = clock.due_on + stood
    sentence = f"{chinese_day(request.on)}恢复办理，期限顺延{stood.days}日至{chinese_day(due_on)}。"
    return Moved(replace(clock, suspended_on=None, due_on=due_on), request.change, sentence)


def _merged(clock: Clock, request: Request, _edition: Edition, _days: WorkingDays) -> Moved:
    sentence = f"{chinese_day(request.on)}并案办理，仍分别答复，期限{chinese_day(clock.due_on)}不变。"
    return Moved(clock, request.change, sentence)


def _withdrawn(clock: Clock, request: Request, edition: Edition, _days: WorkingDays) -> Moved:
    # what has a clock has been referred, on that day at the latest
    if edition.handling.withdrawal == "before_referral":
        raise Refused("withdrawn_after_referral")
    sentence = f"{chinese_day(request.on)}代表撤回建议，办理终止。"
    return Moved(replace(clock, ended_as=Ending.WITHDRAWN, suspended_on=None), request.change, sentence)


def _needs_approval(request: Request) -> None:
    if not request.approved_by:
        raise Refused("missing_approval", "approved_by")


def _needs_reason(request: Request, edition: Edition) -> None:
    if edition.returning.reasons and not request.reason:
        raise Refused("missing_change_reason", "reason")


# what moves no clock, and a suggestion that is taken back: its deputy needs no reply for that
_AFTER_REPLY = (Change.RECEIVED, Change.MERGED, Change.WITHDRAWN)

_RULES: dict[Change, Callable[[Clock, Request, Edition, WorkingDays], Moved]] = {
    Change.RECEIVED: _received,
    Change.EXTENDED: _extended,
    Change.EXTENSION_REFUSED: _refused_extension,
    Change.RETURN_ASKED: _return_asked,
    Change.RETURNED: _returned,
    Change.REASSIGNED: _reassigned,
    Change.SUSPENDED: _suspended,
    Change.RESUMED: _resumed,
    Change.MERGED: _merged,
    Change.WITHDRAWN: _withdrawn,
}
