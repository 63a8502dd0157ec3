"""The shape that every reader gives: sheets, each with its first rows and its records in blocks."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import pyarrow as pa

from tasks.rules.header import ROWS_SEARCHED

BLOCK_ROWS = 16_384


@dataclass(frozen=True)
class RawBlock:
    """Some records of a sheet: columns of text by position, and the row number of each as people count it (from 1)."""

    columns: list[pa.Array]
    row_no: pa.Array
    ragged: list[tuple[int, str]]


@dataclass(frozen=True)
class SheetSource:
    """A sheet that can be read: `preview` holds its first rows; `blocks(header_row)` the records below a row.

    `rows(header_row)` gives the same one by one with their numbers, also those of another width than the header.
    `is_workbook`: people laid it out, so that totals, notes and sections may stand between the records.
    """

    name: str
    preview: list[list[str | None]]
    blocks: Callable[[int], Iterator[RawBlock]]
    rows: Callable[[int], Iterator[tuple[int, Sequence[str | None]]]]
    captions: tuple[str, ...] = ()
    is_workbook: bool = False


def source_of_rows(name: str, rows: list[list[str | None]], captions: tuple[str, ...] = ()) -> SheetSource:
    """Return a sheet from rows of text that are in memory already."""

    def numbered(header_row: int) -> Iterator[tuple[int, Sequence[str | None]]]:
        return islice(enumerate(rows, start=1), header_row + 1, None)

    def blocks(header_row: int) -> Iterator[RawBlock]:
        return blocks_of(numbered(header_row))

    return SheetSource(name, rows[:ROWS_SEARCHED], blocks, numbered, captions, is_workbook=True)


def blocks_of(rows: Iterator[tuple[int, Sequence[str | None]]]) -> Iterator[RawBlock]:
    """Yield blocks from numbered rows; short rows are filled up."""
    while chunk := list(islice(rows, BLOCK_ROWS)):
        width = max(len(row) for _, row in chunk)
        padded = [[*row, *[None] * (width - len(row))] for _, row in chunk]
        columns = [pa.array(column, pa.string()) for column in zip(*padded, strict=True)]
        yield RawBlock(columns, pa.array([number for number, _ in chunk], pa.int64()), [])
