"""PDF with a text layer: lines put together to paragraphs, page numbers and running heads told from the text."""

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from tasks.reading.sniff import Unreadable
from tasks.rules.letters.text import Paragraph, squeeze

MOST_PAGES = 120
MOST_CHARACTERS = 400_000
# a stamp that a scanner's program puts on pictures of pages is no text
FEWEST_HAN = 12
_PAGE_NUMBER = re.compile(
    r"^[-·.\s]*(?:第\s*)?\d{1,3}\s*(?:页|/\s*\d{1,3})?(?:[,\s]*共\s*\d{1,3}\s*页)?[-·.\s]*$"
)
_BREAKS, _SPACES = {0x0A, 0x0D}, {0x20, 0xA0, 0x3000}
# in points: less is a raised digit, more is another line
MOST_OFF_BASE = 5.0
_HAN = re.compile(r"[\u3400-\u9fff]")
_STARTS_ANEW = re.compile(
    r"^(?:抄送|抄报|联系人|联系电话|承办人|经办人|附件|签发|领导签发|[(\[【]|[一二三四五六七八九十]+、|类别|办复类别|办理结果)"
)


@dataclass(frozen=True)
class _Row:
    """A printed line and where it stands on its page, in points."""

    text: str
    page: int
    left: float
    right: float
    top: float
    size: float


def read_pdf(path: Path) -> list[Paragraph]:
    """Return the paragraphs of a PDF; raise Unreadable: file_corrupt, file_encrypted, no_text_layer, unsafe_file."""
    rows = _rows(path)
    if sum(len(_HAN.findall(row.text)) for row in rows) < FEWEST_HAN:
        raise Unreadable("no_text_layer")
    inside, running = _without_running(rows)
    paragraphs = [Paragraph("running head", number, text) for number, text in enumerate(running, 1)]
    return paragraphs + [Paragraph("body", number, text) for number, text in enumerate(_joined(inside), 1)]


def _rows(path: Path) -> list[_Row]:
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        needs_password = "password" in str(error).lower() or "security" in str(error).lower()
        raise Unreadable("file_encrypted" if needs_password else "file_corrupt") from error
    try:
        if len(document) > MOST_PAGES:
            raise Unreadable("unsafe_file")
        rows: list[_Row] = []
        budget = MOST_CHARACTERS
        for number in range(len(document)):
            found, used = _page_rows(document, number, budget)
            rows += found
            budget -= used
        if not len(document):
            raise Unreadable("file_corrupt")
        return rows
    except pypdfium2.PdfiumError as error:
        raise Unreadable("file_corrupt") from error
    finally:
        document.close()


def _page_rows(document: pypdfium2.PdfDocument, number: int, budget: int) -> tuple[list[_Row], int]:
    page = document[number]
    text_page = page.get_textpage()
    try:
        length = min(text_page.count_chars(), max(budget, 0))
        pieces = list(_pieces(text_page, number, length))
    finally:
        text_page.close()
        page.close()
    pieces.sort(key=lambda row: -row.top)
    return [_merge(group) for group in _same_height(pieces)], length


def _pieces(text_page: pypdfium2.PdfTextPage, page: int, length: int) -> Iterator[_Row]:
    """Yield stretches of text on one base line: pdfium's own lines may take in a mark at the other margin."""
    codes = [pdfium.FPDFText_GetUnicode(text_page, index) for index in range(length)]
    x, y = ctypes.c_double(), ctypes.c_double()
    start, base = 0, None
    for index, code in enumerate(codes):
        if code in _BREAKS:
            yield from _row(text_page, codes, page, start, index)
            start, base = index + 1, None
        elif code not in _SPACES and pdfium.FPDFText_GetCharOrigin(text_page, index, x, y):
            if base is not None and abs(y.value - base) > MOST_OFF_BASE:
                yield from _row(text_page, codes, page, start, index)
                start = index
            base = y.value
    yield from _row(text_page, codes, page, start, length)


def _row(
    text_page: pypdfium2.PdfTextPage, codes: Sequence[int], page: int, start: int, end: int
) -> Iterator[_Row]:
    shown = [index for index in range(start, end) if codes[index] not in _SPACES]
    if not shown:
        return
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text_page, shown[0], x, y)
    left, right = _box(text_page, shown[0])[0], _box(text_page, shown[-1])[1]
    size = max(
        _box(text_page, index)[1] - _box(text_page, index)[0]
        for index in (shown[0], shown[len(shown) // 2], shown[-1])
    )
    yield _Row(_decoded(codes[start:end]), page, left, right, y.value, max(size, 1.0))


def _decoded(codes: Sequence[int]) -> str:
    # pdfium gives a character outside the basic plane as two halves, and a broken hyphen as U+0002
    units = b"".join(
        code.to_bytes(2, "little") if code < 0x10000 else chr(code).encode("utf-16-le") for code in codes
    )
    return units.decode("utf-16-le", "replace").replace("\x02", "-").replace("\ufffe", "-")


def _box(text_page: pypdfium2.PdfTextPage, index: int) -> tuple[float, float, float, float]:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(text_page, index, left, right, bottom, top)
    return left.value, right.value, bottom.value, top.value


def _same_height(rows: Sequence[_Row]) -> Iterator[list[_Row]]:
    """Group pieces that stand side by side: cells of a table, marks at both margins."""
    group: list[_Row] = []
    for row in rows:
        if group and abs(group[0].top - row.top) > 0.45 * max(group[0].size, row.size, 6.0):
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _merge(group: list[_Row]) -> _Row:
    group.sort(key=lambda row: row.left)
    text = group[0].text
    for before, row in pairwise(group):
        text += ("   " if row.left - before.right > 0.8 * row.size else "") + row.text
    return _Row(
        text,
        group[0].page,
        group[0].left,
        max(row.right for row in group),
        group[0].top,
        max(row.size for row in group),
    )


def _without_running(rows: Sequence[_Row]) -> tuple[list[_Row], list[str]]:
    """Part page numbers, and lines that every page repeats at its edge, from the text."""
    pages = [list(group) for _, group in groupby(rows, key=lambda row: row.page)]
    edges = Counter(
        squeeze(row.text) for page in pages for row in {id(r): r for r in (*page[:2], *page[-2:])}.values()
    )
    repeated = {text for text, times in edges.items() if len(pages) > 1 and times >= len(pages)}
    inside: list[_Row] = []
    running: dict[str, str] = {}
    for page in pages:
        for position, row in enumerate(page):
            at_edge = position < 2 or position >= len(page) - 2
            if at_edge and _PAGE_NUMBER.match(row.text.translate({0x2014: "-", 0x2013: "-", 0x2500: "-"})):
                continue
            if at_edge and squeeze(row.text) in repeated:
                running.setdefault(squeeze(row.text), row.text)
            else:
                inside.append(row)
    return inside, list(running.values())


def _joined(rows: Sequence[_Row]) -> Iterator[str]:
    """Join lines that fill the measure with the lines that carry them on."""
    if not rows:
        return
    left = min(row.left for row in rows)
    right = max(row.right for row in rows)
    text = rows[0].text
    for before, row in pairwise(rows):
        if _goes_on(before, row, left, right):
            text = text.rstrip() + row.text.lstrip()
        else:
            yield text
            text = row.text
    yield text


def _goes_on(before: _Row, row: _Row, left: float, right: float) -> bool:
    size = max(before.size, row.size)
    # a mark at the right margin fills nothing
    is_full = before.right > right - 1.6 * size and before.left < left + 3.5 * size
    is_flush = row.left < left + 0.6 * size
    is_same_size = abs(before.size - row.size) < 0.35 * size or len(row.text.strip()) < 3
    return is_full and is_flush and is_same_size and not _STARTS_ANEW.match(squeeze(row.text))
