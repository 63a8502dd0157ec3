"""xls: the records of the workbook stream that say what is hidden, and whether the workbook is safe to open."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tasks.reading.formats.notes import MOST_CELLS, SheetNotes
from tasks.reading.formats.ole import check_tables
from tasks.reading.letters.compound import Compound
from tasks.reading.sniff import Unreadable

_BOUND_SHEET, _ROW, _COLUMN_INFO, _FILTER_MODE, _END = 0x85, 0x208, 0x7D, 0x9B, 0x0A
_DIMENSIONS = 0x200
_FILE_PASSWORD = 0x2F
_IS_HIDDEN_ROW = 0x20
# a cell or a run of cells: each begins with its row and its column
_CELLS = frozenset(
    {
        0x01,
        0x02,
        0x03,
        0x04,
        0x05,
        0x06,
        0x7E,
        0xBD,
        0xBE,
        0xD6,
        0xFD,
        0x201,
        0x203,
        0x204,
        0x205,
        0x27E,
        0x406,
    }
)
_TOLD = frozenset({_ROW, _COLUMN_INFO, _FILTER_MODE, _DIMENSIONS})
_HEAD, _CELL = struct.Struct("<HH"), struct.Struct("<4H")


@dataclass
class _Sheet:
    """What has been seen of a sheet so far; `cells` are those of the rectangle that its cells span."""

    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    is_filtered: bool = False
    cells: int = 0

    def notes(self) -> SheetNotes:
        return SheetNotes(frozenset() if self.is_filtered else frozenset(self.rows), frozenset(self.columns))


def look_through(path: Path) -> list[SheetNotes]:
    """Return what each sheet hides, in the order of the workbook; raise Unreadable when it is not safe to open."""
    content = path.read_bytes()
    check_tables(content)
    try:
        compound = Compound(content)
        stream = compound.stream("Workbook") or compound.stream("Book") or b""
    except Unreadable as error:
        raise Unreadable("file_unreadable") from error
    starts = []
    for kind, data in _records(stream, 0):
        if kind == _FILE_PASSWORD:
            raise Unreadable("file_encrypted")
        if kind == _BOUND_SHEET and len(data) >= 4:
            starts.append(struct.unpack_from("<I", data)[0])
    sheets = [_look(stream, start) for start in starts]
    if sum(sheet.cells for sheet in sheets) > MOST_CELLS:
        raise Unreadable("unsafe_file")
    return [sheet.notes() for sheet in sheets]


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Yield the records of a substream: type, length, data."""
    end = len(stream) - 4
    while at <= end:
        kind, length = _HEAD.unpack_from(stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        if kind == _END:
            return
        at += 4 + length


def _look(stream: bytes, start: int) -> _Sheet:
    sheet = _Sheet()
    top, bottom, left, right = 0xFFFF, -1, 0xFFFF, -1
    at, end = start, len(stream) - 8
    unpack = _CELL.unpack_from
    # a large sheet has a record for each of its cells
    while at <= end:
        kind, length, row, column = unpack(stream, at)
        if kind in _CELLS:
            if row > bottom:
                bottom = row
            if row < top:
                top = row
            if column > right:
                right = column
            if column < left:
                left = column
        elif kind == _END:
            break
        elif kind in _TOLD:
            _see(sheet, kind, stream[at + 4 : at + 4 + length])
        at += 4 + length
    sheet.cells = max(bottom - top + 1, 0) * max(right - left + 1, 0)
    return sheet


def _see(sheet: _Sheet, kind: int, data: bytes) -> None:
    if kind == _ROW and len(data) >= 14 and data[12] & _IS_HIDDEN_ROW:
        sheet.rows.add(struct.unpack_from("<H", data)[0])
    elif kind == _COLUMN_INFO and len(data) >= 10:
        first, last, _, _, options = struct.unpack_from("<5H", data)
        if options & 1:
            sheet.columns.update(range(first, min(last, 255) + 1))
    elif kind == _FILTER_MODE:
        sheet.is_filtered = True
    elif kind == _DIMENSIONS:
        _check_dimensions(data)


def _check_dimensions(data: bytes) -> None:
    """Refuse a sheet that says it is larger than any: memory is set aside by what it says."""
    if len(data) == 14:
        first, last, left, right = struct.unpack_from("<IIHH", data)
    elif len(data) == 10:
        first, last, left, right = struct.unpack_from("<4H", data)
    else:
        return
    # the last row and column are those behind the last; nothing at all is 0
    if (last and first > last) or last > 1 << 16 or (last - first) * max(right - left, right) > MOST_CELLS:
        raise Unreadable("file_unreadable")
