"""Workbooks: xlsx, xls and ods through calamine.

Merged cells hold for all their rows. What is hidden is reported; whether it is read is the caller's choice.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from tasks.reading.blocks import (
    AS_USUAL,
    Hidden,
    RawBlock,
    SheetSource,
    blocks_of,
    hidden_findings,
    unread_sheet,
)
from tasks.reading.formats import ods, xls, xlsb, xlsx
from tasks.reading.formats.notes import MOST_MERGED_ROWS, NOTHING_NOTED, SheetNotes
from tasks.reading.sniff import Unreadable
from tasks.rules.header import ROWS_SEARCHED

# what stands further to the right is formatting gone wrong
_MOST_COLUMNS = 256


def open_workbook(path: Path, hidden: Hidden = AS_USUAL) -> list[SheetSource]:
    """Return the sheets of a workbook; raise Unreadable when it cannot be opened."""
    noted = _look_through(path)
    try:
        workbook = CalamineWorkbook.from_path(str(path))
        found = []
        for number, sheet in enumerate(workbook.sheets_metadata):
            if sheet.typ is not SheetTypeEnum.WorkSheet:
                continue
            if sheet.visible is not SheetVisibleEnum.Visible and not hidden.sheets:
                if workbook.get_sheet_by_name(sheet.name).end:
                    found.append(unread_sheet(sheet.name))
                continue
            notes = noted.get(number) or noted.get(sheet.name) or NOTHING_NOTED
            found.append(_source(workbook.get_sheet_by_name(sheet.name), notes, hidden))
        return found
    except PasswordError as error:
        raise Unreadable("file_encrypted") from error
    except (CalamineError, OSError, ValueError) as error:
        raise Unreadable("file_unreadable") from error
    except BaseException as error:
        # what a broken file makes the Rust library panic about is no exception of Python's
        if type(error).__name__ == "PanicException":
            raise Unreadable("file_unreadable") from error
        raise


def _look_through(path: Path) -> Mapping[int | str, SheetNotes]:
    """Return what is noted of each sheet, by its name or its place."""
    with path.open("rb") as stream:
        is_package = stream.read(2) == b"PK"
    if not is_package:
        return dict(enumerate(xls.look_through(path)))
    xlsb.check(path)
    named: dict[int | str, SheetNotes] = {}
    named.update(ods.look_through(path) if ods.is_one(path) else xlsx.look_through(path))
    return named


@dataclass(frozen=True)
class _Merged:
    """Merged cells: for each row in one, the cells it takes over as (top row, column); and the columns of each top row."""

    below: Mapping[int, Sequence[tuple[int, int]]]
    tops: Mapping[int, Sequence[int]]

    def fill(self, at: int, row: list[str | None], seen: dict[tuple[int, int], str | None]) -> None:
        """Fill a row in from what was `seen` further up, and see what it holds for rows below."""
        for place in self.tops.get(at, ()):
            seen[at, place] = row[place] if place < len(row) else None
        # a merged cell brought down must not make an empty row look full
        if at not in self.below or not any(row):
            return
        for top, place in self.below[at]:
            if place < len(row) and row[place] is None:
                row[place] = seen.get((top, place))


def _merged(sheet: CalamineSheet, notes: SheetNotes) -> _Merged:
    ranges = notes.merges
    if ranges is None:
        ranges = tuple(
            (top, left, end, right) for (top, left), (end, right) in sheet.merged_cell_ranges or ()
        )
    below: dict[int, list[tuple[int, int]]] = {}
    tops: dict[int, list[int]] = {}
    for top, left, end, _ in ranges[:MOST_MERGED_ROWS]:
        if top < end:
            tops.setdefault(top, []).append(left)
        for row in range(top + 1, min(end, top + MOST_MERGED_ROWS) + 1):
            below.setdefault(row, []).append((top, left))
    return _Merged(below, tops)


def _source(sheet: CalamineSheet, notes: SheetNotes, hidden: Hidden) -> SheetSource:
    merged = _merged(sheet, notes)
    last_row, last_column = sheet.end or (-1, -1)
    columns = {place for place in notes.hidden_columns if place <= min(last_column, _MOST_COLUMNS)}
    rows_hidden = {row for row in notes.hidden_rows if row <= last_row}
    findings = hidden_findings(rows_hidden, columns, hidden)
    if notes.lost:
        findings.append(("formula_without_value", "、".join(notes.lost)))
    notes = replace(
        notes,
        hidden_rows=frozenset() if hidden.rows else notes.hidden_rows,
        hidden_columns=frozenset() if hidden.columns else frozenset(columns),
    )
    preview = [list(row) for _, row in islice(_rows(sheet, notes, merged, 0), ROWS_SEARCHED)]

    def rows(header_row: int) -> Iterator[tuple[int, Sequence[str | None]]]:
        return _rows(sheet, notes, merged, header_row + 1)

    def blocks(header_row: int) -> Iterator[RawBlock]:
        return blocks_of(rows(header_row))

    return SheetSource(sheet.name, preview, blocks, rows, is_workbook=True, findings=tuple(findings))


def _rows(
    sheet: CalamineSheet, notes: SheetNotes, merged: _Merged, first: int
) -> Iterator[tuple[int, Sequence[str | None]]]:
    """Yield (number from 1, cells as text) from a row on; what is hidden is empty, what is merged is filled in."""
    # calamine leaves out empty columns before the first value; addresses must not shift
    _, first_column = sheet.start or (0, 0)
    hidden_columns = sorted(notes.hidden_columns)
    tops: dict[tuple[int, int], str | None] = {}
    for at, cells in enumerate(sheet.iter_rows()):
        if at < first and not merged.below:
            continue
        row = [None] * first_column + [
            # most cells are texts
            cell if cell.__class__ is str and cell else cell_text(cell)
            for cell in cells[:_MOST_COLUMNS]
        ]
        merged.fill(at, row, tops)
        for place in hidden_columns:
            if place < len(row):
                row[place] = None
        if at >= first:
            yield at + 1, [] if at in notes.hidden_rows else row


def cell_text(cell: Any) -> str | None:
    """Return a cell as text: whole numbers without `.0`, dates as ISO, an empty cell as None."""
    match cell:
        case None | "":
            return None
        case str():
            return cell
        case bool():
            return "TRUE" if cell else "FALSE"
        case float():
            return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
        case datetime():
            return cell.date().isoformat() if cell.time() == time(0) else cell.isoformat(sep=" ")
        case date() | time():
            return cell.isoformat()
        case timedelta():
            return str(cell)
        case _:
            return str(cell)
