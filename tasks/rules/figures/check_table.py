"""Whether a published breakdown adds up: which convention reproduces its shares, on which base, and what does not fit.

A base is looked for where the table itself points: the base it states, its row 合计, the total said elsewhere, the sum of its counts;
the first on which a convention reproduces every printed share is taken. If none does, other bases are tried, and one that fits is a
fault to be looked at, not an answer. All in whole numbers and fractions.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from tasks.rules.figures.breakdown import Breakdown, Checked, Finding, Fit, Kind, Row
from tasks.rules.figures.one_share import ALONE, about_share, counts_for, is_of, prints
from tasks.rules.figures.printed import PrintedShare, parse_share
from tasks.rules.figures.rounding import (
    Convention,
    conventions_that_reproduce,
)

# more bases than these, and nothing is known about the base
_MOST_BASES = 3
_MOST_BASES_TRIED = 5_000
# without counts, shares whose sum is about a whole are taken to be meant as one
_ABOUT_A_WHOLE = (90, 110)


@dataclass(frozen=True)
class _Line:
    row: Row
    share: PrintedShare | None

    @property
    def is_checkable(self) -> bool:
        return self.row.count is not None and self.share is not None


def check_breakdown(breakdown: Breakdown) -> Checked:
    """Return what reproduces a breakdown and what does not add up in it."""
    lines = [_Line(row, parse_share(row.share) if row.share else None) for row in breakdown.rows]
    counts = [row.count for row in breakdown.rows if row.count is not None]
    whole = sum(counts) if counts and len(counts) == len(lines) else None
    decimals = max((line.share.decimals for line in lines if line.share), default=None)
    found = [Finding(Kind.CELL_UNREADABLE, row, {"text": text}) for row, text in breakdown.unread]
    found += [
        Finding(Kind.CELL_UNREADABLE, line.row.number, {"text": line.row.share})
        for line in lines
        if line.row.share and line.share is None
    ]
    bases = _bases(breakdown, whole, counts)
    base, conventions, is_other = _reproduce(lines, bases, decimals)
    fits = tuple(_fit(line, base, decimals) for line in lines)
    if is_other:
        found.append(_other_base(bases, base))
    own = () if conventions else _at_own_decimals(lines, base)
    found += _about_lone_shares(lines, breakdown.base or breakdown.sum_row)
    found += _about_shares(lines, base, decimals, conventions or own, fits)
    if own:
        found.append(Finding(Kind.FEWER_DECIMALS, None, {"rows": _rows_with_fewer(lines, decimals)}))
    found += _about_counts(breakdown, lines, whole, base, bool(conventions or own))
    found += _about_sum(lines, whole, base, bool(conventions or own))
    found += _about_sum_rows(breakdown.sums, lines, base)
    found += _about_rows_aside(breakdown, base)
    return Checked(breakdown, base, decimals, conventions or own, fits, tuple(found))


def compare_conventions(checked: Sequence[Checked]) -> Finding | None:
    """Return a finding when the breakdowns of one report were made by no common convention, though each by one."""
    used = [set(one.conventions) for one in checked if one.conventions]
    return Finding(Kind.TWO_CONVENTIONS) if used and not set.intersection(*used) else None


def _bases(breakdown: Breakdown, whole: int | None, counts: Sequence[int]) -> list[int]:
    told = [breakdown.base, breakdown.sum_row, breakdown.total]
    if whole is not None and len(counts) > 1:
        told.append(whole)
    return list(dict.fromkeys(base for base in told if base))


def _reproduce(
    lines: Sequence[_Line], bases: Sequence[int], decimals: int | None
) -> tuple[int | None, tuple[Convention, ...], bool]:
    """Return base, conventions, and whether the base is none of those that the table points to."""
    if decimals is None or not any(line.is_checkable for line in lines):
        return (bases[0] if bases else None), (), False
    for base in bases:
        if conventions := _conventions(lines, base, decimals):
            return base, conventions, False
    others = [base for base in _other_bases(lines, bases) if _conventions(lines, base, decimals)]
    if 0 < len(others) <= _MOST_BASES:
        return others[0], _conventions(lines, others[0], decimals), True
    # nothing fits: judge the rows on the base that fits most of them
    fitting = [sum(_fit(line, base, decimals) not in (None, Fit.NEITHER) for line in lines) for base in bases]
    return (bases[fitting.index(max(fitting))] if bases else None), (), False


def _conventions(lines: Sequence[_Line], base: int, decimals: int) -> tuple[Convention, ...]:
    checkable = [line for line in lines if line.is_checkable]
    found = conventions_that_reproduce(
        [line.row.count or 0 for line in checkable],
        [str(line.share.value) for line in checkable if line.share],
        base,
        decimals,
    )
    # what makes 100 % cannot be seen where a share is not printed
    return found if len(checkable) == len(lines) else tuple(c for c in found if not c.adjusts)


def _other_bases(lines: Sequence[_Line], bases: Sequence[int]) -> Sequence[int]:
    """Return the bases on which every share would be near enough; none when there are very many, or none was told at all."""
    low, high = Fraction(0), None
    for line in lines:
        if line.share is None or not line.row.count:
            continue
        unit = Fraction(1, 10**line.share.decimals)
        share, whole = Fraction(line.share.value), Fraction(100 * line.row.count)
        low = max(low, whole / (share + unit))
        if share > unit / 2:
            most = whole / (share - unit / 2)
            high = most if high is None else min(high, most)
    if high is None or not bases or high - low > _MOST_BASES_TRIED:
        return ()
    return range(max(ceil(low), 1), floor(high) + 1)


def _fit(line: _Line, base: int | None, decimals: int | None) -> Fit | None:
    if not base or decimals is None or line.row.count is None or line.share is None:
        return None
    ways = [prints(line.row.count, base, line.share.value, way, decimals) for way in ALONE]
    return {(True, True): Fit.BOTH, (True, False): Fit.HALF_UP, (False, True): Fit.TRUNCATED}.get(
        (ways[0], ways[1]), Fit.NEITHER
    )


def _at_own_decimals(lines: Sequence[_Line], base: int | None) -> tuple[Convention, ...]:
    """Return what reproduces every share when each keeps the decimals that it was printed with."""
    checkable = [(line.row.count, line.share) for line in lines if line.is_checkable]
    if not base or not checkable:
        return ()
    return tuple(
        way
        for way in ALONE
        if all(
            count is not None and share and prints(count, base, share.value, way, share.decimals)
            for count, share in checkable
        )
    )


def _rows_with_fewer(lines: Sequence[_Line], decimals: int | None) -> str:
    return _named(line.row for line in lines if line.share and line.share.decimals != decimals)


def _other_base(bases: Sequence[int], base: int | None) -> Finding:
    stated = "、".join(map(str, bases)) or "件数之和"
    return Finding(Kind.OTHER_BASE, None, {"stated": stated, "base": str(base)})


def _about_shares(
    lines: Sequence[_Line],
    base: int | None,
    decimals: int | None,
    conventions: Sequence[Convention],
    fits: Sequence[Fit | None],
) -> Iterator[Finding]:
    if base is None or decimals is None:
        if baseless := [line.row for line in lines if line.is_checkable]:
            yield Finding(Kind.NOT_CHECKABLE, None, {"rows": _named(baseless)})
        return
    if not conventions:
        neither = [line for line, fit in zip(lines, fits, strict=True) if fit is Fit.NEITHER]
        yield from (about_share(line.row, line.share, base) for line in neither if line.share)
        if not neither and any(fits):
            up, down = (
                _named(line.row for line, fit in zip(lines, fits, strict=True) if fit is way)
                for way in (Fit.HALF_UP, Fit.TRUNCATED)
            )
            yield Finding(Kind.MIXED_ROUNDING, None, {"up": up, "down": down})
    elif all(convention.adjusts for convention in conventions):
        moved = [
            line.row for line, fit in zip(lines, fits, strict=True) if fit in (Fit.TRUNCATED, Fit.NEITHER)
        ]
        yield Finding(Kind.ADJUSTED, None, {"rows": _named(moved)})


def _about_lone_shares(lines: Sequence[_Line], base: int | None) -> Iterator[Finding]:
    """Yield what is to be said of shares without a count; a total that was said elsewhere need not be their base."""
    lone = [line for line in lines if line.share and line.row.count is None]
    impossible = [line for line in lone if line.share and base and not counts_for(line.share, base)]
    for line in impossible:
        values = {"printed": line.row.share or "", "base": str(base)}
        yield Finding(Kind.SHARE_IMPOSSIBLE, line.row.number, values)
    if blind := [line.row for line in lone if line not in impossible]:
        yield Finding(Kind.NOT_CHECKABLE, None, {"rows": _named(blind)})


def _about_counts(
    breakdown: Breakdown, lines: Sequence[_Line], whole: int | None, base: int | None, is_reproduced: bool
) -> Iterator[Finding]:
    if breakdown.total and is_reproduced and base != breakdown.total:
        yield Finding(Kind.BASE_IS_NOT_TOTAL, None, {"base": str(base), "total": str(breakdown.total)})
    if breakdown.sum_row is not None and whole is not None and whole != breakdown.sum_row:
        yield _sum_finding(Kind.COUNTS_DO_NOT_SUM, whole, f"合计{breakdown.sum_row}")
        return
    above = [line.row for line in lines if base and line.row.count is not None and line.row.count > base]
    for row in above:
        yield Finding(Kind.COUNT_ABOVE_BASE, row.number, {"count": str(row.count), "whole": str(base)})
    if whole is None or base is None or whole == base or above:
        return
    if whole > base:
        yield _sum_finding(Kind.OVERLAP, whole, str(base))
    elif is_reproduced:
        yield Finding(Kind.NOT_ALL_LISTED, None, {"sum": str(whole), "rest": str(base - whole)})
    else:
        yield _sum_finding(Kind.COUNTS_DO_NOT_SUM, whole, str(base))


def _sum_finding(kind: Kind, whole: int, other: str) -> Finding:
    return Finding(kind, None, {"sum": str(whole), "whole": other})


def _about_sum(
    lines: Sequence[_Line], whole: int | None, base: int | None, is_reproduced: bool
) -> Iterator[Finding]:
    shares = [line.share for line in lines if line.share]
    printed = sum((share.value for share in shares), Decimal(0))
    if len(shares) < len(lines) or len(shares) < 2 or printed == 100:
        return
    has_counts = any(line.row.count is not None for line in lines)
    if has_counts and (whole is None or whole != base):
        return
    low, high = _ABOUT_A_WHOLE
    if not has_counts and not low <= printed <= high:
        return
    slack = sum((Decimal(1).scaleb(-share.decimals) for share in shares), Decimal(0))
    explained = is_reproduced if has_counts else abs(printed - 100) < slack
    kind = Kind.SUM_BY_ROUNDING if explained else Kind.SHARES_DO_NOT_SUM
    yield Finding(kind, None, {"sum": str(printed)})


def _about_sum_rows(sums: Sequence[Row], lines: Sequence[_Line], base: int | None) -> Iterator[Finding]:
    """Yield what is wrong with the rows 合计: each says the same, and has a whole as its share, or the sum of the shares above."""
    counts = [row.count for row in sums if row.count is not None]
    yield from (
        Finding(Kind.TWO_SUMS, row.number, {"other": str(row.count), "sum": str(counts[0])})
        for row in sums
        if row.count is not None and row.count != counts[0]
    )
    shares = [line.share for line in lines if line.share]
    printed = sum((share.value for share in shares), Decimal(0))
    for row in sums:
        share = parse_share(row.share) if row.share else None
        if share is None or len(shares) < len(lines) or share.value in (100, printed):
            continue
        if row.count is None or not is_of(row.count, [base], share):
            yield Finding(Kind.SHARE_OF_SUM, row.number, {"printed": row.share or "", "sum": str(printed)})


def _about_rows_aside(breakdown: Breakdown, base: int | None) -> Iterator[Finding]:
    """Yield the shares of rows 其中 and 小计 that are of no whole: neither of the base nor of another row."""
    wholes = [base, *(row.count for row in (*breakdown.rows, *breakdown.aside))]
    for row in breakdown.aside:
        share = parse_share(row.share) if row.share else None
        if base and row.count is not None and share and not is_of(row.count, wholes, share):
            yield about_share(row, share, base)


def _named(rows: Iterator[Row] | Sequence[Row]) -> str:
    return "、".join(str(row.number) for row in rows)
