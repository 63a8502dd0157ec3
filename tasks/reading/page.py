"""Tables of HTML pages, which offices get from web systems under the name .xls or .xlsx."""

import codecs
import contextlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from tasks.reading.blocks import SheetSource, source_of_rows
from tasks.reading.sniff import Unreadable

# lxml ships no types
_Element = Any

MOST_BYTES = 64 << 20
_MOST_COLUMNS, _MOST_ROWS = 256, 100_000
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)
_SILENT = frozenset({"script", "style", "head", "title", "template", "noscript", "table"})
_BREAKS = frozenset({"br", "p", "div", "li"})

Row = list[str | None]


def open_page(path: Path) -> list[SheetSource]:
    """Return the tables of a page as sheets; the rows of each are counted by their <tr>."""
    if path.stat().st_size > MOST_BYTES:
        raise Unreadable("unsafe_file")
    root = _parse(_text(path.read_bytes()))
    tables = [table for table in root.iter("table") if not _is_hidden(table)]
    return [
        source_of_rows(_name(number, tables), _rows(table), tuple(_captions(table)))
        for number, table in enumerate(tables, 1)
    ]


def _name(number: int, tables: Sequence[_Element]) -> str:
    return "table" if len(tables) == 1 else f"table {number}"


def _text(content: bytes) -> str:
    named = _CHARSET.search(content[:4096])
    encodings = [named[1].decode("ascii").lower()] if named else []
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    for encoding in [*encodings, "utf-8-sig", "gb18030"]:
        # GB2312 is what pages say when they mean all of GB18030
        with contextlib.suppress(LookupError, UnicodeDecodeError):
            return content.decode("gb18030" if encoding.startswith("gb") else encoding)
    return content.decode("gb18030", "replace")


def _parse(text: str) -> _Element:
    parser = lxml_html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    bare = re.sub(r"^\ufeff?\s*<\?xml[^>]*>", "", text).replace("\x00", "")
    try:
        return lxml_html.document_fromstring(bare, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise Unreadable("file_unreadable") from error


def _is_hidden(element: _Element) -> bool:
    return element.get("hidden") is not None or bool(_NOT_SHOWN.search(element.get("style") or ""))


def _captions(table: _Element) -> Iterator[str]:
    """Yield the caption and what stands right above a table."""
    for caption in table.iterchildren("caption"):
        yield _said(caption)
    for before in list(table.itersiblings(preceding=True))[:5]:
        if isinstance(before.tag, str) and before.tag not in _SILENT:
            yield _said(before)[:500]


def _rows(table: _Element) -> list[Row]:
    hidden = _hidden_columns(table)
    below: dict[int, tuple[int, str | None]] = {}
    rows: list[Row] = []
    for line in _lines(table):
        row = _row(line, below)
        if len(rows) >= _MOST_ROWS:
            raise Unreadable("unsafe_file")
        blank = _is_hidden(line)
        rows.append([None if blank or place in hidden else cell for place, cell in enumerate(row)])
    return rows


def _lines(table: _Element) -> Iterator[_Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from child.iterchildren("tr")


def _row(line: _Element, below: dict[int, tuple[int, str | None]]) -> Row:
    """Return the cells of a line; `below` holds what merged cells bring down: column -> (rows left, text)."""
    row: Row = []
    for cell in line.iterchildren("td", "th"):
        _bring_down(row, below)
        width = min(_span(cell, "colspan"), _MOST_COLUMNS - len(row))
        if width < 1:
            break
        text = None if _is_hidden(cell) else _value(cell)
        height = _span(cell, "rowspan")
        for place in range(len(row), len(row) + width):
            # a wide cell says its text once, a high one in each of its rows
            own = text if place == len(row) else None
            if height > 1:
                below[place] = (height - 1, text if place == len(row) else None)
            row.append(own) if place >= len(row) else None
    _bring_down(row, below)
    return row


def _bring_down(row: Row, below: dict[int, tuple[int, str | None]]) -> None:
    while len(row) in below and len(row) < _MOST_COLUMNS:
        left, text = below.pop(len(row))
        if left > 1:
            below[len(row)] = (left - 1, text)
        row.append(text)


def _span(cell: _Element, name: str) -> int:
    text = (cell.get(name) or "1").strip()
    return min(max(int(text), 1), 10_000) if text.isdecimal() and len(text) < 8 else 1


def _value(cell: _Element) -> str | None:
    text = _said(cell)
    exact = cell.get("x:num")
    if exact and re.fullmatch(r"\s*\d(?:\.\d+)?E\+?\d+\s*", text, re.IGNORECASE):
        # Excel shows a long number rounded and keeps it beside
        return str(exact)
    return text if text.strip() else None


def _said(element: _Element) -> str:
    parts: list[str] = []
    for event, node in etree.iterwalk(element, events=("start", "end")):
        name = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            if name in _BREAKS and node is not element:
                parts.append("\n")
            if name not in _SILENT or node is element:
                parts.append(re.sub(r"\s*[\r\n\t]+\s*", " ", node.text or ""))
        elif node is not element:
            parts.append(re.sub(r"\s*[\r\n\t]+\s*", " ", node.tail or ""))
    return re.sub(r" *\n[ \n]*", "\n", "".join(parts)).strip()


def _hidden_columns(table: _Element) -> set[int]:
    hidden: set[int] = set()
    place = 0
    for column in table.iter("col"):
        count = _span(column, "span")
        if _is_hidden(column):
            hidden.update(range(place, min(place + count, _MOST_COLUMNS)))
        place += count
    return hidden
