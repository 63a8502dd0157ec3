"""Paragraphs and lines of a letter, and the folded forms of their text that the field rules search."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

HAN = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\u3007"
# a letter has some thousands of characters; the rest is somebody's trick or a book
MOST_LINES, LONGEST_LINE, MOST_CHARACTERS = 5_000, 5_000, 300_000

_UNSEEN = re.compile(
    r"[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]"
)
_SPACE = re.compile(r"\s")
_GAP = re.compile(r"\s{2,}|\t|\|")
_CUTS = re.compile(r"[\r\n]+")

Value = TypeVar("Value")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as a reader found it: the part of the file, its number there (from 1), and its cell when in a table."""

    part: str
    number: int
    text: str
    cell: tuple[int, int, int] | None = None


@dataclass(frozen=True)
class Line:
    """One printed line of a paragraph; `label` is set when a table's label cell stands before it."""

    part: str
    number: int
    text: str
    label: str | None = None
    cell: tuple[int, int, int] | None = None

    @cached_property
    def folded(self) -> str:
        """The text with half-width characters and one kind of dash; as long as `text`, character for character."""
        return self.text.translate(_FOLDS)

    @cached_property
    def tight(self) -> str:
        """The folded text without any white space."""
        return _SPACE.sub("", self.folded)

    @cached_property
    def segments(self) -> tuple[str, ...]:
        """The folded text cut at wide gaps, tabs and drawn table borders."""
        return tuple(part.strip() for part in _GAP.split(self.folded) if part.strip())

    def original(self, start: int, end: int) -> str:
        """The characters as printed behind a span of `tight`, without white space."""
        printed = [
            character
            for character, folded in zip(self.text, self.folded, strict=True)
            if not folded.isspace()
        ]
        return "".join(printed[start:end])

    def with_text(self, text: str) -> "Line":
        """The same place with another text: what is left after something was taken out."""
        return replace(self, text=text)

    def unlabelled(self) -> "Line":
        """The same line as if no label stood beside it."""
        return replace(self, label=None)


@dataclass(frozen=True)
class Evidence:
    """Where a value stands in the letter, and the text it was taken from."""

    part: str
    paragraph: int
    text: str

    @classmethod
    def of(cls, line: Line) -> "Evidence":
        """The place of a line."""
        return cls(line.part, line.number, line.text.strip()[:400])


class _Folds(dict[int, str]):
    """Translation to half-width forms, one character for one, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = unicodedata.normalize("NFKC", character)
        if code in _DASHES:
            folded = "-"
        elif len(folded) != 1:
            folded = character
        self[code] = folded
        return folded


_DASHES = {*range(0x2010, 0x2016), 0x2212, 0x2500, 0x2501, 0xFE58, 0xFE63, 0xFF0D}
_FOLDS = _Folds()


def clean(text: str) -> str:
    """Return text without the characters nobody sees."""
    return _UNSEEN.sub("", text)


def squeeze(text: str) -> str:
    """Return text folded and without white space."""
    return _SPACE.sub("", clean(text).translate(_FOLDS))


def lines_of(paragraphs: Iterable[Paragraph]) -> list[Line]:
    """Return the lines that say something, at most as many as a letter can have."""
    found: list[Line] = []
    characters = 0
    for line in _all_lines(paragraphs):
        found.append(line)
        characters += len(line.text)
        if len(found) >= MOST_LINES or characters >= MOST_CHARACTERS:
            break
    return found


def _all_lines(paragraphs: Iterable[Paragraph]) -> Iterator[Line]:
    for paragraph in paragraphs:
        for text in _CUTS.split(clean(paragraph.text)):
            if text.strip():
                yield Line(paragraph.part, paragraph.number, text[:LONGEST_LINE], None, paragraph.cell)
