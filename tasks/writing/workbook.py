"""Workbooks for people: title, frozen header, borders, drop-downs; texts can never be taken for formulas."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from tasks.writing.cell_text import LINE_POINTS, cell_value, lines_of
from tasks.writing.clock import without_clock

LINE_COLOUR = "BBBBBB"
HEAD_COLOUR = "D9E2F3"
TITLE_FONT_NAME = "宋体"
_TO_FILL_COLOUR = "FFF8DC"
_TITLE = {"font_name": TITLE_FONT_NAME, "font_size": 14, "bold": True, "align": "center"}
_BOX = {"border": 1, "border_color": f"#{LINE_COLOUR}", "text_wrap": True, "valign": "top"}
_MARK = {"font_size": 8, "font_color": "#808080"}
# telephone numbers keep their digits when somebody types in the cell
_OF_KIND = {
    str: {"num_format": "@"},
    date: {"num_format": "yyyy-mm-dd"},
    datetime: {"num_format": "yyyy-mm-dd hh:mm"},
}
# a sheet of a form is locked against slips, not against people: these stay free
_FREE = ("format_cells", "format_columns", "format_rows", "insert_rows", "sort", "autofilter")


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
    buffer = io.BytesIO()
    # never by files of /tmp: a sheet may hold telephone numbers
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        if sheets[0].mark:
            workbook.set_properties({"keywords": sheets[0].mark})
        for sheet in sheets:
            _Writer(workbook, sheet).write()
    return without_clock(buffer.getvalue())


def guide(name: str, caption: str, lines: Sequence[str]) -> Sheet:
    """Return a sheet of instructions."""
    return Sheet(name, caption, [Column("说明", 100)], [[line] for line in lines])


class _Writer:
    """One sheet, written from the top."""

    def __init__(self, workbook: xlsxwriter.Workbook, sheet: Sheet) -> None:
        self._workbook, self._sheet = workbook, sheet
        self._target: Worksheet = workbook.add_worksheet(sheet.name)
        self._head = 2 if sheet.mark else 1
        self._dressed: dict[tuple[bool, type], Format] = {}

    def write(self) -> None:
        sheet, target = self._sheet, self._target
        self._set_columns()
        self._write_top()
        for at, row in enumerate(sheet.rows, start=self._head + 1):
            self._write_row(at, [cell_value(value) for value in row])
        last = self._head + len(sheet.rows)
        for at, line in enumerate(sheet.notes, start=last + 1):
            target.write_string(at, 0, cell_value(line))
        if sheet.rows:
            self._offer(last)
        if sheet.mark:
            target.protect("", dict.fromkeys(_FREE, True))
        target.freeze_panes(self._head + 1, 0)
        target.set_landscape()
        target.fit_to_pages(1, 0)
        target.repeat_rows(0, self._head)

    def _set_columns(self) -> None:
        unlocked = self._workbook.add_format({"locked": False}) if self._sheet.mark else None
        for at, column in enumerate(self._sheet.columns):
            # also the rows further down, which have no cells yet
            self._target.set_column(at, at, column.width, unlocked if column.to_fill else None)

    def _write_top(self) -> None:
        sheet, target, add = self._sheet, self._target, self._workbook.add_format
        caption = cell_value(sheet.caption)
        if len(sheet.columns) > 1:
            target.merge_range(0, 0, 0, len(sheet.columns) - 1, "")
        target.write_string(0, 0, caption, add(_TITLE))
        if sheet.mark:
            target.write_string(1, 0, cell_value(sheet.mark), add(_MARK))
        head = add({**_BOX, "bold": True, "bg_color": f"#{HEAD_COLOUR}"})
        for at, column in enumerate(sheet.columns):
            target.write_string(self._head, at, cell_value(column.title), head)

    def _write_row(self, at: int, values: Sequence[Any]) -> None:
        columns = self._sheet.columns
        lines = (lines_of(str(value), column.width) for value, column in zip(values, columns, strict=False))
        # wrapped text is cut off in print unless the row is told its height
        self._target.set_row(at, LINE_POINTS * max(lines, default=1))
        for place, (value, column) in enumerate(zip(values, columns, strict=True)):
            dress = self._dress(column.to_fill, type(value))
            if value is None or value == "":
                self._target.write_blank(at, place, None, dress)
            elif isinstance(value, str):
                self._target.write_string(at, place, value, dress)
            else:
                self._target.write(at, place, value, dress)

    def _dress(self, to_fill: bool, kind: type) -> Format:
        if (to_fill, kind) not in self._dressed:
            filled = {"bg_color": f"#{_TO_FILL_COLOUR}", "locked": False} if to_fill else {}
            look = {**_BOX, **filled, **_OF_KIND.get(kind, {})}
            self._dressed[to_fill, kind] = self._workbook.add_format(look)
        return self._dressed[to_fill, kind]

    def _offer(self, last: int) -> None:
        for at, column in enumerate(self._sheet.columns):
            if column.choices:
                rule = {
                    "validate": "list",
                    "source": list(column.choices),
                    "error_title": "内容不符",
                    "error_message": "请从下拉列表中选择",
                }
                if self._target.data_validation(self._head + 1, at, last, at, rule):
                    raise ValueError(f"{column.title}: a drop-down holds 255 characters at most")
