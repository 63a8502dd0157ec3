"""PDF with a text layer: lines put together to paragraphs, page numbers and running heads told from the text."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from pathlib import Path

import pypdfium2

from tasks.reading.letters.glyphs import lines_of_page
from tasks.reading.sniff import Unreadable
from tasks.rules.letters.numerals import NUMERAL, dates_in
from tasks.rules.letters.people import organisations
from tasks.rules.letters.text import Paragraph, squeeze

# in heights of a letter
CLOSE_BELOW = 1.5
MOST_PAGES = 120
MOST_CHARACTERS = 400_000
# a stamp that a scanner's program puts on pictures of pages is no text
FEWEST_HAN = 12
_PAGE_NUMBER = re.compile(r"[-·.]*第?\d{1,3}(?:页|/\d{1,3})?(?:,?共\d{1,3}页)?[-·.]*$")
_STAMP = re.compile(
    r"CamScanner|扫描全能王|扫描App|扫描宝|夸克扫描|AdobeScan|OfficeLens|Scannedby|Scannedwith", re.IGNORECASE
)
_WORD = re.compile(r"[!-~]*")
_HAN = re.compile(r"[\u3400-\u9fff]")
_ENDS, _NEVER_FIRST = re.compile(r"[。!?:]$"), re.compile(r"[,.。、;:!?)》”〕】%]")
_HEADING_ENDS = re.compile(r"(?:答复|复函|意见|回复|的函)$")
_DATE_BEGINS = re.compile(rf"年(?:{NUMERAL}{{0,3}}|{NUMERAL}{{1,3}}月{NUMERAL}{{0,3}})$")
_DATE_ENDS = re.compile(rf"(?:{NUMERAL}{{0,3}}月)?{NUMERAL}{{0,3}}日")
_GOES_ON = re.compile(r"[〔\[【(\d号]")
_STARTS_ANEW = re.compile(
    r"^(?:抄送|抄报|联系人|联系电话|承办人|经办人|附件|签发|领导签发|[(\[【][^()\[\]【】]*[)\]】]?。?$|[(\[【](?:联系|承办|经办|此件|[一二三四五六七八九十\d]+\))|[一二三四五六七八九十]+、|类别|办复类别|办理结果"
    r"|此件|本件|主动公开|依申请公开|不予公开|同意公开|是否.{0,3}公开|(?:信息)?公开(?:方式|属性|类别|选项)|传真|邮编|邮政编码|电话|手机|(?:主管|分管)领导|具体经办人|承办负责人)"
)


@dataclass(frozen=True)
class _Row:
    """A printed line and where it stands on its page, in points; `cells` are (left, text) of what has wide gaps between."""

    cells: tuple[tuple[float, str], ...]
    page: int
    right: float
    base: float
    size: float

    @property
    def left(self) -> float:
        """Where the line begins."""
        return self.cells[0][0]

    @property
    def text(self) -> str:
        """The whole line; a wide gap is three spaces."""
        return "   ".join(text for _, text in self.cells)


def read_pdf(path: Path) -> list[Paragraph]:
    """Return the paragraphs of a PDF; raise Unreadable: file_corrupt, file_encrypted, no_text_layer, unsafe_file."""
    rows = _rows(path)
    if sum(len(_HAN.findall(row.text)) for row in rows if not _STAMP.search(squeeze(row.text))) < FEWEST_HAN:
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
        rows = [
            _Row(
                tuple((piece.left, piece.text) for piece in pieces),
                number,
                pieces[-1].right,
                base,
                pieces[0].size,
            )
            for base, pieces in lines_of_page(text_page, length)
        ]
    finally:
        text_page.close()
        page.close()
    return list(_with_wrapped_cells(rows)), length


def _with_wrapped_cells(rows: Sequence[_Row]) -> Iterator[_Row]:
    """Give the second line of a table's cell back to its cell: it begins where the cell does, closely below."""
    held: _Row | None = None
    last_base = 0.0
    for row in rows:
        places = _columns(held, row) if held and last_base - row.base < CLOSE_BELOW * row.size else None
        if held and places:
            cells = list(held.cells)
            for place, (_, text) in zip(places, row.cells, strict=True):
                cells[place] = (cells[place][0], cells[place][1].rstrip() + text.lstrip())
            held = replace(held, cells=tuple(cells))
        else:
            if held:
                yield held
            held = row
        last_base = row.base
    if held:
        yield held


def _columns(above: _Row, row: _Row) -> list[int] | None:
    """Return under which cells of the row above the cells of a row stand; None when it is no table or they do not."""
    if len(above.cells) < 2:
        return None
    places = []
    for left, _ in row.cells:
        place = next((at for at, (x, _) in enumerate(above.cells) if abs(x - left) < 0.35 * row.size), None)
        if place is None:
            return None
        places.append(place)
    # the first column holds labels, and a label has a line of its own
    is_new = 0 in places and not _GOES_ON.match(squeeze(row.text))
    return places if len(row.cells) < len(above.cells) and not is_new else None


def _without_running(rows: Sequence[_Row]) -> tuple[list[_Row], list[str]]:
    """Part page numbers, and lines that every page repeats at its edge, from the text."""
    pages = [list(group) for _, group in groupby(rows, key=lambda row: row.page)]
    edges = Counter(
        squeeze(row.text) for page in pages for row in {id(r): r for r in (*page[:2], *page[-2:])}.values()
    )
    repeated = {text for text, times in edges.items() if len(pages) > 1 and times >= len(pages)}
    inside: list[_Row] = []
    running: dict[str, str] = {}
    margin = min((row.left for row in rows), default=0.0)
    for page in pages:
        for position, row in enumerate(page):
            at_edge = position < 2 or position >= len(page) - 2
            if at_edge and _is_page_number(row, margin):
                continue
            if at_edge and squeeze(row.text) in repeated:
                running.setdefault(squeeze(row.text), row.text)
            else:
                inside.append(row)
    return inside, list(running.values())


def _is_page_number(row: _Row, margin: float) -> bool:
    """Whether a line is — 1 —, 第1页 or 1/2. A number at the left margin may be the end of a telephone number."""
    tight = squeeze(row.text)
    return bool(_PAGE_NUMBER.match(tight)) and not (tight.isdigit() and row.left < margin + row.size)


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
    above, below = squeeze(before.text), squeeze(row.text)
    if _DATE_BEGINS.search(above) and _DATE_ENDS.match(below):
        return True
    size = max(before.size, row.size)
    short_of_edge = right - before.right
    # a number that does not fit goes to the next line whole; a mark at the right margin fills nothing
    room = max(3.3, 1.2 + 0.56 * _length_of_word(row.text))
    is_full = short_of_edge < room * size and before.left < left + 3.5 * size
    is_flush = row.left < left + 0.6 * size
    # digits alone come from another font, which measures its lines in its own way
    is_same_size = abs(before.size - row.size) < (0.08 if _HAN.search(row.text) else 0.35) * size
    if not (is_full and is_flush and is_same_size):
        return False
    if _NEVER_FIRST.match(below) or (re.search(r"[\d:-]$", above) and below[:1].isdigit()):
        return True
    is_centred = before.left > left + size and abs(before.left - left - short_of_edge) < size
    if _HEADING_ENDS.search(above) and (below.endswith(":") or is_centred):
        return False
    if len(before.cells) > 1 or len(row.cells) > 1 or _STARTS_ANEW.match(below):
        return False
    return not _ENDS.search(above) or (short_of_edge < 0.8 * size and not _signs(below))


def _length_of_word(text: str) -> int:
    """Return how many characters of the beginning no line may be broken between."""
    match = _WORD.match(text)
    return len(match[0]) if match else 0


def _signs(tight: str) -> bool:
    """Whether a line is a signature or a date."""
    return organisations(tight) is not None or (len(tight) < 16 and any(True for _ in dates_in(tight)))
