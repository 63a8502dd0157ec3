"""Tables of HTML pages, which offices get from web systems under the name .xls or .xlsx."""

import codecs
import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from tasks.reading.blocks import AS_USUAL, Hidden, SheetSource, hidden_findings, source_of_rows
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


def open_page(path: Path, hidden: Hidden = AS_USUAL) -> list[SheetSource]:
    """Return the tables of a page as sheets; the rows of each are counted by their <tr>."""
    if path.stat().st_size > MOST_BYTES:
        raise Unreadable("unsafe_file")
    return tables_of(text_of(path.read_bytes()), hidden)


def tables_of(text: str, hidden: Hidden, name: str = "table") -> list[SheetSource]:
    """Return the tables of the text of a page."""
    tables = [table for table in _parse(text).iter("table") if not _is_out_of_sight(table)]
    found = []
    for number, table in enumerate(tables, 1):
        own = name if len(tables) == 1 else f"{name} {number}"
        rows, findings = _rows(table, hidden)
        found.append(source_of_rows(own, rows, tuple(_captions(table)), findings))
    return found


def text_of(content: bytes) -> str:
    """Return the text of a page in the character set that it names, or in which it can be read."""
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


def _is_out_of_sight(table: _Element) -> bool:
    return _is_hidden(table) or any(map(_is_hidden, table.iterancestors()))


def _captions(table: _Element) -> Iterator[str]:
    """Yield the caption and what stands right above a table."""
    for caption in table.iterchildren("caption"):
        yield _said(caption)
    for before in list(table.itersiblings(preceding=True))[:5]:
        if isinstance(before.tag, str) and before.tag not in _SILENT:
            yield _said(before)[:500]


def _rows(table: _Element, hidden: Hidden) -> tuple[list[Row], list[tuple[str, str]]]:
    """Return the rows of a table, and what is to be said of its hidden rows and columns."""
    columns = _hidden_columns(table)
    blank = set() if hidden.columns else columns
    below: dict[int, tuple[int, str | None]] = {}
    rows: list[Row] = []
    hidden_rows: list[int] = []
    for line in _lines(table):
        row = _row(line, below)
        if len(rows) >= _MOST_ROWS:
            raise Unreadable("unsafe_file")
        if _is_hidden(line):
            hidden_rows.append(len(rows))
        unread = _is_hidden(line) and not hidden.rows
        rows.append([None if unread or place in blank else cell for place, cell in enumerate(row)])
    return rows, hidden_findings(hidden_rows, columns, hidden)


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
        first = len(row)
        for place in range(first, first + width):
            # a wide cell says its text once, a high one in each of its rows
            own = text if place == first else None
            if height > 1:
                below[place] = (height - 1, own)
            row.append(own)
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
    steps = etree.iterwalk(element, events=("start", "end"))
    for event, node in steps:
        name = node.tag if isinstance(node.tag, str) else ""
        if event == "start" and node is not element and _is_hidden(node):
            steps.skip_subtree()
        elif event == "start":
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
