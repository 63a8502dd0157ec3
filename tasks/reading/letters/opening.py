"""A file to a letter's fields, when it is a letter."""

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tasks.reading.letters.container import read_paragraphs
from tasks.reading.sniff import Unreadable
from tasks.rules.letters.letter import Letter, read_letter
from tasks.rules.letters.text import Paragraph

_LINES_JUDGED = 200
_HAN = re.compile(r"[\u3400-\u9fff]")


def open_letter(path: Path) -> Letter | None:
    """Return a letter; None when the file is a sheet or no letter at all. Raises Unreadable.

    Word and PDF files are always taken for letters: nobody sends a register so. Text and web pages must look like one.
    """
    found = read_paragraphs(path)
    if found is None or (found.is_text and _is_table(found.paragraphs)):
        return None
    if not found.is_text and not any(_HAN.search(paragraph.text) for paragraph in found.paragraphs):
        # pages scanned into a document
        raise Unreadable("no_text_layer")
    letter = read_letter(found.paragraphs)
    if found.is_text and not (
        letter.fields["kind"] and (letter.fields["addressees"] or letter.fields["reply_date"])
    ):
        return None
    return letter


def _is_table(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether most lines have as many delimiters as each other, or most cells stand in wide rows."""
    wide = {paragraph.cell[:2] for paragraph in paragraphs if paragraph.cell and paragraph.cell[2] >= 5}
    if len(wide) >= 3:
        return True
    lines = [paragraph.text for paragraph in paragraphs[:_LINES_JUDGED] if not paragraph.cell]
    for delimiter in (",", "\t", ";"):
        counts = Counter(line.count(delimiter) for line in lines)
        if any(number and times * 2 >= len(lines) for number, times in counts.items()):
            return True
    return False
