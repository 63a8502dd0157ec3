"""Numbers and dates as letters print them: Arabic, Chinese, and the two mixed."""

import re
from collections.abc import Iterator
from datetime import date

NUMERAL = r"[\d一二三四五六七八九十百零〇○廿两]"
# a spelt number of at most 999, or its digits one by one
SPELT = r"[零〇一二三四五六七八九十百廿卅]{1,7}"

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "两": 2,
    "O": 0,
}
_YEAR = r"[\d零〇○O一二三四五六七八九]{4}"
_WRITTEN = re.compile(
    rf"(?<![\d零〇○一二三四五六七八九])({_YEAR})年([\d元一二三四五六七八九十]{{1,3}})月([\d一二三四五六七八九十廿卅]{{1,3}})[日号]"
)
_POINTED = re.compile(r"(?<![\d./-])(\d{4})([-./])(\d{1,2})\2(\d{1,2})(?![\d./-]\d|\d)")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)")


def whole_number(text: str) -> int | None:
    """Return 1..999 from 12, 十二, 二十, 一百零二, 廿三; None when it is no such number."""
    if text.isascii() and text.isdigit():
        return int(text) if 0 < len(text) < 4 and int(text) else None
    total, last = 0, 0
    for character in text.replace("廿", "二十").replace("卅", "三十"):
        if character in "十百":
            total += (last or (1 if total % 100 == 0 else 0)) * (10 if character == "十" else 100)
            last = 0
        elif character in _DIGITS and not last:
            last = _DIGITS[character]
        else:
            return None
    total += last
    return total if 0 < total < 1000 else None


def digits(text: str) -> str | None:
    """Return a spelt number in digits: 十七 as 17, 一五四 as 154; None when it is neither."""
    if len(text) > 1 and not set(text) & set("十百廿卅"):
        return "".join(str(_DIGITS[character]) for character in text)
    number = whole_number(text)
    return str(number) if number else None


def dates_in(tight: str) -> Iterator[tuple[int, int, date]]:
    """Yield (start, end, date) for every complete and possible date in folded text without spaces."""
    for match in _WRITTEN.finditer(tight):
        year = "".join(str(_DIGITS.get(character, character)) for character in match[1])
        yield from _possible(match, int(year), whole_number(match[2]), _day(match[3]))
    for match in _POINTED.finditer(tight):
        yield from _possible(match, int(match[1]), int(match[3]), int(match[4]))
    for match in _COMPACT.finditer(tight):
        yield from _possible(match, int(match[1]), int(match[2]), int(match[3]))


def _day(text: str) -> int | None:
    return whole_number(text.lstrip("0") if text.isdigit() else text)


def _possible(
    match: re.Match[str], year: int, month: int | None, day: int | None
) -> Iterator[tuple[int, int, date]]:
    # the congresses began in 1954
    if month is None or day is None or not 1954 <= year <= 2100:
        return
    try:
        yield match.start(), match.end(), date(year, month, day)
    except ValueError:
        return
