"""The sender's own workbook with its wrong cells marked: values and formats stay, and it can be mended and sent again.

What is no .xlsx comes back as one, written from the sender's cells.
"""

import io
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from schemas.contract import Contract
from tasks.reading.opening import open_sheets
from tasks.reading.places import Places, places_in
from tasks.reading.sniff import Unreadable
from tasks.rules.header import ROWS_SEARCHED, header_word
from tasks.writing.cell_text import LINE_POINTS, LONGEST, lines_of, without_control_characters
from tasks.writing.clock import without_clock
from tasks.writing.dress import HEAD, THIN, TITLE_FONT, set_print
from tasks.writing.transcript import transcribe

_AUTHOR = "督办"
_MARK = PatternFill("solid", fgColor="FFC7CE")
_LINK = Font(color="0563C1", underline="single")
_NO_FILL = PatternFill(fill_type=None)
_WRONG, _MEND, _LIST = "错误信息", "怎么改", "问题清单"
_WRAP = Alignment(wrap_text=True, vertical="top", horizontal="left")
_MOST_BYTES = 20_000_000
_LIST_COLUMNS = {"工作表": 14, "行号": 8, "列": 14, _WRONG: 48, _MEND: 48}
_MARK_WIDTH = 36
_COMMENT_SIZE = (320, 110)


@dataclass(frozen=True)
class Mark:
    """One problem in its place: our name of the field (none: the whole row), and what people read."""

    sheet: str
    row: int
    field: str | None
    text: str
    mend: str


def mark_workbook(path: Path, file_name: str, contract: Contract, marks: Sequence[Mark]) -> bytes | None:
    """Return the workbook with marks, a column for each of what is wrong and how to mend it, and a list in front.

    Earlier marks of ours are taken off first. None when the file is too large to be marked.
    """
    if path.stat().st_size > _MOST_BYTES:
        return None
    try:
        sheets = [sheet for sheet in open_sheets(path) or () if not sheet.is_unread and sheet.name != _LIST]
        workbook = _own_workbook(path.read_bytes())
        titles = {sheet.name: sheet.name for sheet in sheets}
        is_own = workbook is not None
        if workbook is None:
            copied = transcribe(sheets)
            if copied is None:
                return None
            workbook, titles = copied
    except Unreadable:
        return None
    if _LIST in workbook.sheetnames:
        workbook.remove(workbook[_LIST])
    places = {titles[sheet.name]: places_in(sheet, contract) for sheet in sheets}
    marks = [
        Mark(
            titles.get(mark.sheet, mark.sheet), mark.row, mark.field, *map(_holdable, (mark.text, mark.mend))
        )
        for mark in marks
    ]
    for sheet in workbook.worksheets:
        _unmark(sheet)
        if not is_own:
            _dress_copy(sheet, places.get(sheet.title))
        of_sheet = [mark for mark in marks if mark.sheet == sheet.title]
        if of_sheet and (found := places.get(sheet.title)):
            _mark(sheet, found, of_sheet)
    _list_in_front(workbook, _headline(file_name, is_own), contract, marks, places)
    # what formulas came to is not kept: it is worked out when people open the file
    workbook.calculation.fullCalcOnLoad = True
    buffer = io.BytesIO()
    workbook.save(buffer)
    return without_clock(buffer.getvalue())


def _holdable(text: str) -> str:
    return without_control_characters(text)[:LONGEST]


def _own_workbook(content: bytes) -> Workbook | None:
    """Return the sender's workbook, or None for what cannot be written again with all that is in it."""
    if not content.startswith(b"PK"):
        return None
    try:
        with warnings.catch_warnings():
            # what openpyxl says it does not keep is decoration
            warnings.simplefilter("ignore")
            return load_workbook(io.BytesIO(content))
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, zipfile.BadZipFile):
        # readable for us, but not a workbook that can be written again, or an .ods
        return None


def _headline(file_name: str, is_own: bool) -> tuple[str, str]:
    how = (
        "原文件的内容和格式未作改动"
        if is_own
        else "原文件不是 .xlsx，本文件由其内容逐行转录，隐藏的列和工作表没有抄录"
    )
    return (
        f"{file_name}：需要核对的内容",
        f"{how}。请在各工作表中直接修改标红的单元格，保存后把本文件重新报送；标记和本页无需删除。",
    )


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
                old = sheet.cell(row_number, cell.column or 1)
                old.value, old.fill = None, _NO_FILL


def _header_row(sheet: Worksheet, words: Sequence[str]) -> int | None:
    for row in sheet.iter_rows(max_row=min(ROWS_SEARCHED, sheet.max_row)):
        if set(words) <= {header_word(str(cell.value or "")) for cell in row}:
            return row[0].row
    return None


def _mark(sheet: Worksheet, places: Places, marks: Sequence[Mark]) -> None:
    last = max(
        (cell.column or 1 for row in sheet.iter_rows() for cell in row if cell.value is not None), default=1
    )
    for offset, title in enumerate((_WRONG, _MEND), start=1):
        head = sheet.cell(places.header_row, last + offset)
        head.value, head.font, head.fill, head.alignment = title, Font(bold=True), HEAD, _WRAP
        sheet.column_dimensions[get_column_letter(last + offset)].width = _MARK_WIDTH
        sheet.column_dimensions[get_column_letter(last + offset)].hidden = False
    of_row: dict[int, list[Mark]] = {}
    for mark in marks:
        of_row.setdefault(mark.row, []).append(mark)
    for row_number, found in of_row.items():
        for offset, texts in enumerate(([m.text for m in found], [m.mend for m in found]), start=1):
            _write(sheet, row_number, last + offset, "\n".join(dict.fromkeys(texts)))
        for mark in found:
            if place := places.columns.get(mark.field or ""):
                _point_at(sheet, row_number, place, mark)


def _point_at(sheet: Worksheet, row: int, column: int, mark: Mark) -> None:
    wrong = sheet.cell(row, column)
    if not isinstance(wrong, Cell):
        # within a merged cell only its first one can be pointed at
        merged = (area for area in sheet.merged_cells.ranges if wrong.coordinate in area)
        area = next(merged, None)
        if area is None:
            return
        wrong = sheet.cell(area.min_row, area.min_col)
    said = f"{wrong.comment.text}\n" if wrong.comment else ""
    wrong.fill = _MARK
    wrong.comment = Comment(
        f"{said}{mark.text}\n{mark.mend}", _AUTHOR, width=_COMMENT_SIZE[0], height=_COMMENT_SIZE[1]
    )


def _dress_copy(sheet: Worksheet, places: Places | None) -> None:
    """Make a table to look at of what was copied cell by cell."""
    header = places.header_row if places else 0
    for row in sheet.iter_rows(min_row=header or 1):
        for cell in row:
            cell.border = THIN
    if header:
        for head in sheet[header]:
            head.font, head.fill = Font(bold=True), HEAD
        sheet.freeze_panes = f"A{header + 1}"
    set_print(sheet, max(header, 1))


def _write(sheet: Worksheet, row: int, column: int, text: str) -> None:
    cell = sheet.cell(row, column)
    if isinstance(cell, Cell):
        cell.value, cell.alignment = text[:LONGEST], _WRAP
        cell.data_type = "s"
        # a height that is not told is that of one line in some programs
        needed = LINE_POINTS * sum(lines_of(line, _MARK_WIDTH) for line in text.split("\n"))
        dimension = sheet.row_dimensions[row]
        dimension.height = max(needed, dimension.height or LINE_POINTS)


def _list_in_front(
    workbook: Workbook,
    headline: tuple[str, str],
    contract: Contract,
    marks: Sequence[Mark],
    places: Mapping[str, Places | None],
) -> None:
    sheet = workbook.create_sheet(_LIST, 0)
    for line in headline:
        sheet.append([line])
        sheet.merge_cells(start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=5)
    sheet.append(list(_LIST_COLUMNS))
    for mark in marks:
        column = contract[mark.field].chinese if mark.field in contract.names else ""
        sheet.append([mark.sheet, mark.row, column, mark.text, mark.mend])
        if mark.sheet in workbook.sheetnames:
            link = sheet.cell(sheet.max_row, 2)
            quoted = mark.sheet.replace("'", "''")
            found = places.get(mark.sheet)
            letter = get_column_letter(found.columns.get(mark.field or "", 1) if found else 1)
            link.hyperlink, link.font = f"#'{quoted}'!{letter}{mark.row}", _LINK
        for text in (mark.text, mark.mend):
            height = LINE_POINTS * lines_of(text, _LIST_COLUMNS[_WRONG])
            dimension = sheet.row_dimensions[sheet.max_row]
            dimension.height = max(height, dimension.height or LINE_POINTS)
    _dress_list(sheet)
    workbook.active = 0
    for other in workbook.worksheets[1:]:
        other.sheet_view.tabSelected = False


def _dress_list(sheet: Worksheet) -> None:
    for letter, width in zip("ABCDE", _LIST_COLUMNS.values(), strict=True):
        sheet.column_dimensions[letter].width = width
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell, Cell):
                cell.alignment = _WRAP
                if cell.row > 2:
                    cell.border = THIN
                cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type
    sheet["A1"].font = TITLE_FONT
    sheet.row_dimensions[1].height, sheet.row_dimensions[2].height = 24, 32
    for head in sheet[3]:
        head.font, head.fill = Font(bold=True), HEAD
    sheet.freeze_panes = "A4"
    set_print(sheet, 3)
