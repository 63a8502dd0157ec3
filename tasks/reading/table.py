"""A file as one stream of blocks with our field names, ready to be judged."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from schemas.contract import Contract
from schemas.words import Kind
from tasks.reading.blocks import AS_USUAL, Hidden, RawBlock, SheetSource
from tasks.reading.opening import open_sheets
from tasks.reading.sniff import Unreadable
from tasks.reading.tidy import laid_out, says_it_in_columns, tidied, widened
from tasks.reading.wide_results import unfolded
from tasks.rules.cells import fold
from tasks.rules.header import Header, find_header
from tasks.rules.sheets.layout import find_layout
from tasks.rules.template_mark import look_at_mark


@dataclass(frozen=True)
class TableFile:
    """A readable file of one kind: the sheets that have its header, and what is to be said of the whole file."""

    contract: Contract
    parts: tuple[tuple[SheetSource, Header], ...]
    file_problems: tuple[tuple[str, str | None], ...]
    # sheets of other kinds in the same workbook
    others: tuple["TableFile", ...] = ()

    def blocks(self) -> Iterator[tuple[pa.Table, list[tuple[str, int, str]]]]:
        """Yield (rows, ragged): rows have row_id, sheet, row_no and folded text per field; ragged (sheet, row, text)."""
        next_id = 0
        for source, header in self.parts:
            for raw in source.blocks(header.row):
                table = _rows(raw, source.name, header, next_id)
                next_id += len(raw.row_no)
                yield table, [(source.name, row, text) for row, text in raw.ragged]


def open_table(path: Path, hidden: Hidden = AS_USUAL, profile: str | None = None) -> TableFile | Kind:
    """Return a file of rows, or Kind.LETTER; raise Unreadable with the code of what is wrong with it.

    With a `profile` it is also told whether a template was made for the rules of another.
    """
    sheets = open_sheets(path, hidden)
    if sheets is None:
        return Kind.LETTER
    found = [part for sheet in sheets if not sheet.is_unread and (part := _part(sheet))]
    if not found:
        # known, but without a column that we need: no menu, and no letter either
        is_known = any(find_layout(sheet.preview) for sheet in sheets)
        raise Unreadable("columns_missing" if is_known else "header_not_found")
    first = max((header for _, header in found), key=lambda header: len(header.columns)).contract
    contracts = [first, *{header.contract.kind: header.contract for _, header in found}.values()]
    tables = {contract.kind: _table(contract, found) for contract in contracts}
    others = tuple(table for kind, table in tables.items() if kind is not first.kind)
    said = [finding for sheet in sheets for finding in sheet.findings]
    read = {sheet.name for sheet, _ in tables[first.kind].parts}
    said += [("other_kind_sheet", name) for name in _others(sheets, found) if name not in read]
    marks = (
        look_at_mark(_above(sheet, header), first, profile) for sheet, header in tables[first.kind].parts
    )
    said += [problem for problem in marks if problem]
    problems = tuple(dict.fromkeys([*tables[first.kind].file_problems, *said]))
    return replace(tables[first.kind], file_problems=problems, others=others)


def _above(sheet: SheetSource, header: Header) -> Iterator[str | None]:
    for row in sheet.preview[: header.row]:
        yield from row


def _others(sheets: list[SheetSource], found: list[tuple[SheetSource, Header]]) -> list[str]:
    """Return the names of the sheets that are a table of some kind, also where a column is wanting that we need."""
    known = {sheet.name for sheet, _ in found}
    return [sheet.name for sheet in sheets if sheet.name in known or find_layout(sheet.preview)]


def _table(contract: Contract, found: list[tuple[SheetSource, Header]]) -> TableFile:
    parts = tuple((sheet, header) for sheet, header in found if header.contract is contract)
    return TableFile(contract, parts, tuple(dict.fromkeys(p for _, header in parts for p in header.problems)))


def _part(sheet: SheetSource) -> tuple[SheetSource, Header] | None:
    """Return a sheet with its header: by the words of a contract, or by its layout where those are not found."""
    if wide := unfolded(sheet):
        return wide
    header, layout = find_header(sheet.preview), find_layout(sheet.preview)
    if header is None:
        return laid_out(sheet, layout) if layout else None
    if layout and says_it_in_columns(layout) and (under := laid_out(sheet, layout)):
        return under
    if layout and (wider := widened(sheet, header, layout)):
        header = wider
    elif layout and layout.last_row > header.row and layout.kind is header.contract.kind:
        # the second row of a header says what the first leaves open
        under = laid_out(sheet, layout)
        if under and len(under[1].columns) > len(header.columns):
            return under
    return (tidied(sheet, header) if sheet.is_workbook else sheet), header


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
        # a merged cell carried down must not make an empty row look full, nor what nobody asked for
        if name in header.contract.names and not header.contract[name].fill_down:
            filled = pc.or_(filled, pc.is_valid(table[name].combine_chunks()))
    return filled
