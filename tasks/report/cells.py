"""Cells of the page's tables: what is printed, and what it is ordered by. Nobody is named in any of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from tasks.report.figures import Row
from tasks.rules.figures.printing import USUAL, Printing
from tasks.rules.satisfaction import Share

# a page for leaders is no register: the rest of a longer list stands in the ledger
MOST_ROWS = 40


@dataclass(frozen=True)
class Interval:
    """A share between its limits, in per cent, for a small chart."""

    share: float
    lower: float
    upper: float


@dataclass(frozen=True)
class Cell:
    """What is printed, what it is sorted by when that is not the text, and what is to be seen at a glance."""

    text: str
    order: float | None = None
    interval: Interval | None = None
    # a small line below: the numerator and the denominator
    below: str = ""
    is_bad: bool = False


@dataclass(frozen=True)
class Table:
    """A table with a heading; `key` names it in the page, `count` is how many there are in all."""

    key: str
    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    count: int
    note: str = ""


def table_of(
    key: str,
    title: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    *,
    most: int | None = MOST_ROWS,
    note: str = "",
) -> Table:
    """Return a table of at most so many rows; what is left out is said below it."""
    shown = rows if most is None else rows[:most]
    left = len(rows) - len(shown)
    return Table(
        key, title, heads, shown, len(rows), note + (f"另有{left}条未列出，见台账。" if left else "")
    )


def text_of(value: object) -> str:
    """Return a value as text; nothing is an empty one."""
    return "" if pd.isna(value) else str(value)  # type: ignore[call-overload]


def word_cell(value: object) -> Cell:
    """Return a word, or a dash."""
    return Cell(text_of(value) or "—")


def number_cell(label: str) -> Cell:
    """Return the number of a suggestion, ordered by its digits."""
    digits = "".join(character for character in label if character.isdigit())
    return Cell(label, float(digits or 0))


def round_cell(number: int) -> Cell:
    """Return a round as people say it."""
    return Cell(f"第{number}轮", number)


def count_cell(number: int) -> Cell:
    """Return a count."""
    return Cell(str(number), number)


def bad_cell(number: int) -> Cell:
    """Return a count that should be nought."""
    return Cell(str(number), number, is_bad=number > 0)


def days_cell(number: int) -> Cell:
    """Return a number of days."""
    return Cell(f"{number}天", number)


def day_cell(value: Any) -> Cell:
    """Return a day, or a dash."""
    return Cell("—") if pd.isna(value) else Cell(f"{value:%Y-%m-%d}", value.toordinal())


def place_cell(value: Any) -> Cell:
    """Return a place in a ranking, or a dash."""
    return Cell("—") if pd.isna(value) else Cell(str(value), float(value))


def share_cell(numerator: int, denominator: int, printing: Printing = USUAL) -> Cell:
    """Return a share in per cent over its fraction, or a dash."""
    share = Share(numerator, denominator)
    percent = printing.percent(share)
    if percent is None:
        return Cell("—")
    return Cell(f"{percent}%", numerator / denominator, below=str(share))


def part_cell(numerator: int, denominator: int) -> Cell:
    """Return a share of few: as a fraction, because percentages would say more than it does."""
    return Cell(f"{numerator}/{denominator}", numerator / denominator) if denominator else Cell("—")


def interval_cell(row: Row) -> Cell:
    """Return the interval of a share as text and as a small chart."""
    share, lower, upper = (row[name] for name in ("share", "lower", "upper"))
    if pd.isna(share):
        return Cell("—")
    percents = Interval(*(round(100 * value, 1) for value in (share, lower, upper)))
    return Cell(f"{percents.lower:.0f}–{percents.upper:.0f}%", lower, percents)
