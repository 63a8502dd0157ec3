"""Cells of the sheets that follow a suggestion on its way: changes, attempts, interim replies."""

import re
from collections.abc import Mapping
from datetime import datetime

import pyarrow as pa

from schemas.visits import FOLLOW_UP_WORDS, SORTING_WORDS
from schemas.words import CHANGE_WORDS
from tasks.rules.cells import Parsed, on_distinct

_MOMENT = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日T]?\s*(\d{1,2})[:时](\d{1,2})(?:[:分]\d{1,2}(?:\.0+)?秒?|分)?"
)
_DURATIONS = (
    re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):(\d{2})"),
    re.compile(r"(?=\d)(?:(\d{1,2})小?时)?(?:(\d{1,3})分钟?)?(?:(\d{1,5})(?:\.0+)?秒?)?"),
)
_QUARTER = re.compile(r"(?:(\d{4})年?)?(?:第?([一二三四1-4])季度?|Q([1-4]))")
_INTERIM = {
    **dict.fromkeys(("最终", "正式", "办结", "终结"), False),
    **dict.fromkeys(("阶段", "中间", "过程", "进展", "初步"), True),
}


def parse_changes(column: pa.Array) -> Parsed:
    """Return what happened to a referral."""

    def parse(text: str) -> tuple[str | None, str | None]:
        word = CHANGE_WORDS.get(text.replace(" ", ""))
        return (word.value, None) if word else (None, "unknown_change")

    return on_distinct(column, pa.string(), parse)


def parse_interim(column: pa.Array) -> Parsed:
    """Return whether a reply is an interim one (阶段性答复), which does not stop the clock."""

    def parse(text: str) -> tuple[bool | None, str | None]:
        word = _INTERIM.get(re.sub(r"\s|答复|回复|性|件", "", text))
        return word, "unknown_reply_kind" if word is None else None

    return on_distinct(column, pa.bool_(), parse)


def parse_moments(column: pa.Array) -> Parsed:
    """Return days with their time to the minute: 2020-09-10 18:30, 2020/9/10 18:30:05, 2020年9月10日18时30分."""

    def parse(text: str) -> tuple[datetime | None, str | None]:
        match = _MOMENT.fullmatch(text.strip())
        if match is None:
            return None, "unreadable_moment"
        year, month, day, hour, minute = (int(part) for part in match.groups())
        try:
            # the clock on the wall of the centre: it has no zone to be turned into another
            return datetime(year, month, day, hour, minute), None  # noqa: DTZ001
        except ValueError:
            return None, "unreadable_moment"

    return on_distinct(column, pa.timestamp("s"), parse)


def parse_durations(column: pa.Array) -> Parsed:
    """Return how long a call took, in seconds: 85, 85秒, 1分25秒, 01:25, 00:01:25."""

    def parse(text: str) -> tuple[int | None, str | None]:
        said = re.sub(r"\s", "", text)
        match = next(filter(None, (pattern.fullmatch(said) for pattern in _DURATIONS)), None)
        if match is None:
            return None, "unreadable_duration"
        hours, minutes, seconds = (int(part or 0) for part in match.groups())
        return 3600 * hours + 60 * minutes + seconds, None

    return on_distinct(column, pa.int64(), parse)


def parse_dispositions(column: pa.Array, words: Mapping[str, str]) -> Parsed:
    """Return how an attempt ended, as the code of the table of dispositions."""

    def parse(text: str) -> tuple[str | None, str | None]:
        code = words.get(re.sub(r"\s", "", text))
        return code, None if code else "unknown_disposition"

    return on_distinct(column, pa.string(), parse)


def parse_quarters(column: pa.Array) -> Parsed:
    """Return quarters of a year: 2020Q1 for 2020年第一季度, and Q1 where no year is named."""

    def parse(text: str) -> tuple[str | None, str | None]:
        match = _QUARTER.fullmatch(re.sub(r"\s", "", text))
        if match is None:
            return None, "unreadable_quarter"
        quarter = match[3] or str("一二三四".find(match[2]) + 1 or match[2])
        return f"{match[1] or ''}Q{quarter}", None

    return on_distinct(column, pa.string(), parse)


def parse_sortings(column: pa.Array) -> Parsed:
    """Return what was done with an opinion."""

    def parse(text: str) -> tuple[str | None, str | None]:
        word = SORTING_WORDS.get(text.replace(" ", ""))
        return (word.value, None) if word else (None, "unknown_sorting")

    return on_distinct(column, pa.string(), parse)


def parse_follow_ups(column: pa.Array) -> Parsed:
    """Return how far an agreement has come."""

    def parse(text: str) -> tuple[str | None, str | None]:
        word = FOLLOW_UP_WORDS.get(text.replace(" ", ""))
        return (word.value, None) if word else (None, "unknown_follow_up")

    return on_distinct(column, pa.string(), parse)
