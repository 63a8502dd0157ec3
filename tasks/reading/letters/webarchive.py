"""Web archives (MHTML), which Word calls 单个文件网页 and saves under .doc as well: the page that the others belong to."""

import re

from tasks.reading.letters.markup import read_markup
from tasks.reading.sniff import Unreadable
from tasks.reading.web_archive import archive_pages
from tasks.rules.letters.text import Paragraph

_HEADERS = 4096
_BEGINS = re.compile(
    rb"\s*(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?(?:MIME-Version|Content-Type):", re.IGNORECASE
)
_ARCHIVE = re.compile(rb"Content-Type:\s*(?:multipart/related|multipart/mixed|text/html)", re.IGNORECASE)


def is_web_archive(content: bytes) -> bool:
    """Return whether a file begins with the headers of a web archive."""
    head = content[:_HEADERS].removeprefix(b"\xef\xbb\xbf")
    return b"MIME-Version:" in head and bool(_BEGINS.match(head)) and bool(_ARCHIVE.search(head))


def read_web_archive(content: bytes) -> list[Paragraph]:
    """Return the paragraphs of the first page in an archive. Raises Unreadable: file_corrupt."""
    try:
        _, page = next(archive_pages(content), ("", ""))
    except Unreadable as error:
        raise Unreadable("file_corrupt") from error
    if not page.strip():
        raise Unreadable("file_corrupt")
    return read_markup(b"", page)
