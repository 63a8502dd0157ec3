"""How a sheet looks that somebody else made and that we write into: the same as our own."""

from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from tasks.writing.workbook import HEAD_COLOUR, LINE_COLOUR, TITLE_FONT_NAME

_LINE = Side(style="thin", color=LINE_COLOUR)
THIN = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
HEAD = PatternFill("solid", fgColor=HEAD_COLOUR)
TITLE_FONT = Font(name=TITLE_FONT_NAME, size=14, bold=True)


def set_print(target: Worksheet, head_row: int) -> None:
    """Print across, all columns on one page, the head on every page."""
    target.page_setup.orientation = "landscape"
    target.page_setup.fitToWidth, target.page_setup.fitToHeight = 1, 0
    target.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    target.print_title_rows = f"1:{head_row}"
