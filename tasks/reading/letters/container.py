"""Which reader a letter's file needs, by its content; None for what is no letter's container."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tasks.reading.letters.docx import read_docx
from tasks.reading.letters.legacy import read_ole
from tasks.reading.letters.markup import looks_like_markup, read_markup
from tasks.reading.letters.odt import is_odt, read_odt
from tasks.reading.letters.pdf import read_pdf
from tasks.reading.letters.plain import MOST_BYTES as MOST_TEXT_BYTES
from tasks.reading.letters.plain import decode, text_paragraphs
from tasks.reading.letters.rtf import read_rtf
from tasks.reading.letters.webarchive import is_web_archive, read_web_archive
from tasks.reading.sniff import Unreadable
from tasks.rules.letters.text import Paragraph

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MOST_BYTES = 200 << 20


@dataclass(frozen=True)
class Pages:
    """The paragraphs of a file; `is_text` when it could as well be a sheet, being plain text or a web page."""

    paragraphs: list[Paragraph]
    is_text: bool = False


def read_paragraphs(path: Path) -> Pages | None:
    """Return what stands in a letter; None when the file is a sheet or nothing a letter comes in.

    Raises Unreadable: file_corrupt, file_encrypted, unsafe_file, no_text_layer, no_doc_reader.
    """
    size = path.stat().st_size
    if size > MOST_BYTES:
        return None
    with path.open("rb") as stream:
        head = stream.read(4096)
    reader = _reader(path, head)
    paragraphs = reader(path) if reader else None
    return Pages(paragraphs, reader is _text) if paragraphs is not None else None


def _reader(path: Path, head: bytes) -> Callable[[Path], list[Paragraph] | None] | None:
    start = head.lstrip()
    if head.startswith(b"PK"):
        return read_odt if is_odt(head) else read_docx if _is_word_package(path) else None
    if b"%PDF-" in head[:1024]:
        return read_pdf
    if head.startswith(_OLE):
        return read_ole
    if start.startswith(b"{\\rtf"):
        return read_rtf
    if not start:
        return None
    return _text


def _is_word_package(path: Path) -> bool:
    """Whether a package is Word's, also when it is too broken to be listed: its names stand in the bytes."""
    content = path.read_bytes()
    return b"word/document" in content or (b"word/" in content and b"xl/" not in content)


def _text(path: Path) -> list[Paragraph] | None:
    if path.stat().st_size > MOST_TEXT_BYTES:
        return None
    content = path.read_bytes()
    if is_web_archive(content):
        return read_web_archive(content)
    try:
        text = decode(content)
    except Unreadable:
        return None
    return read_markup(content, text) if looks_like_markup(text) else text_paragraphs(text)
