"""Whether one printed share comes from one count, and what is to be said where it does not."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor

from tasks.rules.figures.breakdown import Finding, Kind, Row
from tasks.rules.figures.printed import PrintedShare
from tasks.rules.figures.rounding import CannotPrint, Convention, print_share

# how a share is printed that stands alone
ALONE = (Convention.HALF_UP, Convention.TRUNCATE)
_MOST_NAMED = 3


def prints(count: int, base: int, value: Decimal, way: Convention, decimals: int) -> bool:
    """Whether a count of a base prints as the value."""
    try:
        return Decimal(print_share(count, base, way, decimals)) == value
    except CannotPrint:
        return False


def is_of(count: int, wholes: Sequence[int | None], share: PrintedShare) -> bool:
    """Whether a share is what the count is of one of the wholes, with as many decimals as it has."""
    return any(
        prints(count, whole, share.value, way, share.decimals) for whole in wholes if whole for way in ALONE
    )


def counts_for(share: PrintedShare, base: int) -> list[int]:
    """Return the counts of the base that print as the share."""
    near = floor(Fraction(share.value) * base / 100)
    reach = base // (100 * 10**share.decimals) + 1
    return [
        count
        for count in range(max(near - reach, 0), min(near + reach + 1, base) + 1)
        if any(prints(count, base, share.value, way, share.decimals) for way in ALONE)
    ]


def about_share(row: Row, share: PrintedShare, base: int) -> Finding:
    """Return what is said of a share that does not come from its count."""
    count, counts = row.count or 0, counts_for(share, base)
    hint = f"，{_some(counts)}件才是这个占比" if counts else "，该占比以此基数得不出"
    if share.value == count:
        hint = "，像是把件数写成了占比"
    exact = print_share(count, base, Convention.HALF_UP, 3)
    values = {
        "count": str(count),
        "base": str(base),
        "exact": exact,
        "printed": row.share or "",
        "hint": hint,
    }
    return Finding(Kind.SHARE_NOT_FROM_COUNT, row.number, values)


def _some(counts: Sequence[int]) -> str:
    return "、".join(map(str, counts[:_MOST_NAMED])) + ("等" if len(counts) > _MOST_NAMED else "")
