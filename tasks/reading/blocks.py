"""The shape that every reader gives: sheets, each with its first rows and its records in blocks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pyarrow as pa

BLOCK_ROWS = 16_384


@dataclass(frozen=True)
class RawBlock:
    """Some records of a sheet: columns of text by position, and the row number of each as people count it (from 1)."""

    columns: list[pa.Array]
    row_no: pa.Array
    ragged: list[tuple[int, str]]


@dataclass(frozen=True)
class SheetSource:
    """A sheet that can be read: `preview` holds its first rows; `blocks(header_row)` the records below a row."""

    name: str
    preview: list[list[str | None]]
    blocks: Callable[[int], Iterator[RawBlock]]
