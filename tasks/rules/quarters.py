"""Quarters of a year as text: 2020Q1, and for people 2020年第一季度."""

from datetime import date

from schemas.visits import QUARTERS


def quarter_of(day: date) -> str:
    """Return the quarter that a day is in."""
    return f"{day.year}Q{(day.month + 2) // 3}"


def full_quarter(written: str | None, day: date | None, year: int) -> str | None:
    """Return the quarter that a row is about: as written, its year from the session where it names none, else by the day."""
    if written is None:
        return quarter_of(day) if day else None
    return f"{year}{written}" if written.startswith("Q") else written


def chinese_quarter(quarter: str) -> str:
    """Return a quarter as people write it."""
    return f"{quarter[:4]}年{QUARTERS[int(quarter[-1]) - 1]}"
