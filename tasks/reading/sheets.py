"""A sheet of any make as read: kind, session, rows as they are to be known. What `duban inspect` shows."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from schemas.outcome_words import OUTCOME_WORDS
from schemas.words import Kind, Outcome
from tasks.reading.blocks import AS_USUAL, Hidden, SheetSource
from tasks.reading.opening import open_sheets
from tasks.reading.sniff import Unreadable
from tasks.rules.sheets.compare import compare_rows
from tasks.rules.sheets.found import ReadRow
from tasks.rules.sheets.layout import SheetLayout, find_layout, is_summary
from tasks.rules.sheets.leftovers import leftovers
from tasks.rules.sheets.read import read_record
from tasks.rules.sheets.records import records
from tasks.rules.sheets.session import session_in

_Part = tuple[SheetSource, SheetLayout, list[ReadRow]]


@dataclass(frozen=True)
class SheetFile:
    """A file of one kind: rows with the name of their sheet, which is None when there is only one."""

    kind: Kind
    session: tuple[int, int] | None
    rows: tuple[tuple[str | None, ReadRow], ...]
    # problem codes with what they are about, of the file as a whole
    findings: tuple[tuple[str, str], ...] = ()
    # sheets of other kinds in the same workbook
    others: tuple["SheetFile", ...] = ()


def read_sheets(
    path: Path, hidden: Hidden = AS_USUAL, words: Mapping[str, Outcome] = OUTCOME_WORDS
) -> SheetFile | None:
    """Return a file as read, or None when it is a letter.

    Raises Unreadable: what is wrong with the file, header_not_found, or summary_not_itemised.
    """
    opened = open_sheets(path, hidden)
    if opened is None:
        return None
    sheets = [sheet for sheet in opened if not sheet.is_unread]
    found = [(sheet, layout) for sheet in sheets if (layout := find_layout(sheet.preview))]
    if not found:
        raise Unreadable(
            "summary_not_itemised"
            if any(is_summary(sheet.preview) for sheet in sheets)
            else "header_not_found"
        )
    rows = [(sheet, layout, list(_rows(sheet, layout, words))) for sheet, layout in found]
    kinds = _kinds(rows)
    first, *others = (_of_kind(kind, rows) for kind in kinds)
    said = [finding for sheet in opened for finding in sheet.findings]
    said += [("other_kind_sheet", sheet.name) for sheet, layout, _ in rows if layout.kind is not kinds[0]]
    return replace(first, findings=tuple(dict.fromkeys([*first.findings, *said])), others=tuple(others))


def _of_kind(kind: Kind, rows: Sequence[_Part]) -> SheetFile:
    parts = [part for part in rows if part[1].kind is kind]
    named = [(sheet.name if len(parts) > 1 else None, row) for sheet, _, read in parts for row in read]
    compared = compare_rows(kind, [row for _, row in named])
    return SheetFile(
        kind,
        session_in(_captions(parts)),
        tuple((name, row) for (name, _), row in zip(named, compared, strict=True)),
        tuple(finding for _, layout, _ in parts for finding in leftovers(layout)),
    )


def _rows(sheet: SheetSource, layout: SheetLayout, words: Mapping[str, Outcome]) -> Iterator[ReadRow]:
    for block, record in records(layout, sheet.rows(layout.last_row)):
        if row := read_record(layout.kind, block, record, words):
            yield row


def _kinds(rows: Sequence[_Part]) -> list[Kind]:
    """Return the kinds, that of most rows first; of equals that of the first sheet."""
    counts: Counter[Kind] = Counter()
    for _, layout, read in rows:
        counts[layout.kind] += len(read)
    return [kind for kind, _ in counts.most_common()]


def _captions(parts: Sequence[_Part]) -> Iterator[str]:
    for sheet, layout, _ in parts:
        yield from sheet.captions
        for row in sheet.preview[: layout.first_row]:
            yield from (cell for cell in row if cell)
