"""HTML that calls itself .doc, or was saved from a page: blocks to paragraphs, cells to cells."""

import contextlib
import re
from collections.abc import Iterator
from itertools import count
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from tasks.reading.sniff import Unreadable
from tasks.rules.letters.text import Paragraph

# lxml ships no types
_Element = Any

MOST_DEPTH = 200
_LOOKS = re.compile(
    r"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|div|table|p|style)\b",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_SILENT = {"script", "style", "head", "title", "meta", "link", "noscript", "template", "select", "xml"}
_BLOCKS = {
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "ul",
    "ol",
    "tr",
    "table",
    "tbody",
    "section",
    "article",
    "center",
    "header",
    "footer",
    "body",
    "pre",
    "blockquote",
    "hr",
    "dl",
    "dt",
    "dd",
    "form",
    "fieldset",
}


def looks_like_markup(text: str) -> bool:
    """Whether text is an HTML page."""
    return bool(_LOOKS.match(text[:4000]))


def read_markup(content: bytes, text: str) -> list[Paragraph]:
    """Return the paragraphs of a page; the encoding it names counts only when it fits."""
    named = _CHARSET.search(content[:4096])
    if named:
        with contextlib.suppress(LookupError, UnicodeDecodeError):
            text = content.decode(
                "gb18030" if named[1].lower().startswith(b"gb") else named[1].decode("ascii")
            )
    try:
        parser = lxml_html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
        root = lxml_html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*>", "", text), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("file_corrupt") from error
    return _Page().read(root)


class _Page:
    def __init__(self) -> None:
        self._found: list[Paragraph] = []
        self._numbers, self._tables = count(1), count(1)
        self._text: list[str] = []

    def read(self, root: _Element) -> list[Paragraph]:
        self._walk(root, None, 0)
        self._end(None)
        return self._found

    def _walk(self, element: _Element, cell: tuple[int, int, int] | None, depth: int) -> None:
        self._say(element.text)
        for child in element:
            name = child.tag if isinstance(child.tag, str) else ""
            if name and name not in _SILENT and depth < MOST_DEPTH:
                self._child(child, name, cell, depth)
            self._say(child.tail)

    def _child(self, child: _Element, name: str, cell: tuple[int, int, int] | None, depth: int) -> None:
        if name == "br":
            self._end(cell)
        elif name == "table":
            self._end(cell)
            self._table(child, depth)
        elif name in _BLOCKS:
            self._end(cell)
            self._walk(child, cell, depth + 1)
            self._end(cell)
        else:
            self._walk(child, cell, depth + 1)

    def _table(self, table: _Element, depth: int) -> None:
        number = next(self._tables)
        for row_number, row in enumerate(_rows(table), 1):
            for column, cell in enumerate((each for each in row if each.tag in ("td", "th")), 1):
                place = (number, row_number, column)
                self._walk(cell, place, depth + 1)
                self._end(place)

    def _say(self, text: str | None) -> None:
        if text:
            self._text.append(re.sub(r"[\r\n\t]+", "" if _is_wrapped(text) else " ", text))

    def _end(self, cell: tuple[int, int, int] | None) -> None:
        text = "".join(self._text)
        self._text = []
        if text.strip():
            self._found.append(Paragraph("table" if cell else "body", next(self._numbers), text, cell))


def _is_wrapped(text: str) -> bool:
    """Whether line ends stand between Chinese characters, where they mean nothing."""
    return bool(re.search(r"[\u3000-\u9fff\uff00-\uffef]\s*[\r\n]+\s*[\u3000-\u9fff\uff00-\uffef]", text))


def _rows(table: _Element) -> Iterator[_Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("tbody", "thead", "tfoot"):
            yield from (row for row in child if row.tag == "tr")
