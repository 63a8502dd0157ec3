"""Rich text (.rtf, or a .doc that is one): body with tables, text boxes, page headers and footers; changes as accepted."""

import re
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

from tasks.reading.sniff import Unreadable
from tasks.rules.letters.text import Paragraph

MOST_BYTES, MOST_TEXT, MOST_DEPTH = 64 << 20, 4_000_000, 2_000
_TOKEN = re.compile(
    rb"\\([A-Za-z]{1,32})(-?\d{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z])|([{}])|[\r\n\x00]+|([^\\{}\r\n\x00]+)"
)
# what stands in these groups is not printed, or is printed elsewhere already
_SILENT = {
    *(b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"fldinst", b"nonshppict", b"shprslt"),
    *(
        b"listtext",
        b"pntext",
        b"object",
        b"objdata",
        b"listtable",
        b"themedata",
        b"nonesttables",
        b"annotation",
    ),
    *(
        b"headerl",
        b"footerl",
        b"bkmkstart",
        b"bkmkend",
        b"filetbl",
        b"revtbl",
        b"generator",
        b"xmlnstbl",
        b"sp",
    ),
}
_STREAMS = {
    **dict.fromkeys((b"header", b"headerr", b"headerf"), "header"),
    **dict.fromkeys((b"footer", b"footerr", b"footerf"), "footer"),
    **dict.fromkeys((b"shptxt", b"dptxbxtext"), "text box"),
    b"footnote": "note",
}
# ignorable groups, marked \*, that hold text all the same
_READ_THOUGH_IGNORABLE = {b"shpinst", b"shptxt", b"shppict", b"flddata", b"do"}
_SIGNS = {
    b"tab": "\t",
    b"line": "\n",
    b"emspace": " ",
    b"enspace": " ",
    b"emdash": "—",
    b"endash": "–",
    b"lquote": "‘",
    b"rquote": "’",
    b"ldblquote": "“",
    b"rdblquote": "”",
}
_SYMBOLS = {b"~": " ", b"_": "-", b"{": "{", b"}": "}", b"\\": "\\", b"\r": "\n", b"\n": "\n"}
_HIDING = {b"deleted", b"v"}


@dataclass
class _Group:
    """What holds inside a pair of braces."""

    silent: bool = False
    hidden: frozenset[bytes] = frozenset()
    skips: int = 1
    stream: "_Stream | None" = None


@dataclass
class _Stream:
    """One story on its way: paragraphs found, and those that wait for the end of their cell."""

    part: str
    tables: "count[int]"
    found: list[Paragraph] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    numbers: "count[int]" = field(default_factory=lambda: count(1))
    in_table: bool = False
    cell: tuple[int, int, int] = (0, 1, 1)

    def end_paragraph(self) -> None:
        """Keep a paragraph; in a table it belongs to the cell that ends next."""
        self._wait()
        if not self.in_table:
            self.cell = (0, 1, 1)
            self._keep(None)

    def end_cell(self) -> None:
        """Give what waits to a cell, and go on to the next."""
        if not self.cell[0]:
            self.cell = (next(self.tables), 1, 1)
        self._wait()
        self._keep(self.cell)
        self.cell = (self.cell[0], self.cell[1], self.cell[2] + 1)

    def end_row(self) -> None:
        """Go on to the next row."""
        self.cell = (self.cell[0], self.cell[1] + 1, 1)

    def _wait(self) -> None:
        # a character outside the basic plane is written as two halves
        text = "".join(self.text).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        self.waiting.append(text)
        self.text = []

    def _keep(self, cell: tuple[int, int, int] | None) -> None:
        part = "table" if cell and self.part == "body" else self.part
        for text in self.waiting:
            if text.strip():
                self.found.append(Paragraph(part, next(self.numbers), text, cell))
        self.waiting = []


_ENDS = {
    **dict.fromkeys((b"par", b"sect", b"page"), _Stream.end_paragraph),
    **dict.fromkeys((b"cell", b"nestcell"), _Stream.end_cell),
    **dict.fromkeys((b"row", b"nestrow"), _Stream.end_row),
}


def read_rtf(path: Path) -> list[Paragraph]:
    """Return the paragraphs of a rich text. Raises Unreadable: file_corrupt, unsafe_file."""
    if path.stat().st_size > MOST_BYTES:
        raise Unreadable("unsafe_file")
    return _Reader().read(path.read_bytes())


class _Reader:
    def __init__(self) -> None:
        self._tables = count(1)
        self._body = _Stream("body", self._tables)
        self._group = _Group(stream=self._body)
        self._stack: list[_Group] = []
        self._done: dict[str, list[Paragraph]] = {"header": [], "text box": [], "note": [], "footer": []}
        self._bytes = bytearray()
        self._to_skip = 0
        self._ignorable = False
        self._size = 0

    def read(self, content: bytes) -> list[Paragraph]:
        for match in _TOKEN.finditer(content):
            word, number, byte, symbol, brace, text = match.groups()
            if byte:
                self._byte(int(byte, 16))
                continue
            if text and not self._ignorable:
                self._plain(text)
                continue
            self._flush()
            if brace:
                self._brace(brace)
            elif word:
                self._word(word, int(number) if number else None)
            elif symbol:
                self._symbol(symbol)
        self._flush()
        self._body.end_paragraph()
        if not self._body.found and not any(self._done.values()):
            raise Unreadable("file_corrupt")
        return [
            *self._done["header"],
            *self._done["text box"],
            *self._body.found,
            *self._done["note"],
            *self._done["footer"],
        ]

    def _brace(self, brace: bytes) -> None:
        self._ignorable = False
        self._to_skip = 0
        if brace == b"{":
            if len(self._stack) >= MOST_DEPTH:
                raise Unreadable("file_corrupt")
            self._stack.append(self._group)
            self._group = replace(self._group)
        elif self._stack:
            closed, self._group = self._group, self._stack.pop()
            stream = closed.stream
            if stream and stream is not self._group.stream:
                stream.end_paragraph()
                self._done[stream.part] += stream.found

    def _word(self, word: bytes, number: int | None) -> None:
        if self._ignorable and word not in _READ_THOUGH_IGNORABLE:
            self._group.silent = True
        self._ignorable = False
        if word in _SILENT:
            self._group.silent = True
        elif word in _STREAMS and not self._group.silent:
            self._group.stream = _Stream(_STREAMS[word], self._tables)
        elif word == b"u" and number is not None:
            self._say(chr(number & 0xFFFF))
            self._to_skip = self._group.skips
        elif word == b"uc":
            self._group.skips = min(number or 0, 8)
        elif word in _HIDING:
            on = self._group.hidden | {word} if number != 0 else self._group.hidden - {word}
            self._group.hidden = on
        else:
            self._layout(word)

    def _layout(self, word: bytes) -> None:
        stream = self._group.stream
        if word == b"plain":
            self._group.hidden = frozenset()
        elif word in _SIGNS:
            self._say(_SIGNS[word])
        elif stream is None or self._group.silent:
            return
        elif word in (b"pard", b"intbl"):
            stream.in_table = word == b"intbl"
        elif word in _ENDS and not (word == b"par" and b"deleted" in self._group.hidden):
            _ENDS[word](stream)

    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self._ignorable = True
        elif symbol in _SYMBOLS:
            self._say(_SYMBOLS[symbol])

    def _byte(self, value: int) -> None:
        if self._to_skip:
            self._to_skip -= 1
        else:
            self._bytes.append(value)

    def _plain(self, text: bytes) -> None:
        skipped = min(self._to_skip, len(text))
        self._to_skip -= skipped
        # half of a character may be written as it is, and half as \'xx
        self._bytes += text[skipped:]

    def _flush(self) -> None:
        if self._bytes:
            content, self._bytes = bytes(self._bytes), bytearray()
            try:
                self._say(content.decode("gb18030"))
            except UnicodeDecodeError:
                self._say(content.decode("cp1252", "replace"))

    def _say(self, text: str) -> None:
        stream = self._group.stream
        if stream and not self._group.silent and not self._group.hidden:
            stream.text.append(text)
            self._size += len(text)
            if self._size > MOST_TEXT:
                raise Unreadable("unsafe_file")
