"""The sheets of the ledger's workbook: captions, totals that are formulas, headers, rows."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

import pandas as pd
from xlsxwriter.utility import quote_sheetname, xl_col_to_name, xl_range_abs, xl_rowcol_to_cell

from tasks.writing.cell_text import LINE_POINTS, lines_of, without_control_characters
from tasks.writing.ledger_looks import LOOKS, SUGGESTIONS, WIDTHS, Look

# caption, the totals and what they are called, then the header: Excel counts from 1, the library from 0
_TOTALS, _HEADER, _FIRST = 2, 3, 4
# from the fifth column on, which are wide enough
_TALLY_FROM = 4
_A3 = 8
_SUMMARY_NOTE = (
    "各表按每件建议最近一轮统计；会办和分别办理的建议在每个单位各计一件。报告中的按期率和满意率另按首轮计算。"
)


class LedgerSheets:
    """Sheets of one workbook, with the formats that they share."""

    def __init__(self, workbook: Any, letters: Collection[str]) -> None:
        self.workbook, self.letters = workbook, letters
        edge = {
            "font_name": "宋体",
            "border": 1,
            "border_color": "#BBBBBB",
            "valign": "top",
            "text_wrap": True,
            "font_size": 10,
        }
        make = workbook.add_format
        self.caption = make(
            {"font_name": "宋体", "bold": True, "font_size": 15, "align": "center", "valign": "vcenter"}
        )
        self.head = make({**edge, "bold": True, "bg_color": "#D9E2F3", "align": "center"})
        self.total = make({**edge, "bold": True, "align": "center", "num_format": "0"})
        # what people type over a text stays a text
        self.text = make({**edge, "num_format": "@"})
        self.number = make({**edge, "align": "center"})
        self.day = make({**edge, "num_format": "yyyy-mm-dd", "align": "center"})
        self.percent = make({**edge, "num_format": "0.0%", "align": "center"})
        self.link = make({**edge, "font_color": "#0563C1", "underline": 1})
        self.note = make({"font_name": "宋体", "font_color": "#666666", "font_size": 9})
        colours = {one for look in LOOKS for words in look.colours.values() for one in words.values()}
        self.colour = {colour: make({"bg_color": colour}) for colour in sorted(colours)}

    def sheet(self, name: str, caption: str, rows: pd.DataFrame, look: Look = SUGGESTIONS) -> None:
        """Add a sheet with totals above the header, where filtering leaves them in sight."""
        sheet = self._begin(name, caption, look.columns, _HEADER)
        fields, last = list(look.columns), max(_FIRST, _FIRST + len(rows) - 1)
        label, title = _column(0, last), _column(1, last)
        # row after row: what was written before is on the disk already
        gap = [""] * (_TALLY_FROM - 2)
        for at, word in enumerate(["件数", "筛选后件数", *gap, *(word for _, word in look.tallies)]):
            sheet.write_string(_TOTALS - 1, at, word, self.head)
        # the last argument of each is what the formula comes to: programs that do not calculate show it
        sheet.write_formula(_TOTALS, 0, f"=COUNTA({label})", self.total, len(rows))
        sheet.write_formula(_TOTALS, 1, f"=SUBTOTAL(103,{title})", self.total, len(rows))
        for at, _ in enumerate(gap, start=2):
            sheet.write_blank(_TOTALS, at, None, self.total)
        for at, (field, word) in enumerate(look.tallies, start=_TALLY_FROM):
            formula = f'=COUNTIF({_column(fields.index(field), last)},"{word}")'
            sheet.write_formula(_TOTALS, at, formula, self.total, int((rows[field] == word).sum()))
        self._head(sheet, look.columns, _HEADER)
        self._rows(sheet, rows, look.columns, _FIRST)
        for field, words in look.colours.items():
            at = fields.index(field)
            for word, colour in words.items():
                rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": self.colour[colour]}
                sheet.conditional_format(_FIRST, at, last, at, rule)
        sheet.autofilter(_HEADER, 0, last, len(fields) - 1)
        sheet.freeze_panes(_FIRST, 2)

    def plain(self, name: str, caption: str, columns: Mapping[str, str], rows: pd.DataFrame) -> None:
        """Add a sheet without totals: to read, sort and filter."""
        sheet = self._begin(name, caption, columns, 1)
        self._head(sheet, columns, 1)
        self._rows(sheet, rows, columns, 2)
        sheet.autofilter(1, 0, max(2, 1 + len(rows)), len(columns) - 1)
        sheet.freeze_panes(2, 2)

    def summary(
        self, name: str, what: str, caption: str, sheets: Mapping[str, tuple[str, pd.DataFrame]]
    ) -> None:
        """Add a sheet with one line per sheet of its kind: its totals, taken from there."""
        words = [word for _, word in SUGGESTIONS.tallies]
        heads = [what, "件数", *words, "按期率（最近一轮）"]
        sheet = self._begin(name, caption, dict.fromkeys(heads, ""), 1)
        sheet.set_column(0, 0, 30)
        sheet.set_column(1, len(heads) - 2, 11)
        sheet.set_column(len(heads) - 1, len(heads) - 1, 20)
        for at, head in enumerate(heads):
            sheet.write_string(1, at, head, self.head)
        sums = [0] * (len(words) + 1)
        for row, (target, (title, rows)) in enumerate(sheets.items(), start=2):
            quoted = quote_sheetname(target)
            sheet.write_url(row, 0, f"internal:{quoted}!A1", self.link, without_control_characters(title))
            counts = [len(rows), *(int((rows[field] == word).sum()) for field, word in SUGGESTIONS.tallies)]
            places = [0, *range(_TALLY_FROM, _TALLY_FROM + len(words))]
            for at, (place, count) in enumerate(zip(places, counts, strict=True), start=1):
                cell = xl_rowcol_to_cell(_TOTALS, place, True, True)
                sheet.write_formula(row, at, f"={quoted}!{cell}", self.number, count)
            self._rate(sheet, row, counts)
            sums = [one + other for one, other in zip(sums, counts, strict=True)]
        end = 2 + len(sheets)
        sheet.write_string(end, 0, "合计", self.head)
        for at, total in enumerate(sums, start=1):
            cells = f"{xl_col_to_name(at)}3:{xl_col_to_name(at)}{max(end, 3)}"
            sheet.write_formula(end, at, f"=SUM({cells})" if sheets else "=0", self.total, total)
        self._rate(sheet, end, sums)
        sheet.write_string(end + 1, 0, _SUMMARY_NOTE, self.note)
        sheet.freeze_panes(2, 1)

    def _rate(self, sheet: Any, row: int, counts: Sequence[int]) -> None:
        """Write on time / (on time + late + overdue), the first three tallies."""
        base = sum(counts[1:4])
        first, last = xl_col_to_name(2), xl_col_to_name(4)
        timed = f"SUM({first}{row + 1}:{last}{row + 1})"
        formula = f'=IF({timed}=0,"",{first}{row + 1}/{timed})'
        sheet.write_formula(
            row, 2 + len(SUGGESTIONS.tallies), formula, self.percent, counts[1] / base if base else ""
        )

    def _begin(self, name: str, caption: str, columns: Mapping[str, str], head: int) -> Any:
        sheet = self.workbook.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(_A3)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(head)
        sheet.set_footer("&C第&P页，共&N页")
        for at, field in enumerate(columns):
            sheet.set_column(at, at, WIDTHS.get(field, 9))
        sheet.set_row(0, 26)
        sheet.merge_range(0, 0, 0, len(columns) - 1, "", self.caption)
        sheet.write_string(0, 0, without_control_characters(caption), self.caption)
        return sheet

    def _head(self, sheet: Any, columns: Mapping[str, str], row: int) -> None:
        for at, title in enumerate(columns.values()):
            sheet.write_string(row, at, title, self.head)

    def _rows(self, sheet: Any, rows: pd.DataFrame, columns: Mapping[str, str], first: int) -> None:
        fields = [*columns, "file_name"]
        # plain values at once: asking a frame cell by cell takes longer than writing
        plain = rows.reindex(columns=fields).astype(object)
        plain = plain.where(plain.notna(), None)
        for row, (*values, link) in enumerate(plain.itertuples(index=False, name=None), start=first):
            sheet.set_row(row, _height(values, columns))
            for at, (field, value) in enumerate(zip(columns, values, strict=True)):
                self._cell(sheet, row, at, value, link if field == "letter" else None)

    def _cell(self, sheet: Any, row: int, at: int, value: Any, link: Any) -> None:
        if value is None:
            sheet.write_blank(row, at, None, self.text)
        elif isinstance(value, datetime):
            sheet.write_datetime(row, at, value, self.day)
        elif not isinstance(value, str):
            sheet.write_number(row, at, value, self.number)
        elif link in self.letters:
            sheet.write_url(row, at, f"external:../letters/{link}", self.link, value)
        elif at == 0 and value.isdecimal():
            # numbers are sorted as numbers: 9 before 10
            sheet.write_number(row, at, int(value), self.number)
        else:
            sheet.write_string(row, at, without_control_characters(value), self.text)


def _column(at: int, last: int) -> str:
    return str(xl_range_abs(_FIRST, at, last, at))


def _height(values: Sequence[Any], columns: Mapping[str, str]) -> int:
    """Return how high a row must be for its longest text."""
    texts = zip(columns, values, strict=True)
    # one less: programs differ in how wide they draw a character
    lines = (lines_of(text, WIDTHS.get(field, 9) - 1) for field, text in texts if isinstance(text, str))
    return LINE_POINTS * max(lines, default=1) + 2
