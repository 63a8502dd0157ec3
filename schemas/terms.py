"""Terms: a length of time or a date, what starts it, how it ends, and the article that says so."""

import calendar
from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Unit(StrEnum):
    """日, 工作日, 月, or a date that comes every year."""

    DAY = "day"
    WORKING_DAY = "working_day"
    MONTH = "month"
    FIXED_DATE = "fixed_date"


class EndRule(StrEnum):
    """What happens when the last day is not a working day (民法典第二百零三条)."""

    NONE = "none"
    OFF_STATUTORY_HOLIDAYS = "off_statutory_holidays"
    OFF_NON_WORKING_DAYS = "off_non_working_days"


class Start(StrEnum):
    """The event that a term is counted from."""

    REFERRED = "referred"
    RECEIVED = "received"
    SESSION_CLOSED = "session_closed"
    REPLY_RECEIVED = "reply_received"
    REPLY_DUE = "reply_due"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    OPINION_ASKED = "opinion_asked"
    FULFILMENT_RECEIVED = "fulfilment_received"

    @property
    def chinese(self) -> str:
        """The event as it stands in a sentence about a due date."""
        return _START_CHINESE[self]


_START_CHINESE = {
    Start.REFERRED: "交办之日",
    Start.RECEIVED: "收到建议之日",
    Start.SESSION_CLOSED: "大会闭会之日",
    Start.REPLY_RECEIVED: "收到答复之日",
    Start.REPLY_DUE: "答复期限届满之日",
    Start.SUBMITTED: "收到代表提出的建议之日",
    Start.RETURNED: "收到退回报告之日",
    Start.OPINION_ASKED: "收到重新提出会办意见的要求之日",
    Start.FULFILMENT_RECEIVED: "收到承诺事项落实情况之日",
}


class TermName(StrEnum):
    """Every term that a profile may set."""

    REPLY = "reply"
    REPLY_IN_SESSION = "reply_in_session"
    LONG_REPLY = "long_reply"
    EXTENSION = "extension"
    SECOND_REPLY = "second_reply"
    CO_HANDLING = "co_handling"
    CO_HANDLING_AGAIN = "co_handling_again"
    RETURN = "return"
    REASSIGN = "reassign"
    FEEDBACK = "feedback"
    FULFILMENT_FEEDBACK = "fulfilment_feedback"
    ASSIGNMENT = "assignment"
    CONTACT_DEPUTY = "contact_deputy"
    VISIT_REPLY = "visit_reply"

    @property
    def chinese(self) -> str:
        """The name printed for people."""
        return _TERM_CHINESE[self]


_TERM_CHINESE = {
    TermName.REPLY: "答复期限",
    TermName.REPLY_IN_SESSION: "大会期间建议的答复期限",
    TermName.LONG_REPLY: "最长答复期限",
    TermName.EXTENSION: "延长期限",
    TermName.SECOND_REPLY: "再次答复期限",
    TermName.CO_HANDLING: "会办意见期限",
    TermName.CO_HANDLING_AGAIN: "重新提出会办意见期限",
    TermName.RETURN: "退回期限",
    TermName.REASSIGN: "重新交办期限",
    TermName.FEEDBACK: "代表反馈期限",
    TermName.FULFILMENT_FEEDBACK: "承诺落实情况反馈期限",
    TermName.ASSIGNMENT: "闭会期间建议交办期限",
    TermName.CONTACT_DEPUTY: "与代表沟通期限",
    TermName.VISIT_REPLY: "履职活动中所提意见的答复期限",
}

_UNIT_CHINESE = {Unit.DAY: "日", Unit.WORKING_DAY: "个工作日", Unit.MONTH: "个月"}

# the fewest and the most days that a unit can last; a working day may wait for a long holiday
_DAYS = {Unit.DAY: (1, 1), Unit.WORKING_DAY: (1, 12), Unit.MONTH: (28, 31)}


def parse_fixed(text: str) -> tuple[int, int]:
    """Return (month, day) of `MM-DD`; raise ValueError unless that day comes in every year."""
    month, dash, day = text.partition("-")
    if not (dash and len(month) == len(day) == 2 and text.replace("-", "").isascii()):
        raise ValueError(f"{text!r} is no date of the year; write 06-30")
    if text == "02-29":
        raise ValueError("02-29 does not exist in every year")
    number = int(month) if month.isdigit() else 0
    # 2001 is any year that is no leap year
    if (
        not 1 <= number <= 12
        or not day.isdigit()
        or not 1 <= int(day) <= calendar.monthrange(2001, number)[1]
    ):
        raise ValueError(f"{text} does not exist in any year")
    return number, int(day)


class Span(BaseModel):
    """A length of time, or the next such date of a year."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    value: int | None = Field(default=None, gt=0, le=3660)
    unit: Unit
    on: str | None = Field(default=None, description="MM-DD, for a fixed date")

    @model_validator(mode="after")
    def _holds_what_its_unit_needs(self) -> Self:
        if self.unit is Unit.FIXED_DATE:
            if self.on is None or self.value is not None:
                raise ValueError("a fixed_date has `on` (MM-DD) and no `value`")
            parse_fixed(self.on)
        elif self.value is None or self.on is not None:
            raise ValueError(f"a term in {self.unit}s has a `value` and no `on`")
        return self

    @property
    def chinese(self) -> str:
        """The length as it stands in a sentence: 3个月, 6月30日."""
        if self.on is not None:
            month, day = parse_fixed(self.on)
            return f"{month}月{day}日"
        return f"{self.value}{_UNIT_CHINESE[self.unit]}"

    @property
    def bounds(self) -> tuple[int, int] | None:
        """The fewest and the most days that it can last; None for a date, which may be near or far."""
        if self.value is None:
            return None
        least, most = _DAYS[self.unit]
        return least * self.value, most * self.value


class Term(Span):
    """A span with the event that starts it. With `at_most` the earlier of the two days is the last one.

    `article` is the place in the edition that says so. `source` is the whole citation; left out, it is made of the edition
    and the article. The last four are filled in when a profile is resolved.
    """

    start: Start
    end_rule: EndRule
    at_most: Span | None = None
    article: str = ""
    source: str = ""
    name: str = ""
    profile: str = ""
    edition: str = ""
    effective_from: date | None = None
