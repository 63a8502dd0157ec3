"""Workbooks: xlsx, xls and ods through calamine. Hidden sheets are not read."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from tasks.reading.blocks import BLOCK_ROWS, RawBlock, SheetSource
from tasks.reading.sniff import Unreadable
from tasks.rules.header import ROWS_SEARCHED


def open_workbook(path: Path) -> list[SheetSource]:
    """Return the visible sheets of a workbook; raise Unreadable when it cannot be opened."""
    try:
        workbook = CalamineWorkbook.from_path(str(path))
        names = [
            sheet.name
            for sheet in workbook.sheets_metadata
            if sheet.visible is SheetVisibleEnum.Visible and sheet.typ is SheetTypeEnum.WorkSheet
        ]
        return [_source(workbook.get_sheet_by_name(name)) for name in names]
    except PasswordError as error:
        raise Unreadable("file_encrypted") from error
    except (CalamineError, OSError, ValueError) as error:
        raise Unreadable("file_unreadable") from error


def _source(sheet: CalamineSheet) -> SheetSource:
    preview = [[cell_text(cell) for cell in row] for row in islice(_rows(sheet), ROWS_SEARCHED)]
    return SheetSource(sheet.name, preview, lambda header_row: _blocks(sheet, header_row))


def _rows(sheet: CalamineSheet) -> Iterator[list[Any]]:
    # calamine leaves out empty columns before the first value; addresses must not shift
    _, first_column = sheet.start or (0, 0)
    for row in sheet.iter_rows():
        yield [None] * first_column + row


def _blocks(sheet: CalamineSheet, header_row: int) -> Iterator[RawBlock]:
    rows = enumerate(_rows(sheet), start=1)
    for _ in range(header_row + 1):
        next(rows, None)
    while chunk := list(islice(rows, BLOCK_ROWS)):
        width = max(len(row) for _, row in chunk)
        padded = [row + [None] * (width - len(row)) for _, row in chunk]
        columns = [
            pa.array([cell_text(cell) for cell in column], pa.string())
            for column in zip(*padded, strict=True)
        ]
        yield RawBlock(columns, pa.array([number for number, _ in chunk], pa.int64()), [])


def cell_text(cell: Any) -> str | None:
    """Return a cell as text: whole numbers without `.0`, dates as ISO, an empty cell as None."""
    match cell:
        case None | "":
            return None
        case str():
            return cell
        case bool():
            return "TRUE" if cell else "FALSE"
        case float():
            return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
        case datetime():
            return cell.date().isoformat() if cell.time() == time(0) else cell.isoformat(sep=" ")
        case date() | time():
            return cell.isoformat()
        case timedelta():
            return str(cell)
        case _:
            return str(cell)
