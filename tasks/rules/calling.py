"""How calls are made: how often a deputy is dialled at most, and between which hours. Frozen with the cycle, told to the centre."""

import re
from dataclasses import dataclass
from typing import Any

# attempts after which a call is given up when nobody says otherwise
MAX_ATTEMPTS = 5
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

    def as_plan(self) -> dict[str, Any]:
        """Return it as the cycle keeps it."""
        return {"max_attempts": self.max_attempts, "hours": self.hours}
