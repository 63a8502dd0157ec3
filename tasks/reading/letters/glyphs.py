"""The characters of a PDF page put in the order in which they are read, whatever order they were drawn in."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from math import hypot

import pypdfium2
import pypdfium2.raw as pdfium

# in points: less is a raised digit, more is another line
MOST_OFF_BASE = 5.0
# in heights of a letter, beyond the character before
WIDE_GAP, BLANK = 1.1, 0.3
_BLANKS = {0x09, 0x0A, 0x0D, 0x20, 0xA0, 0x3000}


@dataclass(frozen=True)
class Piece:
    """A stretch of text without a wide gap, and where it stands, in points."""

    text: str
    left: float
    right: float
    size: float


@dataclass(frozen=True)
class _Glyph:
    character: str
    left: float
    base: float
    index: int


def lines_of_page(text_page: pypdfium2.PdfTextPage, length: int) -> Iterator[tuple[float, list[Piece]]]:
    """Yield (base line, pieces from left to right) for each printed line, from the top of the page."""
    glyphs = sorted(_glyphs(text_page, length), key=lambda glyph: -glyph.base)
    line: list[_Glyph] = []
    for glyph in glyphs:
        if line and line[0].base - glyph.base > MOST_OFF_BASE:
            yield line[0].base, list(_pieces(text_page, line))
            line = []
        line.append(glyph)
    if line:
        yield line[0].base, list(_pieces(text_page, line))


def _glyphs(text_page: pypdfium2.PdfTextPage, length: int) -> Iterator[_Glyph]:
    x, y = ctypes.c_double(), ctypes.c_double()
    high = 0
    for index in range(length):
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        if code in _BLANKS or not pdfium.FPDFText_GetCharOrigin(text_page, index, x, y):
            continue
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        yield _Glyph(_character(high, code), x.value, y.value, index)
        high = 0


def _character(high: int, code: int) -> str:
    """Return a character; pdfium gives one outside the basic plane as two halves, and a broken hyphen as U+0002."""
    if 0xDC00 <= code < 0xE000:
        return chr(0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)) if high else ""
    return "-" if code in (0x02, 0xFFFE) else chr(code)


def _pieces(text_page: pypdfium2.PdfTextPage, line: list[_Glyph]) -> Iterator[Piece]:
    line.sort(key=lambda glyph: glyph.left)
    size = _size(
        text_page, next((glyph for glyph in line if ord(glyph.character[:1] or " ") > 0x2E80), line[0]).index
    )
    text, start, end = "", line[0].left, line[0].left
    for glyph in line:
        gap = (glyph.left - end) / size
        if text and gap > WIDE_GAP:
            yield Piece(text, start, end, size)
            text, start = "", glyph.left
        text += (" " if text and gap > BLANK else "") + glyph.character
        end = glyph.left + size * (1.0 if ord(glyph.character[:1] or " ") > 0x2000 else 0.56)
    yield Piece(text, start, end, size)


def _size(text_page: pypdfium2.PdfTextPage, index: int) -> float:
    """Return the height of a letter: the size of the font as the page scales it."""
    matrix = pdfium.FS_MATRIX()
    scale = hypot(matrix.b, matrix.d) if pdfium.FPDFText_GetMatrix(text_page, index, matrix) else 1.0
    return max(float(pdfium.FPDFText_GetFontSize(text_page, index)) * scale, 1.0)
