"""The mark of a call list: which cycle it is of and which version; it stands over the header and comes back filled in or not."""

import re
from collections.abc import Iterable

from tasks.rules.header import header_word

_MARK = re.compile(r"名单版本(\d+)-(\d+)")


def list_mark(cycle_id: int, version: int) -> str:
    """Return the mark: 名单版本：3-2."""
    return f"名单版本：{cycle_id}-{version}"


def marked_version(lines: Iterable[str | None]) -> tuple[int, int] | None:
    """Return cycle and version of the first mark among the cells over a header; None without one."""
    matches = (match for line in lines if (match := _MARK.search(header_word(line))))
    match = next(matches, None)
    return (int(match[1]), int(match[2])) if match else None
