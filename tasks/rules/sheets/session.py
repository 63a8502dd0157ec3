"""The session that the lines above a table name."""

import re
from collections.abc import Iterable

from tasks.rules.letters.numerals import whole_number
from tasks.rules.sheets.words import tight

_NUMERAL = r"[\d一二三四五六七八九十廿]{1,4}"
_SESSION = re.compile(
    rf"第?({_NUMERAL})届(?:(?!政协|届|次|委会|委员会|全会|主任).){{0,16}}?第?({_NUMERAL})次(?:全体)?(?:会议|大会|会)?"
)


def session_in(lines: Iterable[str | None]) -> tuple[int, int] | None:
    """Return (term, meeting), or None when no line or more than one session is named."""
    found = set()
    for line in lines:
        for term, meeting in _SESSION.findall(tight(line)):
            numbers = whole_number(term), whole_number(meeting)
            if numbers[0] and numbers[1]:
                found.add((numbers[0], numbers[1]))
    return found.pop() if len(found) == 1 else None
