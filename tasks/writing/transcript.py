"""A workbook with the cells of a file that is none we can write again: .xls, .ods, .csv, a page. Row for row, as text."""

import re
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tasks.reading.blocks import SheetSource
from tasks.writing.cell_text import without_control_characters

_MOST_ROWS = 50_000
_NARROWEST, _WIDEST = 8, 40
_NO_TITLE_HOLDS = re.compile(r"[\[\]:*?/\\]")


def transcribe(sheets: Sequence[SheetSource]) -> tuple[Workbook, dict[str, str]] | None:
    """Return a workbook with these sheets and the title of each by its name; None when they are too long for people."""
    workbook, titles = Workbook(), {}
    workbook.remove(workbook.worksheets[0])
    for sheet in sheets:
        title = _title(sheet.name, workbook.sheetnames)
        if not _copy(sheet, workbook.create_sheet(title)):
            return None
        titles[sheet.name] = title
    return workbook, titles


def _title(name: str, taken: Sequence[str]) -> str:
    title = _NO_TITLE_HOLDS.sub("_", without_control_characters(name)).strip("'")[:28] or "表"
    return title if title not in taken else f"{title}_{len(taken)}"


def _copy(sheet: SheetSource, target: Worksheet) -> bool:
    widths: dict[int, int] = {}
    # from the row before the first
    for number, row in sheet.rows(-1):
        if number > _MOST_ROWS:
            return False
        filled = [(place, text) for place, text in enumerate(row, 1) if text]
        for place, text in filled:
            cell = target.cell(number, place, without_control_characters(text)[:32_767])
            # digits stay as they are, and = starts no formula
            cell.data_type, cell.number_format = "s", "@"
            cell.alignment = Alignment(wrap_text=len(filled) > 1, vertical="top")
            if len(filled) > 1:
                longest = max(map(_width, text.split("\n")))
                widths[place] = max(widths.get(place, _NARROWEST), longest + 2)
    for place, width in widths.items():
        target.column_dimensions[get_column_letter(place)].width = min(width, _WIDEST)
    return True


def _width(text: str) -> int:
    return sum(2 if ord(character) > 255 else 1 for character in text)
