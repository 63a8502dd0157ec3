"""PDF files for tests, written by hand: Chinese text in a font that every reader knows, nothing embedded."""

from collections.abc import Sequence
from pathlib import Path

SIZE, LEFT, RIGHT, TOP, STEP = 16, 75, 520, 760, 28
_FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType0"
    b"/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000/W[1 95 500]/FontDescriptor"
    b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>>>]>>"
)


def pdf(path: Path, lines: Sequence[str], head: str = "", numbered: bool = False) -> Path:
    """Write lines to pages as a word processor would: broken at the right margin, with a running head and page numbers."""
    rows = [row for line in lines for row in _broken(line)]
    on_page = (TOP - 80) // STEP
    pages = [rows[at : at + on_page] for at in range(0, len(rows), on_page)] or [[]]
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", _FONT]
    kids = []
    for number, page in enumerate(pages, 1):
        marks = [(LEFT, TOP - STEP * at, text) for at, text in enumerate(page)]
        marks += [(LEFT, TOP + 40, head)] if head else []
        marks += [(280, 40, f"— {number} —")] if numbered else []
        stream = b"".join(_show(*mark) for mark in marks)
        objects.append(b"<</Length %d>>stream\n" % len(stream) + stream + b"\nendstream")
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>"
            % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    path.write_bytes(_file(objects))
    return path


def _broken(line: str) -> list[str]:
    rows, width = [""], 0.0
    for character in line:
        width += SIZE * (0.5 if character.isascii() else 1)
        if width > RIGHT - LEFT:
            rows, width = [*rows, ""], 0.0
        rows[-1] += character
    return rows


def _show(x: int, y: int, text: str) -> bytes:
    return b"BT /F %d Tf %d %d Td <%s> Tj ET\n" % (SIZE, x, y, text.encode("utf-16-be").hex().encode())


def _file(objects: Sequence[bytes]) -> bytes:
    content = b"%PDF-1.4\n"
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n" % number + each + b"\nendobj\n"
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(
        b"%010d 00000 n \n" % at for at in places
    )
    return (
        content
        + table
        + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(content))
    )
