"""ods: one pass over content.xml for what is hidden, what is merged, and how far repeated cells reach."""

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from tasks.reading.formats.notes import MOST_CELLS, MOST_LOST, MOST_MERGED_ROWS, Merge, SheetNotes
from tasks.reading.sniff import Unreadable

# lxml ships no types
_Element = Any
_NAMESPACE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TABLE, _ROW, _COLUMN = (f"{_NAMESPACE}{name}" for name in ("table", "table-row", "table-column"))
_CELLS = (f"{_NAMESPACE}table-cell", f"{_NAMESPACE}covered-table-cell")
_VALUE_TYPE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}value-type"
_MOST_BYTES = 512 << 20


@dataclass
class _Sheet:
    """What has been seen of a table so far."""

    row: int = 0
    column: int = 0
    cells: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[Merge] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def see_column(self, element: _Element) -> None:
        count = _number(element, "number-columns-repeated")
        if element.get(f"{_NAMESPACE}visibility") == "collapse":
            self.hidden_columns.update(range(self.column, min(self.column + count, 16_384)))
        self.column += count

    def see_row(self, element: _Element) -> None:
        count = _number(element, "number-rows-repeated")
        if element.get(f"{_NAMESPACE}visibility") == "collapse" and count < MOST_MERGED_ROWS:
            self.hidden_rows.update(range(self.row, self.row + count))
        at = width = 0
        for cell in element:
            if cell.tag not in _CELLS:
                continue
            columns, rows = _number(cell, "number-columns-repeated"), _number(cell, "number-rows-spanned")
            if 1 < rows < MOST_MERGED_ROWS:
                right = at + _number(cell, "number-columns-spanned") - 1
                self.merges.append((self.row, at, self.row + rows - 1, right))
            if cell.get(f"{_NAMESPACE}formula") and _has_no_value(cell) and len(self.lost) < MOST_LOST:
                self.lost.append(f"第{self.row + 1}行第{at + 1}列")
            at += columns
            if len(cell):
                width = at
        self.cells += width * count
        self.row += count
        if self.cells > MOST_CELLS:
            raise Unreadable("unsafe_file")

    def notes(self) -> SheetNotes:
        return SheetNotes(
            frozenset(self.hidden_rows),
            frozenset(self.hidden_columns),
            tuple(self.merges),
            tuple(self.lost),
        )


def _has_no_value(cell: _Element) -> bool:
    """Whether a formula brought nothing, or one of the marks of what went wrong: #REF!, Err:502."""
    shown = "".join(cell.itertext())
    return not cell.get(_VALUE_TYPE) or shown.startswith(("#", "Err:"))


def is_one(path: Path) -> bool:
    """Whether a package is an OpenDocument one."""
    try:
        with zipfile.ZipFile(path) as package:
            return "content.xml" in package.namelist()
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError) as error:
        raise Unreadable("file_unreadable") from error


def look_through(path: Path) -> dict[str, SheetNotes]:
    """Return what each sheet hides and merges, by its name; raise Unreadable when the file is not safe to open."""
    try:
        with zipfile.ZipFile(path) as package:
            entry = package.getinfo("content.xml")
            if entry.file_size > _MOST_BYTES:
                raise Unreadable("unsafe_file")
            if entry.flag_bits & 1 or _is_encrypted(package):
                raise Unreadable("file_encrypted")
            with package.open(entry) as stream:
                return dict(_tables(stream))
    except etree.XMLSyntaxError as error:
        # the parser refuses entities that grow and texts without end
        hostile = any(word in str(error) for word in ("huge", "ntity", "amplification", "too long"))
        raise Unreadable("unsafe_file" if hostile else "file_unreadable") from error
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        KeyError,
        NotImplementedError,
        ValueError,
    ) as error:
        raise Unreadable("file_unreadable") from error
    except RuntimeError as error:
        raise Unreadable("file_encrypted") from error


def _is_encrypted(package: zipfile.ZipFile) -> bool:
    name = "META-INF/manifest.xml"
    return name in package.namelist() and b"encryption-data" in package.read(name)


def _tables(stream: Any) -> Iterator[tuple[str, SheetNotes]]:
    sheet: _Sheet | None = None
    steps = etree.iterparse(
        stream,
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    for event, element in steps:
        if event == "start":
            if element.getroottree().docinfo.doctype:
                raise Unreadable("unsafe_file")
            sheet = _Sheet() if element.tag == _TABLE else sheet
        elif sheet and element.tag == _COLUMN:
            sheet.see_column(element)
        elif sheet and element.tag == _ROW:
            sheet.see_row(element)
            element.clear()
        elif sheet and element.tag == _TABLE:
            yield element.get(f"{_NAMESPACE}name", ""), sheet.notes()
            sheet = None


def _number(element: _Element, name: str) -> int:
    text = element.get(_NAMESPACE + name, "1")
    return int(text) if text.isdecimal() and len(text) < 10 else 1
