"""A sheet of any make as read: kind, session, rows as they are to be known. What `duban inspect` shows."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from schemas.words import Kind
from tasks.reading.blocks import SheetSource
from tasks.reading.opening import open_sheets
from tasks.reading.sniff import Unreadable
from tasks.rules.sheets.compare import compare_rows
from tasks.rules.sheets.found import ReadRow
from tasks.rules.sheets.layout import SheetLayout, find_layout, is_summary
from tasks.rules.sheets.read import read_record
from tasks.rules.sheets.records import records
from tasks.rules.sheets.session import session_in


@dataclass(frozen=True)
class SheetFile:
    """A file of one kind: rows with the name of their sheet, which is None when there is only one."""

    kind: Kind
    session: tuple[int, int] | None
    rows: tuple[tuple[str | None, ReadRow], ...]


def read_sheets(path: Path) -> SheetFile | None:
    """Return a file as read, or None when it is a letter.

    Raises Unreadable: what is wrong with the file, header_not_found, or summary_not_itemised.
    """
    sheets = open_sheets(path)
    if sheets is None:
        return None
    found = [(sheet, layout) for sheet in sheets if (layout := find_layout(sheet.preview))]
    if not found:
        raise Unreadable(
            "summary_not_itemised"
            if any(is_summary(sheet.preview) for sheet in sheets)
            else "header_not_found"
        )
    rows = [(sheet, layout, list(_rows(sheet, layout))) for sheet, layout in found]
    kind = _kind_of(rows)
    parts = [(sheet, layout, read) for sheet, layout, read in rows if layout.kind is kind]
    named = [(sheet.name if len(parts) > 1 else None, row) for sheet, _, read in parts for row in read]
    compared = compare_rows(kind, [row for _, row in named])
    return SheetFile(
        kind,
        session_in(_captions(parts)),
        tuple((name, row) for (name, _), row in zip(named, compared, strict=True)),
    )


def _rows(sheet: SheetSource, layout: SheetLayout) -> Iterator[ReadRow]:
    for block, record in records(layout, sheet.rows(layout.last_row)):
        if row := read_record(layout.kind, block, record):
            yield row


def _kind_of(rows: Sequence[tuple[SheetSource, SheetLayout, list[ReadRow]]]) -> Kind:
    """Return the kind that most rows are of; of equals that of the first sheet."""
    counts: Counter[Kind] = Counter()
    for _, layout, read in rows:
        counts[layout.kind] += len(read)
    return max(counts, key=lambda kind: counts[kind])


def _captions(parts: Sequence[tuple[SheetSource, SheetLayout, list[ReadRow]]]) -> Iterator[str]:
    for sheet, layout, _ in parts:
        yield from sheet.captions
        for row in sheet.preview[: layout.first_row]:
            yield from (cell for cell in row if cell)
