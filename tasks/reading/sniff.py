"""What a file is, from its bytes."""

import codecs
import re
import zipfile
from enum import StrEnum
from pathlib import Path

MOST_INFLATED_BYTES = 2_000_000_000
MOST_INFLATED_RATIO = 500


class Shape(StrEnum):
    """The container a file turns out to be."""

    WORKBOOK = "workbook"
    DELIMITED = "delimited"
    PAGE = "page"
    WEB_ARCHIVE = "web_archive"
    XML_WORKBOOK = "xml_workbook"
    LETTER = "letter"


class Unreadable(Exception):
    """A file that is not read; `code` is its problem."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


# what systems write as a table for Excel: HTML, perhaps behind an XML declaration or a comment
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|meta|body|table|style|div|center|p|h\d)\b",
    re.IGNORECASE | re.DOTALL,
)
# pages in one file: the header of a message, then its parts
_WEB_ARCHIVE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:mime-version|from|subject|date|x-[\w-]+|snapshot-[\w-]+|content-[\w-]+)\s*:",
    re.IGNORECASE,
)
_MESSAGE = re.compile(rb"^content-type\s*:\s*(?:multipart/|text/html)", re.IGNORECASE | re.MULTILINE)
_XML_WORKBOOK = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml\b|!--|[\w]+:?Workbook\b).*urn:schemas-microsoft-com:office:spreadsheet",
    re.DOTALL,
)
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def sniff(path: Path) -> Shape:
    """Return the shape of a file; raise Unreadable when it is empty, broken, encrypted, or not text at all."""
    with path.open("rb") as stream:
        head = stream.read(65536)
    if not head.removeprefix(codecs.BOM_UTF8).strip():
        raise Unreadable("file_empty")
    if head.startswith(b"PK\x03\x04"):
        return _inside_zip(path)
    if head.startswith(_OLE):
        return _inside_ole(path)
    if head.startswith(b"%PDF-"):
        return Shape.LETTER
    if shape := _written_in_markup(head):
        return shape
    if b"\x00" in head and not head.startswith(_UTF_16):
        raise Unreadable("file_unreadable")
    return Shape.DELIMITED


def _written_in_markup(head: bytes) -> Shape | None:
    if _WEB_ARCHIVE.match(head) and _MESSAGE.search(head):
        return Shape.WEB_ARCHIVE
    if _is_xml_workbook(head):
        return Shape.XML_WORKBOOK
    return Shape.PAGE if _PAGE.match(head) else None


def _is_xml_workbook(head: bytes) -> bool:
    # a page made by Excel names the same schema, but begins with <html>
    plain = head.replace(b"\x00", b"") if head.startswith(_UTF_16) else head
    plain = plain.removeprefix(codecs.BOM_UTF16_LE).removeprefix(codecs.BOM_UTF16_BE)
    return bool(_XML_WORKBOOK.match(plain)) and re.search(rb"<(?:\w+:)?Workbook\b", plain) is not None


def _inside_zip(path: Path) -> Shape:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError) as error:
        raise Unreadable("file_unreadable") from error
    names = {entry.filename for entry in entries}
    inflated, packed = (
        sum(entry.file_size for entry in entries),
        sum(entry.compress_size for entry in entries),
    )
    if inflated > MOST_INFLATED_BYTES or inflated > MOST_INFLATED_RATIO * max(packed, 1):
        raise Unreadable("file_too_large")
    if "word/document.xml" in names:
        return Shape.LETTER
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names or "content.xml" in names:
        return Shape.WORKBOOK
    raise Unreadable("file_unreadable")


def _inside_ole(path: Path) -> Shape:
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Unreadable("file_encrypted")
    if "WordDocument".encode("utf-16-le") in content:
        return Shape.LETTER
    return Shape.WORKBOOK
