"""OpenDocument texts (.odt): page headers, body with tables and text boxes, notes, page footers; changes as accepted."""

from itertools import count
from pathlib import Path
from typing import Any

from tasks.reading.letters.package import Package
from tasks.reading.letters.runs import name_of
from tasks.reading.sniff import Unreadable
from tasks.rules.letters.text import Paragraph

# lxml ships no types
_Element = Any
_Cell = tuple[int, int, int] | None

MOST_TEXT, MOST_DEPTH = 4_000_000, 150
_MIMETYPE = b"application/vnd.oasis.opendocument.text"
_SKIPPED = {
    "tracked-changes",
    "annotation",
    "annotation-end",
    "note-citation",
    "ruby-text",
    "hidden-text",
    "sequence-decls",
    "variable-decls",
    "user-field-decls",
    "forms",
    "title",
    "desc",
    "event-listeners",
    "table-columns",
    "table-column",
}
_INNER = {"text-box", "table", "note-body"}
_PARAGRAPHS = {"p", "h"}


def is_odt(head: bytes) -> bool:
    """Return whether a package begins with the type that OpenDocument texts store first and unpacked."""
    return head[30:38] == b"mimetype" and head[38 : 38 + len(_MIMETYPE)] == _MIMETYPE


def read_odt(path: Path) -> list[Paragraph]:
    """Return the paragraphs of a text. Raises Unreadable: file_corrupt, file_encrypted, unsafe_file."""
    package = Package(path)
    try:
        if "META-INF/manifest.xml" in package and _is_encrypted(package.tree("META-INF/manifest.xml")):
            raise Unreadable("file_encrypted")
        if "content.xml" not in package:
            raise Unreadable("file_corrupt")
        content = package.tree("content.xml")
        styles = package.tree("styles.xml") if "styles.xml" in package else None
    finally:
        package.close()
    tables = count(1)
    hidden = _hidden_styles(content)
    head, foot = _Story("header", tables, hidden), _Story("footer", tables, hidden)
    for page in styles.iter("{*}master-page") if styles is not None else ():
        for child in page:
            story = {"header": head, "footer": foot}.get(name_of(child).removesuffix("-first"))
            if story and not _is_off(child):
                story.walk(child)
    body = _Story("body", tables, hidden)
    for text in content.iter("{*}text"):
        if name_of(text.getparent()) == "body":
            body.walk(text)
    return [*head.found, *body.found, *foot.found]


def _is_encrypted(manifest: _Element) -> bool:
    return next(manifest.iter("{*}encryption-data"), None) is not None


def _is_off(element: _Element) -> bool:
    return _attribute(element, "display") == "false"


def _hidden_styles(content: _Element) -> set[str]:
    return {
        _attribute(style, "name") or ""
        for style in content.iter("{*}style")
        if any(_attribute(each, "display") == "none" for each in style.iter("{*}text-properties"))
    }


def _attribute(element: _Element, name: str) -> str | None:
    return next((value for key, value in element.attrib.items() if key.endswith("}" + name)), None)


class _Story:
    """A walk through one part that collects paragraphs in the order of the text."""

    def __init__(self, part: str, tables: "count[int]", hidden: set[str]) -> None:
        self.found: list[Paragraph] = []
        self._part, self._tables, self._hidden = part, tables, hidden
        self._numbers = count(1)
        self._size = 0

    def walk(self, element: _Element, cell: _Cell = None, box: bool = False, depth: int = 0) -> None:
        """Read what lies under an element that holds paragraphs."""
        if depth > MOST_DEPTH:
            raise Unreadable("file_corrupt")
        for child in element:
            name = name_of(child)
            if name in _PARAGRAPHS:
                self._paragraph(child, cell, box, depth)
            elif name == "table":
                self._table(child, box, depth)
            elif name and name not in _SKIPPED:
                self.walk(child, cell, box or name == "text-box", depth + 1)

    def _table(self, table: _Element, box: bool, depth: int) -> None:
        number = next(self._tables)
        for row_number, row in enumerate(_rows(table), 1):
            column = 1
            for each in row:
                name = name_of(each)
                if name == "table-cell":
                    self.walk(each, (number, row_number, column), box, depth + 1)
                if name in ("table-cell", "covered-table-cell"):
                    column += _repeated(each)

    def _paragraph(self, paragraph: _Element, cell: _Cell, box: bool, depth: int) -> None:
        pieces: list[str] = []
        inner: list[_Element] = []
        self._collect(paragraph, pieces, inner, depth)
        text, number = "".join(pieces), next(self._numbers)
        if text.strip():
            part = "text box" if box else "table" if cell and self._part == "body" else self._part
            self.found.append(Paragraph(part, number, text, cell))
            self._size += len(text)
            if self._size > MOST_TEXT:
                raise Unreadable("unsafe_file")
        for content in inner:
            if name_of(content) == "table":
                self._table(content, True, depth + 1)
            else:
                self.walk(content, cell, name_of(content) == "text-box" or box, depth + 1)

    def _collect(self, element: _Element, pieces: list[str], inner: list[_Element], depth: int) -> None:
        """Gather the text of a paragraph; runs of white space count as one blank, as the format says."""
        if depth > MOST_DEPTH:
            raise Unreadable("file_corrupt")
        pieces.append(_squashed(element.text))
        for child in element:
            name = name_of(child)
            if name == "s":
                pieces.append(" " * _number(_attribute(child, "c"), 200))
            elif name == "tab":
                pieces.append("\t")
            elif name == "line-break":
                pieces.append("\n")
            elif name in _INNER:
                inner.append(child)
            elif name and name not in _SKIPPED and _attribute(child, "style-name") not in self._hidden:
                self._collect(child, pieces, inner, depth + 1)
            pieces.append(_squashed(child.tail))


def _squashed(text: str | None) -> str:
    return "".join(" " if character in "\r\n\t" else character for character in text or "")


def _rows(table: _Element) -> list[_Element]:
    rows: list[_Element] = []
    for child in table:
        name = name_of(child)
        if name == "table-row":
            rows.append(child)
        elif name in ("table-rows", "table-header-rows", "table-row-group"):
            rows += _rows(child)
    return rows


def _repeated(cell: _Element) -> int:
    return _number(_attribute(cell, "number-columns-repeated"), 64)


def _number(text: str | None, most: int) -> int:
    return min(int(text), most) if text and text.isascii() and text.isdigit() and len(text) < 9 else 1
