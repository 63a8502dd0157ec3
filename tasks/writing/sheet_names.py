"""Names for the sheets of a workbook, made from what they are about."""

import re
from collections.abc import Iterable

from tasks.writing.cell_text import without_control_characters

_REFUSED = re.compile(r"[\[\]:*?/\\]")
_LONGEST = 31
# Excel keeps it for itself
_RESERVED = "history"


class SheetNames:
    """Names that Excel takes: short, without some characters, and each only once."""

    def __init__(self, taken: Iterable[str]) -> None:
        self.taken = {name.lower() for name in taken} | {_RESERVED}

    def of(self, title: str) -> str:
        """Return a name for a sheet about `title`."""
        plain = without_control_characters(_REFUSED.sub("－", title)).strip("' ") or "未命名"
        name, more = plain[:_LONGEST].rstrip("'"), 1
        while name.lower() in self.taken:
            more += 1
            tail = f"（{more}）"
            name = plain[: _LONGEST - len(tail)] + tail
        self.taken.add(name.lower())
        return name
