"""The shape that every reader gives: sheets, each with its first rows and its records in blocks."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import pyarrow as pa

from tasks.rules.header import ROWS_SEARCHED

BLOCK_ROWS = 16_384
# of hidden rows or columns, in one sentence
_MOST_NAMED = 10
_WHETHER_READ = {True: "已照常读取", False: "未读取"}


@dataclass(frozen=True)
class RawBlock:
    """Some records of a sheet: columns of text by position, and the row number of each as people count it (from 1)."""

    columns: list[pa.Array]
    row_no: pa.Array
    ragged: list[tuple[int, str]]


@dataclass(frozen=True)
class Hidden:
    """Which hidden parts of a workbook are read like the others. All that is hidden is reported, read or not.

    A row is mostly hidden to see the others better; a column or a sheet because it is not meant for the reader.
    """

    sheets: bool = False
    columns: bool = False
    rows: bool = True


AS_USUAL = Hidden()


@dataclass(frozen=True)
class SheetSource:
    """A sheet that can be read: `preview` holds its first rows; `blocks(header_row)` the records below a row.

    `rows(header_row)` gives the same one by one with their numbers, also those of another width than the header.
    `is_workbook`: people laid it out, so that totals, notes and sections may stand between the records.
    `findings`: problem codes with what they are about, of the sheet as a whole.
    """

    name: str
    preview: list[list[str | None]]
    blocks: Callable[[int], Iterator[RawBlock]]
    rows: Callable[[int], Iterator[tuple[int, Sequence[str | None]]]]
    captions: tuple[str, ...] = ()
    is_workbook: bool = False
    findings: tuple[tuple[str, str], ...] = ()
    is_unread: bool = False


def unread_sheet(name: str) -> SheetSource:
    """Return a hidden sheet that is not read, so that it can be reported."""
    findings = (("hidden_part", f"工作表“{name}”（未读取）"),)
    return replace(source_of_rows(name, []), findings=findings, is_unread=True)


def hidden_findings(rows: Collection[int], columns: Collection[int], hidden: Hidden) -> list[tuple[str, str]]:
    """Return what is to be said of the hidden rows and columns of a sheet, counted from 0."""
    found = []
    if columns:
        letters = "、".join(_letters(column) for column in sorted(columns)[:_MOST_NAMED])
        found.append(("hidden_part", f"第{letters}列（{_WHETHER_READ[hidden.columns]}）"))
    if rows:
        numbers = "、".join(str(row + 1) for row in sorted(rows)[:_MOST_NAMED])
        more = "等" if len(rows) > _MOST_NAMED else ""
        found.append(("hidden_part", f"第{numbers}{more}行（{_WHETHER_READ[hidden.rows]}）"))
    return found


def _letters(column: int) -> str:
    name = ""
    while column >= 0:
        column, rest = divmod(column, 26)
        name, column = chr(65 + rest) + name, column - 1
    return name


def source_of_rows(
    name: str,
    rows: list[list[str | None]],
    captions: tuple[str, ...] = (),
    findings: Iterable[tuple[str, str]] = (),
) -> SheetSource:
    """Return a sheet from rows of text that are in memory already."""

    def numbered(header_row: int) -> Iterator[tuple[int, Sequence[str | None]]]:
        return islice(enumerate(rows, start=1), header_row + 1, None)

    def blocks(header_row: int) -> Iterator[RawBlock]:
        return blocks_of(numbered(header_row))

    return SheetSource(
        name,
        rows[:ROWS_SEARCHED],
        blocks,
        numbered,
        captions,
        is_workbook=True,
        findings=tuple(findings),
    )


def blocks_of(rows: Iterator[tuple[int, Sequence[str | None]]]) -> Iterator[RawBlock]:
    """Yield blocks from numbered rows; short rows are filled up."""
    while chunk := list(islice(rows, BLOCK_ROWS)):
        width = max(len(row) for _, row in chunk)
        padded = [row if len(row) == width else [*row, *[None] * (width - len(row))] for _, row in chunk]
        columns = [pa.array(column, pa.string()) for column in zip(*padded, strict=True)]
        yield RawBlock(columns, pa.array([number for number, _ in chunk], pa.int64()), [])
