"""Dates as people and spreadsheets write them. What is no certain date is none."""

import re
from datetime import date, timedelta

_NUMERALS = str.maketrans("零〇○Oo一二三四五六七八九", "00000123456789")
_DASHES = re.compile(r"[‐‑‒–—―─－−]")
_DATE = re.compile(
    r"^(\d{4})\s*[-./、年]\s*(\d{1,2})\s*[-./、月]\s*(\d{1,2})\s*[日号]?(?:[ T]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?)?$"
)
_DAY_OF_WEEK = re.compile(r"\s*[（(]?(?:星期|周)[一二三四五六日天][）)]?$")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_SERIAL = re.compile(r"^(\d{5})(?:\.\d+)?$")
_CHINESE = re.compile(
    r"^([零〇○Oo一二三四五六七八九\d]{4})年([元一二三四五六七八九十\d]{1,3})月([一二三四五六七八九十廿\d]{1,3})[日号]$"
)
_SERIAL_DAY_ZERO = date(1899, 12, 30)
# five digits outside these years are some other number
_SERIAL_YEARS = range(1990, 2041)


def parse_date(text: str) -> tuple[date | None, str | None]:
    """Return the date that a cell means, or the code of what is wrong with it. A two-digit year is not guessed."""
    text = _DAY_OF_WEEK.sub("", _DASHES.sub("-", text))
    parts: tuple[int, ...] | None = None
    if match := _DATE.match(text) or _COMPACT.match(text):
        parts = tuple(int(part) for part in match.groups())
    elif match := _SERIAL.match(text):
        day = _SERIAL_DAY_ZERO + timedelta(days=int(match[1]))
        return (day, None) if day.year in _SERIAL_YEARS else (None, "unreadable_date")
    elif match := _CHINESE.match(text.replace(" ", "")):
        month, day_of_month = _chinese_number(match[2]), _chinese_number(match[3])
        if month is not None and day_of_month is not None:
            parts = int(match[1].translate(_NUMERALS)), month, day_of_month
    if parts is None:
        return None, "unreadable_date"
    try:
        return date(*parts), None
    except ValueError:
        return None, "impossible_date"


def _chinese_number(text: str) -> int | None:
    """Return 1..99 from 十二, 二十, 廿三, 12, 元; None when it is no such number."""
    if text.isascii() and text.isdigit():
        return int(text)
    digits = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"元": 1}
    text = text.replace("廿", "二十")
    if "十" not in text:
        return digits.get(text) if len(text) == 1 else None
    tens, _, ones = text.partition("十")
    if (tens and tens not in digits) or (ones and ones not in digits):
        return None
    return 10 * (digits[tens] if tens else 1) + (digits[ones] if ones else 0)


def chinese_day(day: date) -> str:
    """Return a day as official documents print it: 2020年9月30日 (GB/T 9704-2012, 7.3.5.5)."""
    return f"{day.year}年{day.month}月{day.day}日"
