"""Word 97-2003 documents (.doc, .wps) from their piece table: text, tables, text boxes, page headers and footers."""

import re
import struct
from array import array
from collections.abc import Iterator
from itertools import count

from tasks.reading.letters.compound import Compound
from tasks.reading.letters.formatting97 import without_removed
from tasks.reading.sniff import Unreadable
from tasks.rules.letters.text import Paragraph

_MAGIC, _FIRST_97 = 0xA5EC, 0x00C1
_ENCRYPTED, _TABLE_ONE = 0x0100, 0x0200
# offsets in the file information block
_COUNTS, _HEADERS, _PIECES = 0x4C, 0xF2, 0x1A2
_COMPRESSED = 0x4000_0000
_MOST_CHARACTERS = 4_000_000
# the first six stories of the header document are separators of notes; then six for each section
_STORY_PARTS = ("", "header", "", "footer", "header", "footer")
_FIELD_CODE = re.compile(r"\x13[^\x13\x14\x15]*(?:\x14|(?=\x15))")
_CONTROL = str.maketrans(
    {"\x0b": "\n", "\x1e": "-", "\x09": "\t", "\xa0": " "}
    | dict.fromkeys(map(chr, (*range(7), 8, *range(14, 19), 20, 21, *range(22, 30), 31)), "")
)
_ENDS = re.compile(r"[\x07\r\x0c\x0e]")


def read_word97(content: bytes) -> list[Paragraph] | None:
    """Return the paragraphs of a document; None for an older format. Raises Unreadable: file_encrypted, file_corrupt."""
    compound = Compound(content)
    main = compound.stream("WordDocument")
    if main is None or len(main) < _PIECES + 8:
        raise Unreadable("file_corrupt")
    magic, version = struct.unpack_from("<HH", main, 0)
    flags = struct.unpack_from("<H", main, 10)[0]
    if magic != _MAGIC or version < _FIRST_97:
        return None
    if flags & _ENCRYPTED:
        raise Unreadable("file_encrypted")
    table = compound.stream("1Table" if flags & _TABLE_ONE else "0Table") or b""
    try:
        return _paragraphs(main, table)
    except struct.error as error:
        raise Unreadable("file_corrupt") from error


def _paragraphs(main: bytes, table: bytes) -> list[Paragraph]:
    # in units of UTF-16, for so the stories are counted: see _whole
    text = "".join(_pieces(without_removed(main, table), table))
    body, notes, headers, macros, comments, endnotes, boxes, header_boxes = (
        max(number, 0) for number in struct.unpack_from("<8i", main, _COUNTS)
    )
    at = body + notes
    tables = count(1)
    found = [
        each
        for part, story in _stories(main, table, text[at : at + headers])
        for each in _story(story, part, tables)
    ]
    head, foot = ([each for each in found if each.part == part] for part in ("header", "footer"))
    at += headers + macros + comments + endnotes
    in_boxes = list(_story(text[at : at + boxes + header_boxes], "text box", tables))
    return [
        *head,
        *in_boxes,
        *_story(text[:body], "body", tables),
        *_story(text[body : body + notes], "note", tables),
        *foot,
    ]


def _pieces(main: bytes, table: bytes) -> Iterator[str]:
    """Yield the stretches of text in their order in the document."""
    start, length = struct.unpack_from("<II", main, _PIECES)
    clx = table[start : start + length]
    at = 0
    while clx[at : at + 1] == b"\x01":
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if clx[at : at + 1] != b"\x02":
        raise Unreadable("file_corrupt")
    pieces = (struct.unpack_from("<I", clx, at + 1)[0] - 4) // 12
    at += 5
    if not 0 <= pieces <= len(clx) // 12:
        raise Unreadable("file_corrupt")
    bounds = struct.unpack_from(f"<{pieces + 1}I", clx, at)
    if bounds[-1] > _MOST_CHARACTERS:
        raise Unreadable("unsafe_file")
    at += 4 * (pieces + 1)
    for index in range(pieces):
        size = bounds[index + 1] - bounds[index]
        place = struct.unpack_from("<I", clx, at + 8 * index + 2)[0]
        if size < 0:
            raise Unreadable("file_corrupt")
        if place & _COMPRESSED:
            offset = (place & ~_COMPRESSED) // 2
            yield main[offset : offset + size].decode("cp1252", "replace")
        else:
            units = main[place : place + 2 * size]
            yield "".join(map(chr, array("H", units[: len(units) // 2 * 2])))


def _whole(text: str) -> str:
    """Join the halves of characters outside the basic plane."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _stories(main: bytes, table: bytes, text: str) -> Iterator[tuple[str, str]]:
    start, length = struct.unpack_from("<II", main, _HEADERS)
    if not text or length < 8 or start + length > len(table):
        return
    bounds = struct.unpack_from(f"<{length // 4}I", table, start)
    seen = set()
    for index in range(6, len(bounds) - 1):
        part, story = _STORY_PARTS[(index - 6) % 6], text[bounds[index] : bounds[index + 1]]
        if part and story.strip() and (part, story) not in seen:
            seen.add((part, story))
            yield part, story


def _story(text: str, part: str, tables: "count[int]") -> Iterator[Paragraph]:
    """Yield the paragraphs of one story. A cell ends with U+0007, and so does a row once more."""
    text = _without_field_codes(_whole(text))
    numbers = count(1)
    table, row, column = 0, 1, 1
    waiting: list[str] = []
    at = 0
    for end in _ENDS.finditer(text):
        piece, at = text[at : end.start()].translate(_CONTROL), end.end()
        if end[0] != "\x07":
            waiting.append(piece)
            if not table or not _in_row(text, end.end()):
                yield from (Paragraph(part, next(numbers), each) for each in waiting if each.strip())
                waiting, table = [], 0
            continue
        if not table:
            # paragraphs above belong to no cell: only the last one ends here
            table, row, column = next(tables), 1, 1
        if not piece.strip() and not waiting and text[end.start() - 1 : end.start()] == "\x07":
            row, column = row + 1, 1
            continue
        for each in (*waiting, piece):
            if each.strip():
                yield Paragraph(
                    "table" if part == "body" else part, next(numbers), each, (table, row, column)
                )
        waiting, column = [], column + 1
    rest = "".join((*waiting, text[at:].translate(_CONTROL)))
    if rest.strip():
        yield Paragraph(part, next(numbers), rest)


def _in_row(text: str, at: int) -> bool:
    """Whether a paragraph that ended here stands in a cell that is still to end."""
    cell, row = text.find("\x07", at), text.rfind("\x07\x07", 0, at)
    return cell >= 0 and row + 2 != at and text[max(row + 2, 0) : at].count("\x07") > 0


def _without_field_codes(text: str) -> str:
    """Take out what fields are computed from, the innermost first, and keep what they show."""
    for _ in range(20):
        text, changes = _FIELD_CODE.subn("", text)
        if not changes:
            break
    return text
