"""Plain text: UTF-8 and UTF-16 with or without mark, GB18030."""

import codecs
import re
from collections.abc import Sequence

from tasks.reading.sniff import Unreadable
from tasks.rules.letters.text import Paragraph

MOST_BYTES = 8 << 20
_HEADING_ENDS = re.compile(r"(?:答复|复函|意见|回复|函|[）)])$")
_ADDRESSED = re.compile(r"(?:代表|委员)(?:先生|女士|同志)?[：:]$")
_TRIED = 2048
# in half-width characters
LEAST_MEASURE = 50
# what is set in further is a heading or a signature in its place
MOST_INDENT = 6


def decode(content: bytes) -> str:
    """Return the text under the first encoding that fits it whole; raise Unreadable when none does."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif b"\x00" in content:
        encodings = [each for each in ("utf-16-le", "utf-16-be") if _is_chinese(content[:_TRIED], each)]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("file_corrupt")


def text_paragraphs(text: str, part: str = "body") -> list[Paragraph]:
    """Return each line of a text as a paragraph with its number; lines broken at a measure are joined again."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    measure = _measure([line for _, line in lines])
    found: list[Paragraph] = []
    # the width of the line above when that was full, else 0
    full = 0
    for number, line in lines:
        if full and not line[:1].isspace() and not _is_addressed(line, found[-1].text):
            last = found[-1]
            found[-1] = Paragraph(part, last.number, last.text + line.rstrip())
        else:
            found.append(Paragraph(part, number, line))
        full = _width(line) if _goes_on(line, full if full >= LEAST_MEASURE else measure) else 0
    return found


def _goes_on(line: str, measure: int) -> bool:
    """Whether a line ends where it does only because it is full."""
    bare = line.rstrip()
    if bare.endswith(("。", "：", ":", "；", "！", "!")) or len(line) - len(line.lstrip()) > MOST_INDENT:
        return False
    fills = measure > 0 and _width(bare) >= measure - 2
    wide = _width(bare) >= LEAST_MEASURE
    # a first line is set in, and the second then begins at the margin; a list of names begins there at once
    is_cut = line[:2] == "\u3000\u3000" or (bare.count("、") >= 3 and "：" not in bare)
    return fills or bare.endswith(("、", "，")) or (wide and is_cut)


def _is_addressed(line: str, above: str) -> bool:
    """Whether a line says who is addressed, below a heading that fills its line."""
    return bool(_ADDRESSED.search(line.rstrip()) and _HEADING_ENDS.search(above.rstrip()))


def _measure(lines: Sequence[str]) -> int:
    """Return the width that lines were broken at; 0 when nothing says that they were."""
    widths = [_width(line) for line in lines]
    most = max(widths, default=0)
    as_wide = sum(width >= most - 2 for width in widths)
    return most if LEAST_MEASURE <= most <= 160 and as_wide >= max(3, len(lines) // 5) else 0


def _width(line: str) -> int:
    return sum(2 if character > "\u2e80" or character in "“”‘’—…" else 1 for character in line.rstrip())


def _is_chinese(content: bytes, encoding: str) -> bool:
    """Whether a beginning is Chinese text under an encoding: bytes read in the wrong order are signs of all the world."""
    text = "".join(content[: len(content) // 2 * 2].decode(encoding, "replace").split())
    known = sum(
        "\u4e00" <= character <= "\u9fff"
        or "\u3000" <= character <= "\u303f"
        or "\uff00" <= character <= "\uffef"
        or "!" <= character <= "~"
        for character in text
    )
    return bool(text) and known >= 0.9 * len(text)
