"""A value with its evidence, and the choice between several findings of one field."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from tasks.rules.letters.text import Evidence, Line

Value = TypeVar("Value")


@dataclass(frozen=True)
class Found(Generic[Value]):
    """A value and the line it was taken from."""

    value: Value
    line: Line

    @property
    def evidence(self) -> Evidence:
        """Where it stands."""
        return Evidence.of(self.line)


def only(findings: Iterable[Found[Value]]) -> Found[Value] | None:
    """Return the one value that all findings agree on; None when there is none, or when they differ."""
    seen = list(findings)
    if not seen or any(found.value != seen[0].value for found in seen):
        return None
    return seen[0]
