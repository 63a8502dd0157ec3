"""The sheets of the ledger's workbook: captions, totals that are formulas, headers, rows."""

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import takewhile
from typing import Any

import pandas as pd
from xlsxwriter.utility import xl_range_abs

from tasks.writing.cell_text import LINE_POINTS, cell_text, lines_of
from tasks.writing.ledger_looks import LOOKS, USUAL_WIDTH, WIDTHS, Look
from tasks.writing.ledger_rows import LedgerRows

# caption, the totals and what they are called, then the header: Excel counts from 1, the library from 0
TOTALS, _HEADER, _FIRST = 2, 3, 4
_A3 = 8
_EDGE = {
    "font_name": "宋体",
    "border": 1,
    "border_color": "#BBBBBB",
    "valign": "top",
    "text_wrap": True,
    "font_size": 10,
}
_FORMATS = {
    "caption": {
        "font_name": "宋体",
        "bold": True,
        "font_size": 15,
        "align": "center",
        "valign": "vcenter",
        # few columns are narrower than it
        "shrink": True,
    },
    "head": {**_EDGE, "bold": True, "bg_color": "#D9E2F3", "align": "center"},
    "total": {**_EDGE, "bold": True, "align": "center", "num_format": "0"},
    # what people type over a text stays a text
    "text": {**_EDGE, "num_format": "@"},
    "number": {**_EDGE, "align": "center"},
    "day": {**_EDGE, "num_format": "yyyy-mm-dd", "align": "center"},
    "percent": {**_EDGE, "num_format": "0.0%", "align": "center"},
    "link": {**_EDGE, "font_color": "#0563C1", "underline": 1},
    "note": {"font_name": "宋体", "font_color": "#666666", "font_size": 9},
}


class LedgerSheets:
    """Sheets of one workbook, with the formats that they share; `called` is what the office calls a column."""

    def __init__(self, workbook: Any, files: Collection[str], called: Callable[[str], str]) -> None:
        self.workbook, self.called = workbook, called
        self.formats = {name: workbook.add_format(look) for name, look in _FORMATS.items()}
        colours = {one for look in LOOKS for words in look.colours.values() for one in words.values()}
        self.colour = {colour: workbook.add_format({"bg_color": colour}) for colour in sorted(colours)}
        self.rows = LedgerRows(self.formats, files)

    def sheet(self, name: str, caption: str, rows: pd.DataFrame, look: Look) -> None:
        """Add a sheet with totals above the header, where filtering leaves them in sight."""
        fields, last = list(look.columns), max(_FIRST, _FIRST + len(rows) - 1)
        sheet = self.begin(name, caption, look.columns, _HEADER, max(len(fields), look.width))
        # row after row: what was written before is on the disk already
        self._totals(sheet, rows, look, last)
        self._head(sheet, look.columns, _HEADER)
        self.rows.write(sheet, rows, look.columns, _FIRST, look.link)
        for field, words in look.colours.items():
            at = fields.index(field)
            for word, colour in words.items():
                rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": self.colour[colour]}
                sheet.conditional_format(_FIRST, at, last, at, rule)
        sheet.autofilter(_HEADER, 0, last, len(fields) - 1)
        # what names a row stays in sight, where it stands at the left
        sheet.freeze_panes(_FIRST, len(list(takewhile(look.names_rows.__contains__, fields))))

    def plain(
        self,
        name: str,
        caption: str,
        columns: Mapping[str, str],
        rows: pd.DataFrame,
        link: str | None = None,
    ) -> None:
        """Add a sheet without totals: to read, sort and filter."""
        sheet = self.begin(name, caption, columns, 1, len(columns))
        self._head(sheet, columns, 1)
        self.rows.write(sheet, rows, columns, 2, link)
        sheet.autofilter(1, 0, max(2, 1 + len(rows)), len(columns) - 1)
        sheet.freeze_panes(2, 2)

    def begin(self, name: str, caption: str, columns: Mapping[str, str], head: int, width: int) -> Any:
        """Add a sheet with nothing but its caption over `width` columns, ready to be printed."""
        sheet = self.workbook.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(_A3)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(head)
        sheet.set_footer("&C第&P页，共&N页")
        for at, field in enumerate(columns):
            sheet.set_column(at, at, WIDTHS.get(field, USUAL_WIDTH))
        sheet.set_row(0, 26)
        sheet.merge_range(0, 0, 0, width - 1, "", self.formats["caption"])
        sheet.write_string(0, 0, cell_text(caption), self.formats["caption"])
        return sheet

    def _totals(self, sheet: Any, rows: pd.DataFrame, look: Look, last: int) -> None:
        head, total = self.formats["head"], self.formats["total"]
        fields = list(look.columns)
        number, text = (_column(fields.index(name), last) for name in look.names_rows)
        gap = [""] * (look.tally_from - 2)
        words = ["件数", "筛选后件数", *gap, *(word for _, word in look.tallies)]
        for at, word in enumerate(words):
            sheet.write_string(TOTALS - 1, at, word, head)
        sheet.set_row(TOTALS - 1, _height(words, fields))
        # the last argument of each is what the formula comes to: programs that do not calculate show it
        sheet.write_formula(TOTALS, 0, f"=COUNTA({number})", total, len(rows))
        sheet.write_formula(TOTALS, 1, f"=SUBTOTAL(103,{text})", total, len(rows))
        for at, _ in enumerate(gap, start=2):
            sheet.write_blank(TOTALS, at, None, total)
        tallied = zip(look.tallies, look.counts(rows), strict=True)
        for at, ((field, word), count) in enumerate(tallied, start=look.tally_from):
            formula = f'=COUNTIF({_column(fields.index(field), last)},"{word}")'
            sheet.write_formula(TOTALS, at, formula, total, count)

    def _head(self, sheet: Any, columns: Mapping[str, str], row: int) -> None:
        for at, title in enumerate(columns.values()):
            called = cell_text(self.called(title))
            sheet.write_string(row, at, called, self.formats["head"])


def _column(at: int, last: int) -> str:
    return str(xl_range_abs(_FIRST, at, last, at))


def _height(words: Sequence[str], fields: Sequence[str]) -> int:
    """Return how high a row of these words must be, from the first column on."""
    widths = [WIDTHS.get(field, USUAL_WIDTH) for field in fields] + [USUAL_WIDTH] * len(words)
    return LINE_POINTS * max(lines_of(word, width) for word, width in zip(words, widths, strict=False))
