"""Shares printed under named conventions, in whole numbers only: binary fractions would round some halves down.

Of counts c out of a base B, with d decimals, a share is a whole number of units of 10**-d per cent; all of them make
F = 100 * 10**d units. With c * F = q * B + r (0 <= r < B):

    truncate               q
    half_up                q, or q + 1 when 2 r >= B
    half_even              the same, but a remainder of exactly one half goes to the even neighbour (GB/T 8170: 四舍六入五成双)
    largest_remainder      q; the units still missing from F go one each to the largest r (Hamilton's method)
    largest_absorbs        half_up, but the largest category takes what is missing or too much
    last_absorbs           half_up, but the last one does
    truncate_last_absorbs  truncate, but the last one does

Four of them make the shares add up to 100 %, so they are for counts that are all of the base. These are the conventions by which
the tables that congress offices publish can be reproduced.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

MOST_DECIMALS = 12


class Convention(StrEnum):
    """How shares are made to fit into so many decimals."""

    HALF_UP = "half_up"
    TRUNCATE = "truncate"
    LARGEST_REMAINDER = "largest_remainder"
    LARGEST_ABSORBS = "largest_absorbs"
    LAST_ABSORBS = "last_absorbs"
    TRUNCATE_LAST_ABSORBS = "truncate_last_absorbs"
    HALF_EVEN = "half_even"

    @property
    def chinese(self) -> str:
        """The word printed for people."""
        return _CHINESE[self]

    @property
    def adjusts(self) -> bool:
        """Whether shares are changed so that they add up to 100 %."""
        return self not in (Convention.HALF_UP, Convention.TRUNCATE, Convention.HALF_EVEN)


_CHINESE = {
    Convention.HALF_UP: "四舍五入",
    Convention.TRUNCATE: "直接截断",
    Convention.LARGEST_REMAINDER: "最大余数法",
    Convention.LARGEST_ABSORBS: "四舍五入，差额计入最大项",
    Convention.LAST_ABSORBS: "四舍五入，差额计入末项",
    Convention.TRUNCATE_LAST_ABSORBS: "直接截断，差额计入末项",
    Convention.HALF_EVEN: "四舍六入五成双",
}


class CannotPrint(ValueError):
    """Counts that have no shares, or none under this convention."""


@dataclass(frozen=True)
class PrintedShares:
    """Shares as printed, without the sign: `98.3`, `1.7`; and by which convention."""

    convention: Convention
    texts: tuple[str, ...]


def print_shares(
    counts: Sequence[int], convention: Convention, decimals: int, base: int | None = None
) -> PrintedShares:
    """Return the shares of `base` (default: the sum of the counts); of equals, the first is the largest.

    Raises CannotPrint when there is nothing to divide by, when a convention that makes 100 % is asked of counts that are not all
    of the base, or when nothing but a negative share would absorb the difference.
    """
    base = sum(counts) if base is None else base
    return PrintedShares(
        convention, tuple(as_text(units, decimals) for units in _units(counts, convention, decimals, base))
    )


def print_share(numerator: int, denominator: int, convention: Convention, decimals: int) -> str:
    """Return one share alone, half_up, half_even or truncate; raise CannotPrint for the others, and for nothing to divide by."""
    if convention.adjusts:
        raise CannotPrint(f"{convention} is for all shares of a table")
    return print_shares([numerator], convention, decimals, denominator).texts[0]


def conventions_that_reproduce(
    counts: Sequence[int], printed: Sequence[str], base: int | None = None, decimals: int | None = None
) -> tuple[Convention, ...]:
    """Return every convention under which the counts give the printed numbers, such as `98.3` or `25` for `25.0`.

    `decimals`: as many as the longest printed share has, because offices drop noughts at the end. Where several categories may take
    the difference with equal right, any of them is right.
    """
    values = [Decimal(text) for text in printed]
    decimals = max(map(decimals_of, values), default=0) if decimals is None else decimals
    base = sum(counts) if base is None else base
    wanted = [value.scaleb(decimals) for value in values]
    if len(wanted) != len(counts) or any(units != int(units) for units in wanted):
        return ()
    whole = [int(units) for units in wanted]
    found = tuple(c for c in Convention if _is_possible(counts, c, decimals, base, whole))
    # the two differ in exact halves only, which few tables have: there is no telling them apart
    return tuple(c for c in found if c is not Convention.HALF_EVEN or Convention.HALF_UP not in found)


def decimals_of(value: Decimal) -> int:
    """Return how many decimals a printed number has."""
    exponent = value.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def as_text(units: int, decimals: int) -> str:
    """Return a whole number of the smallest units as printed."""
    return format(Decimal(units).scaleb(-decimals), "f")


def _units(counts: Sequence[int], convention: Convention, decimals: int, base: int) -> list[int]:
    _check(counts, convention, decimals, base)
    full = full_units(decimals)
    units = rounded_units(counts, convention, decimals, base)
    missing = full - sum(units)
    if convention is Convention.LARGEST_REMAINDER:
        # sorted keeps the order of equals: the first in the table goes first
        by_rest = sorted(range(len(counts)), key=lambda at: -(counts[at] * full % base))
        for at in by_rest[:missing]:
            units[at] += 1
    elif convention.adjusts:
        taker = counts.index(max(counts)) if convention is Convention.LARGEST_ABSORBS else len(counts) - 1
        units[taker] += missing
        if units[taker] < 0:
            raise CannotPrint("the difference is larger than the share that takes it")
    return units


def full_units(decimals: int) -> int:
    """Return how many of the smallest units 100 % has."""
    return int(100 * 10**decimals)


def rounded_units(counts: Sequence[int], convention: Convention, decimals: int, base: int) -> list[int]:
    """Return each share by itself in units, before any difference is put somewhere; the base must not be 0."""
    full = full_units(decimals)
    if convention in (
        Convention.TRUNCATE,
        Convention.LARGEST_REMAINDER,
        Convention.TRUNCATE_LAST_ABSORBS,
    ):
        return [count * full // base for count in counts]
    if convention is Convention.HALF_EVEN:
        return [round(Fraction(count * full, base)) for count in counts]
    return [(2 * count * full + base) // (2 * base) for count in counts]


def _check(counts: Sequence[int], convention: Convention, decimals: int, base: int) -> None:
    if not 0 <= decimals <= MOST_DECIMALS:
        raise CannotPrint(f"{decimals} decimals")
    if base <= 0 or any(count < 0 for count in counts):
        raise CannotPrint("a share needs a base above 0 and counts that are not negative")
    if convention.adjusts and sum(counts) != base:
        raise CannotPrint(f"{convention} needs counts that are all of the base")


def _is_possible(
    counts: Sequence[int], convention: Convention, decimals: int, base: int, wanted: list[int]
) -> bool:
    try:
        if convention is Convention.LARGEST_REMAINDER:
            _check(counts, convention, decimals, base)
            return _is_by_remainder(counts, decimals, base, wanted)
        return any(
            [printed for _, printed in sorted(zip(order, units, strict=True))] == wanted
            for order in _orders(counts, convention)
            for units in [_units([counts[at] for at in order], convention, decimals, base)]
        )
    except CannotPrint:
        return False


def _orders(counts: Sequence[int], convention: Convention) -> Iterator[list[int]]:
    """Yield orders of the rows; a largest category that stands first is the one that absorbs."""
    rows = list(range(len(counts)))
    if convention is not Convention.LARGEST_ABSORBS or not counts:
        yield rows
        return
    for at in rows:
        if counts[at] == max(counts):
            yield [at, *rows[:at], *rows[at + 1 :]]


def _is_by_remainder(counts: Sequence[int], decimals: int, base: int, wanted: list[int]) -> bool:
    full = full_units(decimals)
    floors = [count * full // base for count in counts]
    rests = [count * full % base for count in counts]
    given = [units - floor for units, floor in zip(wanted, floors, strict=True)]
    if sum(wanted) != full or not set(given) <= {0, 1}:
        return False
    served = [rest for rest, more in zip(rests, given, strict=True) if more]
    others = [rest for rest, more in zip(rests, given, strict=True) if not more]
    return not served or not others or min(served) >= max(others)
