"""Plain text: UTF-8 with or without mark, UTF-16 with mark, GB18030."""

import codecs

from tasks.reading.sniff import Unreadable
from tasks.rules.letters.text import Paragraph

MOST_BYTES = 8 << 20


def decode(content: bytes) -> str:
    """Return the text under the first encoding that fits it whole; raise Unreadable when none does."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("file_corrupt")


def text_paragraphs(text: str, part: str = "body") -> list[Paragraph]:
    """Return each line of a text as a paragraph with its number."""
    return [Paragraph(part, number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
