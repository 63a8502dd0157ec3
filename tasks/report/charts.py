"""The geometry of the charts: numbers to coordinates; the template only draws."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, floor, log10

import pandas as pd

_TOP, _BOTTOM, _LEFT, _RIGHT = 22, 26, 40, 14


@dataclass(frozen=True)
class Tick:
    """A mark on an axis."""

    at: float
    text: str


@dataclass(frozen=True)
class Timeline:
    """Replies in, and replies due, added up day by day. Areas and lines are lists of points as SVG has them."""

    width: int
    height: int
    on_time: str
    late: str
    due: str
    days: tuple[Tick, ...]
    counts: tuple[Tick, ...]
    # where the day of the report lies, when it is on the chart
    as_of: float | None

    @property
    def left(self) -> int:
        """Where the plot begins."""
        return _LEFT

    @property
    def right(self) -> int:
        """Where the plot ends."""
        return self.width - _RIGHT

    @property
    def top(self) -> int:
        """Where the plot begins, downwards."""
        return _TOP

    @property
    def bottom(self) -> int:
        """The base line."""
        return self.height - _BOTTOM


def draw_timeline(days: pd.DataFrame, as_of: date, width: int, height: int) -> Timeline | None:
    """Return the chart of one round; None when nothing is due and nothing came.

    `days`: day, due, on_time, late. Nothing after `as_of` is counted as replied; what is due later is shown.
    """
    if days.empty:
        return None
    when = pd.to_datetime(days["day"])
    until = pd.Timestamp(as_of)
    first = when.min() - timedelta(days=3)
    # the day of the report is shown unless it is long after
    last = max(when.max() + timedelta(days=5), min(until, when.max() + timedelta(days=20)))
    span = max((last - first).days, 1)
    came = when <= until
    on_time = days["on_time"].where(came, 0).cumsum()
    both = on_time + days["late"].where(came, 0).cumsum()
    due = days["due"].cumsum()
    most = nice_ceiling(int(max(both.max(), due.max())))
    right, bottom = width - _RIGHT, height - _BOTTOM

    def x_of(day: pd.Series) -> pd.Series:
        return (day - first).dt.days * (right - _LEFT) / span + _LEFT

    def y_of(count: pd.Series) -> pd.Series:
        return bottom - count * (bottom - _TOP) / most

    across = x_of(when)
    end = float(x_of(pd.Series([min(until, last)])).iloc[0])
    return Timeline(
        width,
        height,
        on_time=_area(across[came], y_of(on_time[came]), end, bottom),
        late=_area(across[came], y_of(both[came]), end, bottom),
        due=_steps(across, y_of(due), right, bottom),
        days=_month_ticks(first, last, x_of, narrow=width < 500),
        counts=tuple(Tick(bottom - count * (bottom - _TOP) / most, str(count)) for count in _counts(most)),
        as_of=end if first <= until <= last else None,
    )


def nice_ceiling(count: int) -> int:
    """Return a round number at or above `count` that four steps divide."""
    if count <= 4:
        return 4
    unit: float = 10 ** floor(log10(count / 4))
    return next(
        4 * step
        for step in (ceil(unit * factor) for factor in (1, 1.5, 2, 2.5, 3, 4, 5, 7.5, 10))
        if 4 * step >= count
    )


def _counts(most: int) -> list[int]:
    return [most * part // 4 for part in range(5)]


def _steps(across: pd.Series, down: pd.Series, end: float, bottom: float) -> str:
    """A count holds until the next day that has one."""
    points: list[tuple[float, float]] = [(_LEFT, bottom)]
    level = bottom
    for x, y in zip(across, down, strict=True):
        points += [(x, level), (x, y)]
        level = y
    points.append((end, level))
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _area(across: pd.Series, down: pd.Series, end: float, bottom: float) -> str:
    return f"{_steps(across, down, end, bottom)} {end:.1f},{bottom:.1f}"


def _month_ticks(
    first: pd.Timestamp, last: pd.Timestamp, x_of: Callable[[pd.Series], pd.Series], *, narrow: bool
) -> tuple[Tick, ...]:
    months = pd.Series(pd.date_range(first, last, freq="MS"))
    every = max(ceil(len(months) / (5 if narrow else 12)), 1)
    shown = months.iloc[::every]
    return tuple(
        Tick(float(x), f"{month.year}年{month.month}月" if month.month == 1 else f"{month.month}月")
        for x, month in zip(x_of(shown), shown, strict=True)
    )
