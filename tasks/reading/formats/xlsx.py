"""xlsx: every part is looked through in pieces before the workbook is opened; worksheets tell what they hide.

No part may declare a document type or an entity, hold a text of a megabyte, be larger than its directory says, or span
more cells than fit into memory.
"""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from tasks.reading.formats.notes import MOST_CELLS, MOST_LOST, NOTHING_NOTED, SheetNotes
from tasks.reading.sniff import Unreadable

_PIECE = 1 << 20
_MARKUP = (".xml", ".rels", ".vml")
MOST_PARTS = 10_000
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_WIDE_CELL = re.compile(rb"r=[\"']([A-Z]{2,3})(\d{1,7})[\"']")
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_HIDDEN = re.compile(rb"\bhidden\s*=\s*[\"'](?:1|true)[\"']")
# a formula that was never worked out, and one that went wrong: <c r="B3"><f>A1</f></c>, <c r="B3" t="e">
_LOST = re.compile(
    rb"<(?:\w+:)?c r=[\"']([A-Z]{1,3}\d+)[\"'][^>]*>\s*<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
    rb"|<(?:\w+:)?c r=[\"']([A-Z]{1,3}\d+)[\"'][^>]*\bt=[\"']e[\"']"
)
_COUNT = re.compile(rb"\buniqueCount\s*=\s*[\"'](\d{1,20})[\"']")
_ATTRIBUTE = {
    name: re.compile(rb"\b" + name + rb"\s*=\s*[\"'](\d{1,9})[\"']") for name in (b"r", b"min", b"max")
}


@dataclass
class _Sheet:
    """What has been seen of a worksheet so far."""

    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    lost: list[str] = field(default_factory=list)
    last_row: int = 0
    last_column: int = 26
    is_filtered: bool = False

    def see(self, piece: bytes) -> None:
        # the regular expressions are slow and most pieces have nothing for them
        if b"hidden" in piece:
            self._see_hidden(piece)
        if b"<f" in piece or b":f" in piece or b't="e"' in piece:
            self._see_formulas(piece)
        self.is_filtered = self.is_filtered or b"filterColumn" in piece or b"filterMode=" in piece
        for letters, _ in _WIDE_CELL.findall(piece):
            self.last_column = max(self.last_column, _column_number(letters))
        at = max(piece.rfind(b"<row"), piece.rfind(b":row"))
        if at >= 0 and (match := _ATTRIBUTE[b"r"].search(piece, at, at + 400)):
            self.last_row = max(self.last_row, int(match[1]))
        if self.last_row * self.last_column > MOST_CELLS:
            raise Unreadable("unsafe_file")

    def _see_hidden(self, piece: bytes) -> None:
        for match in _ROW.finditer(piece):
            if _HIDDEN.search(match[1]) and (number := _ATTRIBUTE[b"r"].search(match[1])):
                self.rows.add(int(number[1]) - 1)
        for match in _COLUMN.finditer(piece):
            if not _HIDDEN.search(match[1]):
                continue
            first, last = (_ATTRIBUTE[name].search(match[1]) for name in (b"min", b"max"))
            if first and last:
                # a range to the last column is how the empty rest of a sheet is hidden
                self.columns.update(range(int(first[1]) - 1, min(int(last[1]), 16_384)))

    def _see_formulas(self, piece: bytes) -> None:
        if len(self.lost) < MOST_LOST:
            self.lost += [(match[1] or match[2]).decode("ascii") for match in _LOST.finditer(piece)]

    def notes(self) -> SheetNotes:
        rows = frozenset() if self.is_filtered else frozenset(self.rows)
        return SheetNotes(rows, frozenset(self.columns), lost=tuple(self.lost[:MOST_LOST]))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def look_through(path: Path) -> dict[str, SheetNotes]:
    """Return what each sheet of a package hides, by its name; raise Unreadable when the file is not safe to open."""
    try:
        with zipfile.ZipFile(path) as package:
            if len(package.infolist()) > MOST_PARTS:
                raise Unreadable("unsafe_file")
            seen = {entry.filename.lstrip("/"): _see(package, entry) for entry in package.infolist()}
            return {name: seen.get(part, NOTHING_NOTED) for name, part in _parts(package).items()}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        if "verlap" in str(error) or "zip bomb" in str(error):
            raise Unreadable("unsafe_file") from error
        raise Unreadable("file_unreadable") from error
    except RuntimeError as error:
        raise Unreadable("file_encrypted") from error


def _see(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> SheetNotes:
    if entry.flag_bits & 1:
        raise Unreadable("file_encrypted")
    if not entry.filename.lower().endswith(_MARKUP):
        return NOTHING_NOTED
    sheet = _Sheet() if "worksheets/" in entry.filename else None
    for piece in _pieces(package, entry):
        if _DECLARES.search(piece.replace(b"\x00", b"") if b"\x00" in piece else piece):
            raise Unreadable("unsafe_file")
        if sheet:
            sheet.see(piece)
        elif b"uniqueCount" in piece:
            _check_count(piece, entry.file_size)
    return sheet.notes() if sheet else NOTHING_NOTED


def _check_count(piece: bytes, size: int) -> None:
    """Refuse shared texts that are said to be more than there are bytes: memory is set aside by what is said."""
    match = _COUNT.search(piece)
    if match and int(match[1]) > size:
        raise Unreadable("file_unreadable")


def _pieces(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield a part in pieces that end before a tag."""
    with package.open(entry) as stream:
        rest = b""
        while piece := stream.read(_PIECE):
            whole, mark, end = (rest + piece).rpartition(b"<")
            if not mark and len(end) > _PIECE:
                raise Unreadable("unsafe_file")
            if whole:
                yield whole
            rest = mark + end
            if len(rest) > _PIECE:
                raise Unreadable("unsafe_file")
        yield rest


def _parts(package: zipfile.ZipFile) -> dict[str, str]:
    """Return the part of each sheet by the sheet's name."""
    names = set(package.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return {}
    links = {
        link.get("Id"): posixpath.normpath(posixpath.join("xl", link.get("Target", "")))
        for link in _root(package, "xl/_rels/workbook.xml.rels")
        if isinstance(link.tag, str)
    }
    found = {}
    for element in _root(package, "xl/workbook.xml").iter("{*}sheet"):
        link = next((value for key, value in element.attrib.items() if key.endswith("}id")), None)
        if part := links.get(link):
            # a target may be written from the root of the package: /xl/worksheets/sheet1.xml
            found[element.get("name", "")] = part.lstrip("/")
    return found


def _root(package: zipfile.ZipFile, name: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(package.read(name), parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable("file_unreadable") from error
