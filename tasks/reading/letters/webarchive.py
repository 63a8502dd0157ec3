"""Web archives (MHTML), which Word calls 单个文件网页 and saves under .doc as well: the page that the others belong to."""

import email
import email.policy
import re

from tasks.reading.letters.markup import read_markup
from tasks.reading.letters.plain import decode
from tasks.reading.sniff import Unreadable
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
        message = email.message_from_bytes(
            content.removeprefix(b"\xef\xbb\xbf"), policy=email.policy.compat32
        )
        pages = [part for part in message.walk() if part.get_content_type() == "text/html"]
        page = pages[0].get_payload(decode=True) if pages else None
    except (ValueError, LookupError, RecursionError) as error:
        raise Unreadable("file_corrupt") from error
    if not isinstance(page, bytes) or not page.strip():
        raise Unreadable("file_corrupt")
    named = pages[0].get_content_charset()
    if named and b"charset" not in page[:_HEADERS].lower():
        try:
            return read_markup(b"", page.decode("gb18030" if named.startswith("gb") else named))
        except (LookupError, UnicodeDecodeError):
            pass
    return read_markup(page, decode(page))
