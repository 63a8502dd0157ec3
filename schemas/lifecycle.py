"""The life of a suggestion: the one table of legal moves.

`MOVES[(status, event)]` is the next status. A pair that is not in the table is illegal, and `advance` refuses it.
The only writer of a status is `warehouse.events.record`.

Whatever is re-referred is unsatisfied first. A verdict says so; or, when somebody decides on it, a promise that was not kept
(回头看, even after an end) or a reply without substance: then both events are recorded in one transaction. A broken promise or
an empty reply that nobody decided on is a question to the warehouse, never a status.

What a deputy takes back ends until there is a verdict, while it is asked about too: the survey asks no more about it.
"""

from enum import StrEnum


class Status(StrEnum):
    """Where a suggestion stands. The round is kept beside it, so `referred` in round 2 is `re_referred` to people."""

    REGISTERED = "registered"
    REFERRED = "referred"
    ANSWERED = "answered"
    SURVEYING = "surveying"
    SATISFIED = "satisfied"
    UNSATISFIED = "unsatisfied"
    RE_REFERRED = "re_referred"
    ESCALATED = "escalated"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


class Event(StrEnum):
    """What happened to a suggestion."""

    REFERRED = "referred"
    ANSWERED = "answered"
    SURVEY_OPENED = "survey_opened"
    FOUND_SATISFIED = "found_satisfied"
    FOUND_UNSATISFIED = "found_unsatisfied"
    NOT_RATED = "not_rated"
    PROMISE_BROKEN = "promise_broken"
    REPLY_EMPTY = "reply_empty"
    RE_REFERRED = "re_referred"
    ESCALATED = "escalated"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


STATUS_CHINESE: dict[Status, str] = {
    Status.REGISTERED: "已登记",
    Status.REFERRED: "办理中",
    Status.ANSWERED: "已答复",
    Status.SURVEYING: "测评中",
    Status.SATISFIED: "满意",
    Status.UNSATISFIED: "不满意",
    Status.RE_REFERRED: "再次交办",
    Status.ESCALATED: "提请处理",
    Status.CLOSED: "已办结",
    Status.WITHDRAWN: "已撤回",
    Status.MERGED: "已合并",
}

EVENT_CHINESE: dict[Event, str] = {
    Event.REFERRED: "交办",
    Event.ANSWERED: "全部答复",
    Event.SURVEY_OPENED: "列入回访",
    Event.FOUND_SATISFIED: "评价为满意",
    Event.FOUND_UNSATISFIED: "评价为不满意",
    Event.NOT_RATED: "未评价",
    Event.PROMISE_BROKEN: "认定承诺未兑现",
    Event.REPLY_EMPTY: "认定答复无实质内容",
    Event.RE_REFERRED: "再次交办",
    Event.ESCALATED: "提请处理",
    Event.CLOSED: "办结",
    Event.WITHDRAWN: "撤回",
    Event.MERGED: "合并",
}

_OPEN = (Status.REGISTERED, Status.REFERRED, Status.ANSWERED, Status.RE_REFERRED)

MOVES: dict[tuple[Status, Event], Status] = {
    (Status.REGISTERED, Event.REFERRED): Status.REFERRED,
    (Status.REFERRED, Event.ANSWERED): Status.ANSWERED,
    (Status.RE_REFERRED, Event.ANSWERED): Status.ANSWERED,
    (Status.ANSWERED, Event.SURVEY_OPENED): Status.SURVEYING,
    (Status.SURVEYING, Event.FOUND_SATISFIED): Status.SATISFIED,
    (Status.SURVEYING, Event.FOUND_UNSATISFIED): Status.UNSATISFIED,
    # nobody rated it: it may be asked about again in another cycle
    (Status.SURVEYING, Event.NOT_RATED): Status.ANSWERED,
    **{
        (status, Event.PROMISE_BROKEN): Status.UNSATISFIED
        for status in (Status.ANSWERED, Status.SATISFIED, Status.CLOSED)
    },
    (Status.ANSWERED, Event.REPLY_EMPTY): Status.UNSATISFIED,
    (Status.SATISFIED, Event.CLOSED): Status.CLOSED,
    (Status.UNSATISFIED, Event.RE_REFERRED): Status.RE_REFERRED,
    (Status.UNSATISFIED, Event.ESCALATED): Status.ESCALATED,
    (Status.UNSATISFIED, Event.CLOSED): Status.CLOSED,
    (Status.ESCALATED, Event.CLOSED): Status.CLOSED,
    (Status.ANSWERED, Event.CLOSED): Status.CLOSED,
    **{(status, Event.WITHDRAWN): Status.WITHDRAWN for status in (*_OPEN, Status.SURVEYING)},
    **{(status, Event.MERGED): Status.MERGED for status in _OPEN},
}


class IllegalMove(Exception):
    """An event that the present status does not allow; nothing was written."""

    def __init__(self, status: str, event: str, count: int) -> None:
        super().__init__(f"{count} suggestions are {status}: {event} is not allowed there")
        self.status, self.event, self.count = status, event, count


def advance(status: Status, event: Event) -> Status:
    """Return the status after `event`; raise `IllegalMove` when the table has no such move."""
    try:
        return MOVES[status, event]
    except KeyError:
        raise IllegalMove(status, event, 1) from None
