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
_THIN = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD = PatternFill("solid", fgColor="D9E2F3")
_TO_FILL = PatternFill("solid", fgColor="FFF8DC")
_LINE_POINTS = 15
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
    """A sheet: a caption over a header over rows."""

    name: str
    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Any]]
    notes: Sequence[str] = field(default_factory=tuple)


def render(sheets: Sequence[Sheet]) -> bytes:
    """Return an .xlsx file with these sheets."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
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
    target["A1"].font = Font(name="宋体", size=14, bold=True)
    target["A1"].alignment = Alignment(horizontal="center")
    target.append([_safe(column.title) for column in sheet.columns])
    for row in sheet.rows:
        target.append([_safe(value) for value in row])
    for line in sheet.notes:
        target.append([_safe(line)])
    _keep_texts(target)
    last = 2 + len(sheet.rows)
    for number, row in enumerate(sheet.rows, start=3):
        # wrapped text is cut off in print unless the row is told its height
        target.row_dimensions[number].height = _LINE_POINTS * _lines(row, sheet.columns)
    for position, column in enumerate(sheet.columns, start=1):
        letter = get_column_letter(position)
        target.column_dimensions[letter].width = column.width
        head = target.cell(2, position)
        head.font, head.fill, head.border, head.alignment = Font(bold=True), _HEAD, _THIN, _WRAP
        for row_number in range(3, last + 1):
            _dress(target.cell(row_number, position), column)
        if column.choices and sheet.rows:
            _offer(target, f"{letter}3:{letter}{last}", column.choices)
    target.freeze_panes = "A3"
    target.page_setup.orientation = "landscape"
    target.page_setup.fitToWidth, target.page_setup.fitToHeight = 1, 0
    target.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    target.print_title_rows = "1:2"


def _lines(row: Sequence[Any], columns: Sequence[Column]) -> int:
    """Return how many lines the longest cell of a row takes; a Chinese character is two wide."""
    widths = (sum(2 if ord(character) > 255 else 1 for character in str(_safe(value))) for value in row)
    return (
        max((-(-width // column.width) for width, column in zip(widths, columns, strict=False)), default=1)
        or 1
    )


def _dress(cell: Cell | Any, column: Column) -> None:
    cell.border, cell.alignment = _THIN, _WRAP
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
    return _NO_WORKBOOK_HOLDS.sub("", value) if isinstance(value, str) else value


def _offer(target: Worksheet, cells: str, choices: Sequence[str]) -> None:
    listed = ",".join(choices)
    validation = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True, showErrorMessage=True)
    validation.error, validation.errorTitle = "请从下拉列表中选择", "内容不符"
    target.add_data_validation(validation)
    validation.add(cells)
