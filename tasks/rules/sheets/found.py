"""A row as read, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Finding:
    """One thing wrong with a row: problem code, field, the cell as it stands (never that of a telephone)."""

    code: str
    field: str | None = None
    value: str | None = None


@dataclass(frozen=True)
class ReadRow:
    """A row as read. `rejection` is set when it cannot be used; `twins` are the other rows of a doubled number."""

    row: int
    fields: Mapping[str, Any]
    warnings: tuple[Finding, ...] = ()
    rejection: Finding | None = None
    twins: tuple[int, ...] = ()
