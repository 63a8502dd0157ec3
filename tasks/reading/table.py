"""A file as one stream of blocks with our field names, ready to be judged."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from schemas.contract import Contract
from schemas.words import Kind
from tasks.reading.blocks import RawBlock, SheetSource
from tasks.reading.opening import open_sheets
from tasks.reading.sniff import Unreadable
from tasks.reading.tidy import laid_out, tidied
from tasks.rules.cells import fold
from tasks.rules.header import Header, find_header
from tasks.rules.sheets.layout import find_layout


@dataclass(frozen=True)
class TableFile:
    """A readable file of one kind: the sheets that have its header, and what is to be said of the whole file."""

    contract: Contract
    parts: tuple[tuple[SheetSource, Header], ...]
    file_problems: tuple[tuple[str, str | None], ...]

    def blocks(self) -> Iterator[tuple[pa.Table, list[tuple[str, int, str]]]]:
        """Yield (rows, ragged): rows have row_id, sheet, row_no and folded text per field; ragged (sheet, row, text)."""
        next_id = 0
        for source, header in self.parts:
            for raw in source.blocks(header.row):
                table = _rows(raw, source.name, header, next_id)
                next_id += len(raw.row_no)
                yield table, [(source.name, row, text) for row, text in raw.ragged]


def open_table(path: Path) -> TableFile | Kind:
    """Return a file of rows, or Kind.LETTER; raise Unreadable with the code of what is wrong with it."""
    sheets = open_sheets(path)
    if sheets is None:
        return Kind.LETTER
    found = [part for sheet in sheets if (part := _part(sheet))]
    if not found:
        raise Unreadable("header_not_found")
    contract = max((header for _, header in found), key=lambda header: len(header.columns)).contract
    parts = tuple((sheet, header) for sheet, header in found if header.contract is contract)
    return TableFile(contract, parts, tuple(dict.fromkeys(p for _, header in parts for p in header.problems)))


def _part(sheet: SheetSource) -> tuple[SheetSource, Header] | None:
    """Return a sheet with its header: by the words of a contract, or by its layout where those are not found."""
    if header := find_header(sheet.preview):
        return (tidied(sheet, header) if sheet.is_workbook else sheet), header
    layout = find_layout(sheet.preview)
    return laid_out(sheet, layout) if layout else None


def _rows(raw: RawBlock, sheet: str, header: Header, first_id: int) -> pa.Table:
    count = len(raw.row_no)
    columns = {
        "row_id": pa.array(np.arange(first_id, first_id + count)),
        "sheet": pa.repeat(sheet, count),
        "row_no": raw.row_no,
    }
    for name, position in header.columns.items():
        text = fold(raw.columns[position]) if position < len(raw.columns) else pa.nulls(count, pa.string())
        columns[name] = pc.fill_null_forward(text) if header.contract[name].fill_down else text
    table = pa.table(columns)
    return table.filter(_says_something(table, header))


def _says_something(table: pa.Table, header: Header) -> pa.Array:
    filled = pa.repeat(False, table.num_rows)
    for name in header.columns:
        # a merged cell carried down must not make an empty row look full
        if not header.contract[name].fill_down:
            filled = pc.or_(filled, pc.is_valid(table[name].combine_chunks()))
    return filled
