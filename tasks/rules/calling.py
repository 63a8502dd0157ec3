"""How calls are made: how often a deputy is dialled at most, and between which hours. Frozen with the cycle, told to the centre."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

# what holds when nobody says otherwise: attempts after which a call is given up, and hours as queXS has them
MAX_ATTEMPTS = 5
_WEEKDAY, _WEEKEND = ((time(9), time(20, 30)),), ((time(9), time(17)),)
_USUAL = {**dict.fromkeys(range(5), _WEEKDAY), **dict.fromkeys((5, 6), _WEEKEND)}
_SPAN = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True)
class Calling:
    """`hours`: spans of the day such as 09:00-11:30,15:00-20:30; None leaves them to the centre. Raises ValueError for others."""

    max_attempts: int = MAX_ATTEMPTS
    hours: str | None = None

    def __post_init__(self) -> None:
        if self.max_attempts < 1:
            raise ValueError("a call needs at least one attempt")
        ended = ""
        for span in self.hours.split(",") if self.hours else ():
            begin, _, end = span.partition("-")
            if not _SPAN.fullmatch(span) or not ended <= begin < end:
                raise ValueError(
                    f"{self.hours} is no hours of calling: write 09:00-11:30,15:00-20:30, early first"
                )
            ended = end

    @classmethod
    def planned(cls, plan: Mapping[str, Any] | None) -> "Calling":
        """Return how the calls of a cycle were planned to be made; a cycle of before there were plans has the usual."""
        return cls(
            **{name: value for name, value in (plan or {}).items() if name in ("max_attempts", "hours")}
        )

    @property
    def by_weekday(self) -> Mapping[int, tuple[tuple[time, time], ...]]:
        """The hours of each weekday (Monday is 0), early first: those of the plan on every day, else the usual."""
        if not self.hours:
            return _USUAL
        spans = (span.split("-") for span in self.hours.split(","))
        return dict.fromkeys(range(7), tuple((_moment(begin), _moment(end)) for begin, end in spans))

    def as_plan(self) -> dict[str, Any]:
        """Return it as the cycle keeps it."""
        return {"max_attempts": self.max_attempts, "hours": self.hours}


def _moment(text: str) -> time:
    return time.fromisoformat(text)
