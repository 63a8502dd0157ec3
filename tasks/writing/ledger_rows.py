"""The rows of the ledger's sheets: what is the same for a whole column is worked out once, not cell by cell."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from tasks.writing.cell_text import LINE_POINTS, cell_text, lines_of
from tasks.writing.ledger_looks import USUAL_WIDTH, WIDTHS

_BLOCK = 10_000
# a file with a higher row or more links on a sheet is a damaged one to Excel
_HIGHEST, _MOST_LINKS = 409, 65_000
# a cell holds days from here
_DAY_NOUGHT = datetime(1899, 12, 30)  # noqa: DTZ001
_IN_LINKS = str.maketrans({"%": "%25", "#": "%23", " ": "%20"})
# the same texts stand in the sheet of everything, of a committee and of each department
_lines = lru_cache(maxsize=1 << 16)(lines_of)


class LedgerRows:
    """Writes rows with the formats of a workbook; of letters only `files` of the outbox are linked."""

    def __init__(self, formats: Mapping[str, Any], files: Collection[str]) -> None:
        self.text, self.number, self.day, self.link = (
            formats[name] for name in ("text", "number", "day", "link")
        )
        self.files = files

    def write(
        self, sheet: Any, rows: pd.DataFrame, columns: Mapping[str, str], first: int, link: str | None = None
    ) -> None:
        """Write rows from row `first` on; the cells of the column `link` lead to the file that `path` names."""
        days = {name for name in columns if pd.api.types.is_datetime64_any_dtype(rows[name])}
        formats = [self.day if name in days else self.number for name in columns]
        left = _MOST_LINKS
        for start in range(0, len(rows), _BLOCK):
            block = rows.iloc[start : start + _BLOCK]
            values = [_plain(block[name]) for name in columns]
            heights = _heights(values, columns)
            if link is not None and link in columns:
                at = list(columns).index(link)
                values[at] = self._linked(values[at], block["path"], left)
                left -= sum(isinstance(value, tuple) for value in values[at])
            for row, (height, *cells) in enumerate(zip(heights, *values, strict=True), start=first + start):
                sheet.set_row(row, height)
                self._write_cells(sheet, row, cells, formats)

    def _linked(self, texts: Sequence[Any], paths: pd.Series, most: int) -> list[Any]:
        """Return the texts with their links, at most so many, where the file is there."""
        is_there = np.fromiter((path in self.files for path in paths), bool, len(paths))
        linked = is_there & (is_there.cumsum() <= most)
        return [
            (f"external:../{path.translate(_IN_LINKS)}", text) if here else text
            for text, path, here in zip(texts, paths, linked, strict=True)
        ]

    def _write_cells(self, sheet: Any, row: int, cells: Sequence[Any], formats: Sequence[Any]) -> None:
        for at, value in enumerate(cells):
            if value is None:
                sheet.write_blank(row, at, None, self.text)
            elif isinstance(value, str):
                sheet.write_string(row, at, value, self.text)
            elif isinstance(value, tuple):
                url, text = value
                sheet.write_url(row, at, url, self.link, text)
            else:
                sheet.write_number(row, at, value, formats[at])


def _plain(column: pd.Series) -> list[Any]:
    """Return the values of a column as cells hold them; numbers of suggestions are numbers, so that 9 comes before 10."""
    if pd.api.types.is_datetime64_any_dtype(column):
        column = (column - _DAY_NOUGHT).dt.days
    missing = column.isna().tolist()
    values = [
        None if gone else cell_text(value) if isinstance(value, str) else value
        for value, gone in zip(column.tolist(), missing, strict=True)
    ]
    if column.name != "number":
        return values
    return [int(value) if isinstance(value, str) and value.isdecimal() else value for value in values]


def _heights(values: Sequence[Sequence[Any]], columns: Mapping[str, str]) -> list[int]:
    """Return how high each row must be for its longest text."""
    # one less: programs differ in how wide they draw a character
    widths = [WIDTHS.get(name, USUAL_WIDTH) - 1 for name in columns]
    lines = [
        [_lines(value, width) if isinstance(value, str) else 1 for value in column]
        for column, width in zip(values, widths, strict=True)
    ]
    return [min(LINE_POINTS * max(row) + 2, _HIGHEST) for row in zip(*lines, strict=True)]
