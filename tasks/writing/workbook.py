"""Workbooks for people: title, frozen header, borders, drop-downs; texts can never be taken for formulas."""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from tasks.writing.clock import without_clock

_LINE = Side(style="thin", color="BBBBBB")
THIN = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
HEAD = PatternFill("solid", fgColor="D9E2F3")
_TO_FILL = PatternFill("solid", fgColor="FFF8DC")
TITLE_FONT = Font(name="宋体", size=14, bold=True)
LINE_POINTS = 15
# control characters, and what is no character at all
_NO_WORKBOOK_HOLDS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_WRAP = Alignment(wrap_text=True, vertical="top")


@dataclass(frozen=True)
class Column:
    """A column of a sheet: its header, its width in characters, and whether people fill it in (from `choices`)."""

    title: str
    width: int
    to_fill: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A sheet: a caption over a header over rows, and notes below."""

    name: str
    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Any]]
    notes: Sequence[str] = field(default_factory=tuple)
    # a small line between caption and header; a sheet with one is a form, where only what is to be filled in can be
    mark: str = ""


def render(sheets: Sequence[Sheet]) -> bytes:
    """Return an .xlsx file with these sheets; the mark of the first is also a property of the file."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    if sheets[0].mark:
        workbook.properties.version = workbook.properties.keywords = sheets[0].mark
    for sheet in sheets:
        _fill(workbook.create_sheet(sheet.name), sheet)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return without_clock(buffer.getvalue())


def guide(name: str, caption: str, lines: Sequence[str]) -> Sheet:
    """Return a sheet of instructions."""
    return Sheet(name, caption, [Column("说明", 100)], [[line] for line in lines])


def _fill(target: Worksheet, sheet: Sheet) -> None:
    width = len(sheet.columns)
    target.append([_safe(sheet.caption)])
    target.merge_cells(start_row=1, start_column=1, end_row=1, end_column=max(width, 1))
    target["A1"].font = TITLE_FONT
    target["A1"].alignment = Alignment(horizontal="center")
    if sheet.mark:
        target.append([_safe(sheet.mark)])
        target["A2"].font = Font(size=8, color="808080")
    head_row = target.max_row + 1
    target.append([_safe(column.title) for column in sheet.columns])
    for row in sheet.rows:
        target.append([_safe(value) for value in row])
    for line in sheet.notes:
        target.append([_safe(line)])
    _keep_texts(target)
    first, last = head_row + 1, head_row + len(sheet.rows)
    for number, row in enumerate(sheet.rows, start=first):
        # wrapped text is cut off in print unless the row is told its height
        target.row_dimensions[number].height = LINE_POINTS * _lines(row, sheet.columns)
    for position, column in enumerate(sheet.columns, start=1):
        letter = get_column_letter(position)
        target.column_dimensions[letter].width = column.width
        head = target.cell(head_row, position)
        head.font, head.fill, head.border, head.alignment = Font(bold=True), HEAD, THIN, _WRAP
        for row_number in range(first, last + 1):
            _dress(target.cell(row_number, position), column)
        if column.choices and sheet.rows:
            _offer(target, f"{letter}{first}:{letter}{last}", column.choices)
    if sheet.mark:
        _lock(target, sheet)
    target.freeze_panes = f"A{first}"
    set_print(target, head_row)


def set_print(target: Worksheet, head_row: int) -> None:
    """Print across, all columns on one page, the head on every page."""
    target.page_setup.orientation = "landscape"
    target.page_setup.fitToWidth, target.page_setup.fitToHeight = 1, 0
    target.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    target.print_title_rows = f"1:{head_row}"


def _lock(target: Worksheet, sheet: Sheet) -> None:
    """Lock all but what is to be filled in, without a password: against slips, not against people."""
    for position, column in enumerate(sheet.columns, start=1):
        # also the rows further down, which have no cells yet
        if column.to_fill:
            target.column_dimensions[get_column_letter(position)].protection = Protection(locked=False)
    protection = target.protection
    protection.sheet = True
    protection.formatColumns = protection.formatRows = protection.formatCells = False
    protection.insertRows = protection.sort = protection.autoFilter = False


def _lines(row: Sequence[Any], columns: Sequence[Column]) -> int:
    """Return how many lines the longest cell of a row takes."""
    return max(
        (lines_of(str(_safe(value)), column.width) for value, column in zip(row, columns, strict=False)),
        default=1,
    )


def lines_of(text: str, width: int) -> int:
    """Return how many lines a text takes in a column; a Chinese character is two wide."""
    return -(-sum(2 if ord(character) > 255 else 1 for character in text) // width) or 1


def _dress(cell: Cell | Any, column: Column) -> None:
    cell.border, cell.alignment = THIN, _WRAP
    if column.to_fill:
        cell.fill, cell.protection = _TO_FILL, Protection(locked=False)
    if isinstance(cell.value, str):
        # telephone numbers keep their digits when somebody types in the cell
        cell.number_format = "@"


def _keep_texts(target: Worksheet) -> None:
    """Keep every text a text: = + - @ start no formula, wherever they stand."""
    for row in target.iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                cell.data_type = "s"


def _safe(value: Any) -> Any:
    if isinstance(value, list | tuple):
        value = "、".join(value)
    return without_control_characters(value) if isinstance(value, str) else value


def without_control_characters(text: str) -> str:
    """Return text without what no workbook can hold."""
    return _NO_WORKBOOK_HOLDS.sub("", text)


def _offer(target: Worksheet, cells: str, choices: Sequence[str]) -> None:
    listed = ",".join(choices)
    validation = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True, showErrorMessage=True)
    validation.error, validation.errorTitle = "请从下拉列表中选择", "内容不符"
    target.add_data_validation(validation)
    validation.add(cells)
