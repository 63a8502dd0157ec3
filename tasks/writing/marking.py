"""The sender's own workbook with its wrong cells marked: values and formats stay, and it can be mended and sent again."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from schemas.contract import Contract
from tasks.rules.header import ROWS_SEARCHED, header_word
from tasks.writing.clock import without_clock

_AUTHOR = "督办"
_MARK = PatternFill("solid", fgColor="FFC7CE")
_NO_FILL = PatternFill(fill_type=None)
_WRONG, _MEND, _LIST = "错误信息", "怎么改", "问题清单"
_WRAP = Alignment(wrap_text=True, vertical="top")
_MOST_BYTES = 20_000_000


@dataclass(frozen=True)
class Mark:
    """One problem in its place: our name of the field (none: the whole row), and what people read."""

    sheet: str
    row: int
    field: str | None
    text: str
    mend: str


def mark_workbook(path: Path, contract: Contract, marks: Sequence[Mark]) -> bytes | None:
    """Return the workbook with marks, a column for each of what is wrong and how to mend it, and a list in front.

    Earlier marks of ours are taken off first. None when the file is no .xlsx or too large to be marked.
    """
    content = path.read_bytes() if path.stat().st_size <= _MOST_BYTES else b""
    if not content.startswith(b"PK"):
        return None
    try:
        workbook = load_workbook(io.BytesIO(content))
    except (KeyError, ValueError, OSError):
        # readable for us, but not a workbook that can be written again: the list alone goes back
        return None
    if _LIST in workbook.sheetnames:
        workbook.remove(workbook[_LIST])
    for sheet in workbook.worksheets:
        _unmark(sheet)
        _mark(sheet, contract, [mark for mark in marks if mark.sheet == sheet.title])
    _list_in_front(workbook, contract, marks)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return without_clock(buffer.getvalue())


def _unmark(sheet: Worksheet) -> None:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.comment and cell.comment.author == _AUTHOR and isinstance(cell, Cell):
                cell.comment, cell.fill = None, _NO_FILL
    header = _header_row(sheet, (_WRONG, _MEND))
    if header is None:
        return
    for cell in sheet[header]:
        if cell.value in (_WRONG, _MEND):
            for row_number in range(header, sheet.max_row + 1):
                sheet.cell(row_number, cell.column or 1).value = None


def _header_row(sheet: Worksheet, words: Sequence[str]) -> int | None:
    for row in sheet.iter_rows(max_row=min(ROWS_SEARCHED, sheet.max_row)):
        if set(words) <= {header_word(str(cell.value or "")) for cell in row}:
            return row[0].row
    return None


def _mark(sheet: Worksheet, contract: Contract, marks: Sequence[Mark]) -> None:
    header, columns = _columns(sheet, contract)
    if not marks or header is None:
        return
    last = max(
        (cell.column or 1 for row in sheet.iter_rows() for cell in row if cell.value is not None), default=1
    )
    for offset, (title, width) in enumerate(((_WRONG, 44), (_MEND, 44)), start=1):
        sheet.cell(header, last + offset).value = title
        sheet.column_dimensions[get_column_letter(last + offset)].width = width
    for row_number in {mark.row for mark in marks}:
        of_row = [mark for mark in marks if mark.row == row_number]
        for offset, texts in enumerate(([m.text for m in of_row], [m.mend for m in of_row]), start=1):
            cell = sheet.cell(row_number, last + offset)
            cell.value, cell.alignment = "\n".join(texts), _WRAP
            cell.data_type = "s"
        for mark in of_row:
            if mark.field in columns:
                wrong = sheet.cell(row_number, columns[mark.field])
                wrong.fill, wrong.comment = _MARK, Comment(f"{mark.text}\n{mark.mend}", _AUTHOR)


def _columns(sheet: Worksheet, contract: Contract) -> tuple[int | None, dict[str | None, int]]:
    """Return the row of the header and the column of each field."""
    best: tuple[int | None, dict[str | None, int]] = (None, {})
    for row in sheet.iter_rows(max_row=min(ROWS_SEARCHED, sheet.max_row)):
        found: dict[str | None, int] = {}
        for cell in row:
            field = contract.field_of(header_word(str(cell.value or "")))
            if field and cell.column:
                found.setdefault(field.name, cell.column)
        if len(found) > len(best[1]):
            best = row[0].row, found
    return best


def _list_in_front(workbook: Workbook, contract: Contract, marks: Sequence[Mark]) -> None:
    sheet = workbook.create_sheet(_LIST, 0)
    sheet.append(["工作表", "行号", "列", _WRONG, _MEND])
    for mark in marks:
        column = contract[mark.field].chinese if mark.field in contract.names else ""
        sheet.append([mark.sheet, mark.row, column, mark.text, mark.mend])
        if mark.sheet in workbook.sheetnames:
            link = sheet.cell(sheet.max_row, 2)
            link.hyperlink, link.style = f"#'{mark.sheet}'!A{mark.row}", "Hyperlink"
    for letter, width in zip("ABCDE", (14, 8, 14, 44, 44), strict=True):
        sheet.column_dimensions[letter].width = width
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = _WRAP
            if isinstance(cell.value, str):
                cell.data_type = "s"
    sheet.freeze_panes = "A2"
    workbook.active = 0
