"""MHTML: pages in one file, which Excel makes as 单个文件网页 and people keep under the name .xls."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import Message
from pathlib import Path, PurePosixPath

from tasks.reading.blocks import AS_USUAL, Hidden, SheetSource, unread_sheet
from tasks.reading.page import MOST_BYTES, tables_of, text_of
from tasks.reading.sniff import Unreadable

_MOST_PARTS = 1_000
# the frame around the pages says what each sheet is called: <x:Name>表</x:Name> ... HRef="x.files/sheet001.htm"
_SHEET = re.compile(r"<x:ExcelWorksheet>(.{0,2000}?)</x:ExcelWorksheet>", re.DOTALL | re.IGNORECASE)
_NAME = re.compile(r"<x:Name>([^<]{1,200})</x:Name>", re.IGNORECASE)
_PLACE = re.compile(r"<x:WorksheetSource\s+HRef=[\"']?([^\"'>\s]{1,500})", re.IGNORECASE)
_HIDDEN = re.compile(r"<x:Visible>\s*Sheet\w*Hidden", re.IGNORECASE)


def open_archive(path: Path, hidden: Hidden = AS_USUAL) -> list[SheetSource]:
    """Return the tables of all pages in the file as sheets."""
    if path.stat().st_size > MOST_BYTES:
        raise Unreadable("unsafe_file")
    pages = list(archive_pages(path.read_bytes()))
    if not pages:
        raise Unreadable("file_unreadable")
    names: dict[str, str] = {}
    unread: set[str] = set()
    for _, text in pages:
        for sheet in _SHEET.findall(text):
            name, place = _NAME.search(sheet), _PLACE.search(sheet)
            if name:
                names[_file(place[1]) if place else ""] = name[1]
                unread |= {name[1]} if _HIDDEN.search(sheet) and not hidden.sheets else set()
    return list(_sheets(pages, names, unread, hidden))


def _sheets(
    pages: list[tuple[str, str]], names: dict[str, str], unread: set[str], hidden: Hidden
) -> Iterator[SheetSource]:
    for number, (file, text) in enumerate(pages, 1):
        name = names.get(file) or (names.get("") if len(pages) == 1 else None)
        if name in unread:
            yield unread_sheet(name or "")
        elif "<table" in text.lower():
            yield from tables_of(text, hidden, name or ("table" if len(pages) == 1 else f"table {number}"))


def archive_pages(content: bytes) -> Iterator[tuple[str, str]]:
    """Yield the pages of an archive as (name of the file, text); raise Unreadable."""
    try:
        message = message_from_bytes(content.lstrip(b"\xef\xbb\xbf\r\n "), policy=policy.compat32)
        for number, part in enumerate(message.walk()):
            if number > _MOST_PARTS:
                raise Unreadable("unsafe_file")
            if part.get_content_type() == "text/html":
                yield _file(part.get("Content-Location", "")), _text(part)
    except (ValueError, LookupError, RecursionError, AttributeError, TypeError, IndexError) as error:
        # the parser of the standard library takes any bytes, but does not survive all of them
        raise Unreadable("file_unreadable") from error


def _text(part: Message) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    charset = str(part.get_content_charset() or "").encode("ascii", "ignore")
    # what the part says of itself goes before what the page says: programs change the one and not the other
    return text_of(b"<!-- charset=" + charset + b" -->" + content if charset else content)


def _file(place: str) -> str:
    return PurePosixPath(str(place).replace("\\", "/")).name.lower()
