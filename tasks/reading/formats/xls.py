"""xls: the records of the workbook stream that say which rows and columns are hidden."""

import struct
from collections.abc import Iterator
from pathlib import Path

from tasks.reading.formats.notes import SheetNotes
from tasks.reading.letters.compound import Compound
from tasks.reading.sniff import Unreadable

_BOUND_SHEET, _ROW, _COLUMN_INFO, _FILTER_MODE, _END = 0x85, 0x208, 0x7D, 0x9B, 0x0A
_FILE_PASSWORD = 0x2F
_IS_HIDDEN_ROW = 0x20


def look_through(path: Path) -> list[SheetNotes]:
    """Return what each sheet hides, in the order of the workbook; nothing of a workbook that keeps other records."""
    try:
        compound = Compound(path.read_bytes())
        stream = compound.stream("Workbook") or compound.stream("Book") or b""
    except Unreadable:
        return []
    starts = []
    for kind, data in _records(stream, 0):
        if kind == _FILE_PASSWORD:
            raise Unreadable("file_encrypted")
        if kind == _BOUND_SHEET and len(data) >= 4:
            starts.append(struct.unpack_from("<I", data)[0])
    return [_notes(stream, start) for start in starts]


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Yield the records of a substream: type, length, data."""
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        if kind == _END:
            return
        at += 4 + length


def _notes(stream: bytes, start: int) -> SheetNotes:
    rows: set[int] = set()
    columns: set[int] = set()
    is_filtered = False
    for kind, data in _records(stream, start):
        is_filtered = is_filtered or kind == _FILTER_MODE
        if kind == _ROW and len(data) >= 14 and data[12] & _IS_HIDDEN_ROW:
            rows.add(struct.unpack_from("<H", data)[0])
        elif kind == _COLUMN_INFO and len(data) >= 10:
            first, last, _, _, options = struct.unpack_from("<5H", data)
            if options & 1:
                columns.update(range(first, min(last, 255) + 1))
    return SheetNotes(frozenset() if is_filtered else frozenset(rows), frozenset(columns))
