"""A published breakdown, and what is to be said of it: the shapes of `check_table`, and its sentences for people."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from tasks.rules.figures.rounding import Convention


@dataclass(frozen=True)
class Row:
    """One category as printed. `number`: its row as people count it, in the file or in the list."""

    label: str
    count: int | None
    share: str | None
    number: int


@dataclass(frozen=True)
class Breakdown:
    """A breakdown as printed.

    `base`: what the shares are said to be of. `sum_row`: what is printed in a row 合计. `total`: how many there are, said elsewhere.
    `unread`: cells that hold neither a count nor a share, as (row, text). `sums`: the rows 合计 themselves. `aside`: rows that are
    a part of another (其中) or several taken together (小计), and so no part of the whole.
    """

    name: str
    rows: tuple[Row, ...]
    base: int | None = None
    sum_row: int | None = None
    total: int | None = None
    unread: tuple[tuple[int, str], ...] = ()
    sums: tuple[Row, ...] = ()
    aside: tuple[Row, ...] = ()


class Kind(StrEnum):
    """What does not add up, or is to be known."""

    CELL_UNREADABLE = "cell_unreadable"
    COUNTS_DO_NOT_SUM = "counts_do_not_sum"
    COUNT_ABOVE_BASE = "count_above_base"
    OVERLAP = "overlap"
    TWO_SUMS = "two_sums"
    SHARE_OF_SUM = "share_of_sum"
    SHARE_NOT_FROM_COUNT = "share_not_from_count"
    SHARE_IMPOSSIBLE = "share_impossible"
    SHARES_DO_NOT_SUM = "shares_do_not_sum"
    MIXED_ROUNDING = "mixed_rounding"
    OTHER_BASE = "other_base"
    BASE_IS_NOT_TOTAL = "base_is_not_total"
    ADJUSTED = "adjusted"
    SUM_BY_ROUNDING = "sum_by_rounding"
    NOT_ALL_LISTED = "not_all_listed"
    FEWER_DECIMALS = "fewer_decimals"
    NOT_CHECKABLE = "not_checkable"
    TWO_CONVENTIONS = "two_conventions"

    @property
    def is_fault(self) -> bool:
        """Whether something does not add up; the others explain how the table was made."""
        return self in _FAULTS


_FAULTS = frozenset(
    {
        Kind.CELL_UNREADABLE,
        Kind.COUNTS_DO_NOT_SUM,
        Kind.COUNT_ABOVE_BASE,
        Kind.OVERLAP,
        Kind.TWO_SUMS,
        Kind.SHARE_OF_SUM,
        Kind.SHARE_NOT_FROM_COUNT,
        Kind.SHARE_IMPOSSIBLE,
        Kind.SHARES_DO_NOT_SUM,
        Kind.MIXED_ROUNDING,
        Kind.OTHER_BASE,
    }
)

_SENTENCES = {
    Kind.CELL_UNREADABLE: "第{row}行“{text}”不是件数或占比",
    Kind.COUNTS_DO_NOT_SUM: "各项件数之和{sum}与{whole}不符",
    Kind.COUNT_ABOVE_BASE: "第{row}行件数{count}大于{whole}",
    Kind.OVERLAP: "各项件数之和{sum}大于{whole}，各项有重叠，或件数有误",
    Kind.TWO_SUMS: "第{row}行合计{other}与上面的合计{sum}不一致",
    Kind.SHARE_OF_SUM: "第{row}行合计的占比印的是{printed}，各项占比之和是{sum}%",
    Kind.SHARE_NOT_FROM_COUNT: "第{row}行占比与件数不符：{count}/{base}是{exact}%，印的是{printed}{hint}",
    Kind.SHARE_IMPOSSIBLE: "第{row}行占比{printed}不可能：以{base}为基数，没有任何件数能得出",
    Kind.SHARES_DO_NOT_SUM: "占比之和为{sum}%，不是100%",
    Kind.MIXED_ROUNDING: "各行取舍方法不一致：第{up}行是四舍五入，第{down}行是直接截断",
    Kind.OTHER_BASE: "以{stated}为基数算不出印出的占比，以{base}为基数才相符，请核对基数",
    Kind.BASE_IS_NOT_TOTAL: "占比以{base}为基数，不是总数{total}",
    Kind.ADJUSTED: "第{rows}行的占比为凑足100%作了调整",
    Kind.SUM_BY_ROUNDING: "占比之和为{sum}%，是取舍造成的",
    Kind.NOT_ALL_LISTED: "列出的件数共{sum}，其余{rest}没有列出",
    Kind.FEWER_DECIMALS: "第{rows}行的小数位数比其他行少",
    Kind.NOT_CHECKABLE: "第{rows}行没有件数或基数，占比无从核对",
    Kind.TWO_CONVENTIONS: "同一份材料的各表取舍方法不一致",
}


@dataclass(frozen=True)
class Finding:
    """One thing to be said; `row` where it is about a single row."""

    kind: Kind
    row: int | None = None
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def chinese(self) -> str:
        """The sentence for people."""
        return _SENTENCES[self.kind].format(row=self.row, **self.values)


class Fit(StrEnum):
    """How the share of one row comes from its count."""

    BOTH = "both"
    HALF_UP = "half_up"
    TRUNCATED = "truncated"
    NEITHER = "neither"


@dataclass(frozen=True)
class Checked:
    """A breakdown that was checked: on which base, with how many decimals, by which conventions it can be reproduced.

    `fits`: per row with count and share how the two agree; None for the others.
    """

    breakdown: Breakdown
    base: int | None
    decimals: int | None
    conventions: tuple[Convention, ...]
    fits: tuple[Fit | None, ...]
    findings: tuple[Finding, ...]

    @property
    def adds_up(self) -> bool:
        """Whether nothing is wrong with it."""
        return not any(finding.kind.is_fault for finding in self.findings)

    @property
    def chinese(self) -> str:
        """How it is reproduced, in one sentence."""
        if self.conventions:
            # where plain rounding happens to make 100 %, the conventions that force it fit as well
            plain = [convention for convention in self.conventions if not convention.adjusts]
            named = "".join(f"“{convention.chinese}”" for convention in plain or self.conventions)
            return f"以{self.base}为基数、{self.decimals}位小数，能用{named}复现"
        if any(self.fits):
            return "没有一种取舍方法能复现全部占比"
        if not any(row.share for row in self.breakdown.rows):
            return "只有件数，没有占比" + ("，件数相符" if self.adds_up else "，件数不符")
        return "占比无从复现"
