"""xlsb: whether the cells of a binary workbook span no more than fits into memory."""

import struct
import zipfile
import zlib
from pathlib import Path

from tasks.reading.formats.notes import MOST_CELLS
from tasks.reading.sniff import Unreadable

_MOST_BYTES = 64 << 20
_ROW_HEADER, _LAST_CELL = 0, 11


def check(path: Path) -> None:
    """Raise Unreadable when a sheet spans too many cells; do nothing for other workbooks."""
    try:
        with zipfile.ZipFile(path) as package:
            entries = [entry for entry in package.infolist() if entry.filename.endswith(".bin")]
            if not any(entry.filename == "xl/workbook.bin" for entry in entries):
                return
            cells = 0
            for entry in entries:
                if "worksheets/" in entry.filename:
                    if entry.file_size > _MOST_BYTES:
                        raise Unreadable("unsafe_file")
                    cells += _spanned(package.read(entry))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
        raise Unreadable("file_unreadable") from error
    if cells > MOST_CELLS:
        raise Unreadable("unsafe_file")


def _spanned(content: bytes) -> int:
    first, last, width, at = 1 << 32, 0, 0, 0
    try:
        while at < len(content):
            kind, at = _number(content, at, 2)
            length, at = _number(content, at, 4)
            if kind <= _LAST_CELL and length >= 4:
                (place,) = struct.unpack_from("<I", content, at)
                if kind == _ROW_HEADER:
                    first, last = min(first, place), max(last, place)
                else:
                    width = max(width, place + 1)
            at += length
    except (struct.error, IndexError):
        # calamine stops at the same place
        pass
    return max(last - first + 1, 0) * width


def _number(content: bytes, at: int, most: int) -> tuple[int, int]:
    """Return a number of seven bits a byte, and where the next thing begins."""
    number = 0
    for place in range(most):
        byte = content[at + place]
        number |= (byte & 0x7F) << (7 * place)
        if not byte & 0x80:
            return number, at + place + 1
    return number, at + most
