"""Tables written as xlsx, xls, ods or csv, the same bytes at every run."""

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

Cell = str | int | float | date | None
Rows = Sequence[Sequence[Cell]]

_STAMP = datetime(2020, 1, 17, 9, 0, 0)  # noqa: DTZ001 - openpyxl takes no time zone
_ZIP_STAMP = (2020, 1, 17, 9, 0, 0)
_CLOCK_TAGS = re.compile(rb"(<(dcterms:modified|meta:creation-date|dc:date)[^>]*>)[^<]*(</\2>)")


def save(path: Path, rows: Rows, encoding: str = "utf-8", merges: Sequence[str] = ()) -> None:
    """Write the rows in the format of the file's ending; `encoding` is for csv, `merges` (A1:B2) for xlsx."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".xlsx":
        path.write_bytes(xlsx(rows, merges))
    elif path.suffix == ".xls":
        path.write_bytes(_xls(rows))
    elif path.suffix == ".ods":
        path.write_bytes(_ods(rows))
    else:
        path.write_bytes(_csv(rows).encode(encoding))


def xlsx(rows: Rows, merges: Sequence[str] = ()) -> bytes:
    """Return a workbook with one sheet, dates as date cells."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet("Sheet1")
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column, None if value == "" else value)
            if isinstance(value, date):
                cell.number_format = "yyyy-mm-dd"
    for column in range(1, max(map(len, rows)) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 16
    for area in merges:
        sheet.merge_cells(area)
    book.properties.creator = "临泉区人大常委会代表工作委员会"
    book.properties.created = book.properties.modified = _STAMP
    buffer = io.BytesIO()
    book.save(buffer)
    return _without_clock(buffer.getvalue())


def _without_clock(packed: bytes) -> bytes:
    """Return the zip with the hour of writing taken out: both libraries put it in whatever one asks."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(buffer, "w") as new:
        for entry in old.infolist():
            content = _CLOCK_TAGS.sub(
                rb"\g<1>" + f"{_STAMP.isoformat()}Z".encode() + rb"\g<3>", old.read(entry)
            )
            fixed = zipfile.ZipInfo(entry.filename, _ZIP_STAMP)
            fixed.compress_type = entry.compress_type
            new.writestr(fixed, content)
    return buffer.getvalue()


def _xls(rows: Rows) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("答复")
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write(number, column, value, day)
            elif value not in ("", None):
                sheet.write(number, column, value)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _ods(rows: Rows) -> bytes:
    document = OpenDocumentSpreadsheet()
    table = Table(name="Sheet1")
    for row in rows:
        line = TableRow()
        for value in row:
            line.addElement(_ods_cell(value))
        table.addElement(line)
    document.spreadsheet.addElement(table)
    buffer = io.BytesIO()
    document.write(buffer)
    return _without_clock(buffer.getvalue())


def _ods_cell(value: Cell) -> TableCell:
    if value in ("", None):
        return TableCell()
    if isinstance(value, date):
        cell = TableCell(valuetype="date", datevalue=value.isoformat())
    elif isinstance(value, int | float):
        cell = TableCell(valuetype="float", value=str(value))
    else:
        cell = TableCell(valuetype="string")
    cell.addElement(P(text=str(value)))
    return cell


def _csv(rows: Rows) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerows(rows)
    return buffer.getvalue()
