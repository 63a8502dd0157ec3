"""Word documents, from their XML: every place where text can stand, tracked changes as accepted."""

import posixpath
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from tasks.reading.letters.package import Package
from tasks.reading.letters.runs import SKIPPED, Element, chosen, collect, is_on, name_of
from tasks.reading.sniff import Unreadable
from tasks.rules.letters.text import Paragraph

MOST_TEXT = 4_000_000
_OFFICE_DOCUMENT = "officeDocument"
_STORIES = {"headerReference": "header", "footerReference": "footer"}


def read_docx(source: Path | BinaryIO) -> list[Paragraph]:
    """Return the paragraphs of a document: page headers, body with tables and text boxes, notes, page footers."""
    package = Package(source)
    try:
        return _paragraphs(package)
    finally:
        package.close()


def _paragraphs(package: Package) -> list[Paragraph]:
    name = _main_part(package)
    main = package.tree(name)
    related = _related(package, name)
    parts: dict[str, list[Paragraph]] = {"header": [], "footer": []}
    tables = count(1)
    for part, target in _stories(package, main, related):
        story = _Story(part, tables)
        story.walk(package.tree(target))
        parts[part] += _renumbered(story.found, len(parts[part]))
    body = _Story("body", tables)
    body.walk(main)
    notes: list[Paragraph] = []
    for kind in ("footnotes", "endnotes"):
        if kind in related and related[kind] in package:
            story = _Story("note", tables)
            story.walk(package.tree(related[kind]))
            notes += story.found
    return [*parts["header"], *body.found, *notes, *parts["footer"]]


def _renumbered(found: list[Paragraph], after: int) -> list[Paragraph]:
    return [Paragraph(each.part, each.number + after, each.text, each.cell) for each in found]


def _main_part(package: Package) -> str:
    if "_rels/.rels" in package:
        for link in package.tree("_rels/.rels"):
            if link.get("Type", "").endswith("/" + _OFFICE_DOCUMENT):
                name = str(link.get("Target", "")).lstrip("/")
                if name in package:
                    return name
    if "word/document.xml" not in package:
        raise Unreadable("file_corrupt")
    return "word/document.xml"


def _related(package: Package, name: str) -> dict[str, str]:
    """Return the parts that a part names: by relation id, and by type for those there is one of."""
    folder, file = posixpath.split(name)
    rels = f"{folder}/_rels/{file}.rels".lstrip("/")
    if rels not in package:
        return {}
    found = {}
    for link in package.tree(rels):
        if link.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/" + folder, link.get("Target", ""))).lstrip("/")
            found[link.get("Id", "")] = target
            found[link.get("Type", "").rpartition("/")[2]] = target
    return found


def _stories(package: Package, main: Element, related: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the page headers and footers that are printed: those of the first page only where it has its own."""
    seen = set()
    for section in main.iter("{*}sectPr"):
        own_first = is_on(section.find("{*}titlePg"))
        for reference in section:
            part = _STORIES.get(etree.QName(reference).localname) if isinstance(reference.tag, str) else None
            attributes = {etree.QName(key).localname: value for key, value in reference.attrib.items()}
            target = related.get(attributes.get("id", ""), "")
            if not part or target in seen or target not in package:
                continue
            if (
                attributes.get("type") == "default"
                or (attributes.get("type") == "first" and own_first)
                or (attributes.get("type") == "even" and _has_even_pages(package, related))
            ):
                seen.add(target)
                yield part, target


def _has_even_pages(package: Package, related: dict[str, str]) -> bool:
    settings = related.get("settings", "")
    return settings in package and is_on(package.tree(settings).find("{*}evenAndOddHeaders"))


class _Story:
    """A walk through one part that collects paragraphs in the order of the text."""

    def __init__(self, part: str, tables: "count[int]") -> None:
        self.found: list[Paragraph] = []
        self._part = part
        self._tables = tables
        self._numbers = count(1)
        self._size = 0
        # a paragraph whose mark was deleted goes on in the next one
        self._carried = ""

    def walk(self, element: Element, cell: tuple[int, int, int] | None = None, box: bool = False) -> None:
        """Read what lies under an element that holds paragraphs."""
        for child in element:
            name = name_of(child)
            if name == "p":
                self._paragraph(child, cell, box)
            elif name == "tbl":
                self._table(child, box)
            elif name == "AlternateContent":
                self.walk(chosen(child), cell, box)
            elif name not in SKIPPED:
                self.walk(child, cell, box)

    def _table(self, table: Element, box: bool) -> None:
        number = next(self._tables)
        for row_number, row in enumerate(_under(table, "tr"), 1):
            properties = row.find("{*}trPr")
            if properties is not None and properties.find("{*}del") is not None:
                continue
            column = 1
            for cell in _under(row, "tc"):
                self.walk(cell, (number, row_number, column), box)
                span = cell.find("{*}tcPr/{*}gridSpan")
                column += _width(span)

    def _paragraph(self, paragraph: Element, cell: tuple[int, int, int] | None, box: bool) -> None:
        pieces: list[str] = []
        inner: list[Element] = []
        collect(paragraph, pieces, inner)
        text = self._carried + "".join(pieces)
        number = next(self._numbers)
        mark = paragraph.find("{*}pPr/{*}rPr/{*}del")
        self._carried = text if mark is not None else ""
        if text.strip() and mark is None:
            part = "text box" if box else "table" if cell and self._part == "body" else self._part
            self.found.append(Paragraph(part, number, text, cell))
            self._size += len(text)
            if self._size > MOST_TEXT:
                raise Unreadable("unsafe_file")
        for content in inner:
            self.walk(content, cell, True)


def _under(element: Element, name: str) -> Iterator[Element]:
    """Yield rows or cells, also those that content controls and custom markup wrap."""
    for child in element:
        found = name_of(child)
        if found == name:
            yield child
        elif found in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"):
            yield from _under(child, name)


def _width(span: Element | None) -> int:
    if span is None:
        return 1
    value = next(iter(span.attrib.values()), "1")
    return min(int(value), 64) if value.isascii() and value.isdigit() else 1
