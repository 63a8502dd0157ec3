"""SpreadsheetML of 2003: a workbook in one XML file, which systems write and people keep under the name .xls."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from lxml import etree

from tasks.reading.blocks import AS_USUAL, Hidden, SheetSource, hidden_findings, source_of_rows, unread_sheet
from tasks.reading.formats.notes import MOST_LOST
from tasks.reading.sniff import Unreadable

# lxml ships no types
_Element = Any
_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_MOST_BYTES = 256 << 20
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 256
_MOST_BLANK_ROWS = 10_000

Row = list[str | None]


@dataclass
class _Sheet:
    """What has been read of a worksheet so far; `below`: column -> (rows left, text) of merged cells."""

    hidden: Hidden
    rows: list[Row] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    lost: list[str] = field(default_factory=list)
    below: dict[int, tuple[int, str | None]] = field(default_factory=dict)
    next_column: int = 0

    def see_column(self, element: _Element) -> None:
        first = _number(element, "Index", self.next_column + 1) - 1
        self.next_column = first + 1 + _number(element, "Span", 0)
        if element.get(f"{_SS}Hidden") == "1":
            self.hidden_columns |= set(range(first, min(self.next_column, _MOST_COLUMNS)))

    def see_row(self, element: _Element) -> None:
        at = _number(element, "Index", len(self.rows) + 1) - 1
        if at < len(self.rows) or at > len(self.rows) + _MOST_BLANK_ROWS:
            raise Unreadable("unsafe_file" if at > len(self.rows) else "file_unreadable")
        while len(self.rows) < at:
            self.rows.append(self._merged_down([]))
        row = self._row(element)
        if element.get(f"{_SS}Hidden") == "1":
            self.hidden_rows.add(at)
            row = row if self.hidden.rows else []
        self.rows.append(row)
        # the same empty row several times
        self.rows += [[] for _ in range(min(_number(element, "Span", 0), _MOST_BLANK_ROWS))]
        if len(self.rows) > _MOST_ROWS:
            raise Unreadable("unsafe_file")

    def _row(self, element: _Element) -> Row:
        row: Row = []
        for cell in element.iterchildren(f"{_SS}Cell"):
            self._merged_down(row)
            place = _number(cell, "Index", len(row) + 1) - 1
            while len(row) < min(place, _MOST_COLUMNS):
                row.append(None)
                self._merged_down(row)
            if len(row) >= _MOST_COLUMNS:
                break
            self._see_cell(cell, row)
        return self._merged_down(row)

    def _see_cell(self, cell: _Element, row: Row) -> None:
        text = _value(cell)
        if text is None and cell.get(f"{_SS}Formula") and len(self.lost) < MOST_LOST:
            self.lost.append(f"第{len(self.rows) + 1}行第{len(row) + 1}列")
        height = _number(cell, "MergeDown", 0)
        width = min(_number(cell, "MergeAcross", 0), _MOST_COLUMNS - len(row) - 1)
        first = len(row)
        for place in range(first, first + 1 + width):
            own = text if place == first else None
            if height:
                self.below[place] = height, own
            row.append(own)

    def _merged_down(self, row: Row) -> Row:
        while len(row) in self.below and len(row) < _MOST_COLUMNS:
            left, text = self.below.pop(len(row))
            if left > 1:
                self.below[len(row)] = left - 1, text
            row.append(text)
        return row

    def source(self, name: str) -> SheetSource:
        unread = set() if self.hidden.columns else self.hidden_columns
        rows = self.rows
        if unread:
            rows = [[None if place in unread else cell for place, cell in enumerate(row)] for row in rows]
        width = max(map(len, rows), default=0)
        columns = {column for column in self.hidden_columns if column < width}
        findings = hidden_findings(self.hidden_rows, columns, self.hidden)
        if self.lost:
            findings.append(("formula_without_value", "、".join(self.lost)))
        return source_of_rows(name, rows, findings=findings)


def open_xml_workbook(path: Path, hidden: Hidden = AS_USUAL) -> list[SheetSource]:
    """Return the sheets of the workbook; raise Unreadable when it is broken or not safe to open."""
    if path.stat().st_size > _MOST_BYTES:
        raise Unreadable("unsafe_file")
    try:
        with path.open("rb") as stream:
            return _read(stream, hidden)
    except etree.XMLSyntaxError as error:
        hostile = any(word in str(error) for word in ("huge", "ntity", "amplification", "too long"))
        raise Unreadable("unsafe_file" if hostile else "file_unreadable") from error


def _read(stream: BinaryIO, hidden: Hidden) -> list[SheetSource]:
    found: list[SheetSource] = []
    sheet, is_unread = _Sheet(hidden), False
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
        elif element.tag == f"{_SS}Column":
            sheet.see_column(element)
        elif element.tag == f"{_SS}Row":
            sheet.see_row(element)
            element.clear()
        elif element.tag.endswith("}Visible"):
            is_unread = "Hidden" in (element.text or "") and not hidden.sheets
        elif element.tag == f"{_SS}Worksheet":
            name = element.get(f"{_SS}Name", "")
            found.append(unread_sheet(name) if is_unread else sheet.source(name))
            sheet, is_unread = _Sheet(hidden), False
            element.clear()
    return found


def _value(cell: _Element) -> str | None:
    data = cell.find(f"{_SS}Data")
    if data is None:
        return None
    text = "".join(data.itertext())
    match data.get(f"{_SS}Type"):
        case "Number":
            return _plain(text.strip())
        case "DateTime":
            day, _, clock = text.strip().partition("T")
            return day if clock.strip("0:.") == "" else f"{day} {clock.removesuffix('.000')}"
        case "Boolean":
            return "TRUE" if text.strip() == "1" else "FALSE"
        case "Error":
            return None
        case _:
            return text if text.strip() else None


def _plain(text: str) -> str | None:
    """Return a number without what the machine adds to it: 17.0, 1.3800001234E10."""
    try:
        number = float(text)
    except ValueError:
        return text or None
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else text


def _number(element: _Element, name: str, otherwise: int) -> int:
    text = element.get(_SS + name, "")
    return int(text) if text.isdecimal() and len(text) < 9 else otherwise
