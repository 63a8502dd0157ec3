"""Notices of holidays as data: which days are off, which are worked instead, and since when that is known."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path

HOLIDAYS_NAME = "holidays.toml"
# what the calendar holds days for
FIRST_DAY = date(2004, 1, 1)
LAST_DAY = date(2040, 12, 31)

_KEYS = {"published", "title", "year", "off", "work"}
# nobody proclaims a holiday of several months: a longer one is a slip of the pen
_LONGEST = 60


class CalendarError(Exception):
    """A file of holidays that cannot be used; the message says which file and which notice."""


@dataclass(frozen=True)
class Notice:
    """One notice. With `year` it orders the whole year; without, it changes single days."""

    published: date
    title: str
    year: int | None
    off: tuple[date, ...]
    work: tuple[date, ...]


@dataclass(frozen=True)
class Notices:
    """The notices of a file in the order of their publication, and when each year of the library was published."""

    notices: tuple[Notice, ...]
    published: tuple[tuple[int, date], ...] = ()


@cache
def shipped_notices() -> Notices:
    """Return the notices that come with Duban."""
    return _parse(files("schemas").joinpath(HOLIDAYS_NAME).read_text("utf-8"), HOLIDAYS_NAME)


def read_notices(path: Path) -> Notices:
    """Return the notices of an office's file, none when there is no file; raise CalendarError when it cannot be used."""
    try:
        # Windows editors put a byte order mark in front
        return _parse(path.read_text("utf-8-sig"), str(path))
    except FileNotFoundError:
        return Notices(())
    except UnicodeDecodeError as error:
        raise CalendarError(f"{path}: {error}") from error


def _parse(text: str, file: str) -> Notices:
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CalendarError(f"{file}: {error}") from error
    if unknown := set(raw) - {"published", "notice"}:
        raise CalendarError(f"{file}: unknown key {', '.join(sorted(unknown))}")
    tables, years = raw.get("notice", []), raw.get("published", {})
    if not isinstance(tables, list) or not isinstance(years, dict):
        raise CalendarError(f"{file}: expected [[notice]] and [published]")
    published = []
    for year, day in years.items():
        if not (year.isdecimal() and type(day) is date):
            raise CalendarError(f"{file}: published, {year}: expected a year and the day of its notice")
        published.append((int(year), day))
    notices = [_notice(table, f"{file}: notice {number}") for number, table in enumerate(tables, start=1)]
    return Notices(tuple(sorted(notices, key=lambda notice: notice.published)), tuple(published))


def _notice(table: object, place: str) -> Notice:
    if not isinstance(table, dict) or (unknown := set(table) - _KEYS):
        raise CalendarError(
            f"{place}: unknown key {', '.join(sorted(unknown)) if isinstance(table, dict) else ''}"
        )
    published, year = table.get("published"), table.get("year")
    if type(published) is not date:
        raise CalendarError(f"{place}: published is no date; write published = 2026-11-05")
    if year is not None and type(year) is not int:
        raise CalendarError(f"{place}: year is no number")
    off, work = tuple(_days(table, "off", place)), tuple(_days(table, "work", place))
    if both := set(off) & set(work):
        raise CalendarError(f"{place}: {min(both)} is both off and worked")
    if not (off or work):
        raise CalendarError(f"{place}: neither off nor work has a day")
    outside = [day for day in (*off, *work) if not FIRST_DAY <= day <= LAST_DAY]
    if outside or (year is not None and not FIRST_DAY.year <= year <= LAST_DAY.year):
        raise CalendarError(f"{place}: {min(outside, default=year)} is outside the calendar")
    return Notice(published, str(table.get("title", "")), year, off, work)


def _days(table: Mapping[str, object], key: str, place: str) -> Iterator[date]:
    entries = table.get(key, [])
    if not isinstance(entries, list):
        raise CalendarError(f"{place}: {key} is no list of days")
    for entry in entries:
        ends = entry if isinstance(entry, list) else [entry, entry]
        if len(ends) != 2 or any(type(day) is not date for day in ends):
            raise CalendarError(f"{place}: {key}: {entry} is neither a day nor a first and a last day")
        first, last = ends
        if not 0 <= (last - first).days <= _LONGEST:
            raise CalendarError(f"{place}: {key}: {first} to {last} is no holiday")
        yield from (first + timedelta(days=offset) for offset in range((last - first).days + 1))
