"""What a cell can hold, and how many lines a text takes in it."""

import re
from typing import Any

LINE_POINTS = 15
LONGEST = 32_767
# control characters, and what is no character at all
_NO_WORKBOOK_HOLDS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def without_control_characters(text: str) -> str:
    """Return text without what no workbook can hold."""
    # nearly every text is, and it is told at once
    if text.isprintable():
        return text
    return _NO_WORKBOOK_HOLDS.sub("", text)


def cell_text(text: str) -> str:
    """Return a text as a workbook that we write ourselves holds it."""
    plain = without_control_characters(text)
    # the writer takes what stands between <r> and </r> for its own markup, and the file would be a damaged one
    return f" {plain}" if plain.startswith("<r>") else plain


def cell_value(value: Any) -> Any:
    """Return a value as a cell holds it: names of a list in one text, texts without control characters and not too long."""
    if isinstance(value, list | tuple):
        value = "、".join(value)
    return cell_text(value)[:LONGEST] if isinstance(value, str) else value


def lines_of(text: str, width: int) -> int:
    """Return how many lines a text takes in a column; a Chinese character is two wide."""
    if "\n" in text:
        return sum(lines_of(line, width) for line in text.split("\n"))
    if 2 * len(text) <= width:
        return 1
    if text.isascii():
        return -(-len(text) // width)
    return -(-sum(2 if ord(character) > 255 else 1 for character in text) // width)
