"""The characters of a PDF page gathered to pieces that stand on one base line without a wide gap."""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

# in points: less is a raised digit, more is another line
MOST_OFF_BASE = 5.0
# from the origin of a character to that of the next, in heights of a letter: a full-width one moves on by 1
_WIDEST_STEP = 2.1
_BREAKS, _SPACES = {0x0A, 0x0D}, {0x20, 0xA0, 0x3000}


@dataclass(frozen=True)
class Piece:
    """A stretch of text and where it stands, in points."""

    text: str
    left: float
    right: float
    base: float
    size: float


def pieces_of(text_page: pypdfium2.PdfTextPage, length: int) -> Iterator[Piece]:
    """Yield the pieces of a page; pdfium's own lines may take in a mark at the other margin."""
    codes = [pdfium.FPDFText_GetUnicode(text_page, index) for index in range(length)]
    x, y = ctypes.c_double(), ctypes.c_double()
    start, size = 0, 0.0
    last: tuple[float, float] | None = None
    for index, code in enumerate(codes):
        if code in _BREAKS:
            yield from _piece(text_page, codes, start, index)
            start, last = index + 1, None
        elif code not in _SPACES and pdfium.FPDFText_GetCharOrigin(text_page, index, x, y):
            if last is None:
                size = _size(text_page, index)
            elif abs(y.value - last[1]) > MOST_OFF_BASE or x.value - last[0] > _WIDEST_STEP * size:
                yield from _piece(text_page, codes, start, index)
                start, size = index, _size(text_page, index)
            last = x.value, y.value
    yield from _piece(text_page, codes, start, length)


def _piece(text_page: pypdfium2.PdfTextPage, codes: Sequence[int], start: int, end: int) -> Iterator[Piece]:
    shown = [index for index in range(start, end) if codes[index] not in _SPACES]
    if not shown:
        return
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text_page, shown[0], x, y)
    han = next((index for index in shown if codes[index] > 0x2E80), shown[0])
    yield Piece(
        _decoded(codes[start:end]), x.value, _right(text_page, shown[-1]), y.value, _size(text_page, han)
    )


def _size(text_page: pypdfium2.PdfTextPage, index: int) -> float:
    """Return the height of the line that a character asks for."""
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(text_page, index, box)
    return max(abs(float(box.top) - float(box.bottom)), 1.0) / _LINE_PER_EM


# fonts ask for a little more than their size
_LINE_PER_EM = 1.15


def _right(text_page: pypdfium2.PdfTextPage, index: int) -> float:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(text_page, index, left, right, bottom, top)
    return right.value


def _decoded(codes: Sequence[int]) -> str:
    # pdfium gives a character outside the basic plane as two halves, and a broken hyphen as U+0002
    units = b"".join(
        code.to_bytes(2, "little") if code < 0x10000 else chr(code).encode("utf-16-le") for code in codes
    )
    return units.decode("utf-16-le", "replace").replace("\x02", "-").replace("\ufffe", "-")
