"""Rich text: text in every encoding it may be written in, once, and as the reader of the letter sees it."""

import pytest

from tasks.reading.letters.opening import open_letter
from tasks.reading.letters.rtf import read_rtf
from tasks.reading.sniff import Unreadable
from tests.rules.letters.phrasings import PHRASINGS
from tests.rules.letters.samples import SAMPLES
from tests.rules.letters.whole_letters import WHOLE


def by_code(text):
    """Return text as LibreOffice writes it: numbers of characters, with a question mark for those who cannot read them."""
    units = text.encode("utf-16-le")
    numbers = [int.from_bytes(units[at : at + 2], "little", signed=True) for at in range(0, len(units), 2)]
    return "".join(
        chr(number) if 0x20 <= number < 0x7F and chr(number) not in "\\{}" else f"\\u{number}?"
        for number in numbers
    )


def by_bytes(text):
    """Return text as Word writes it: bytes of the Chinese code page."""
    return "".join(
        f"\\'{byte:02x}" if byte > 0x7E or chr(byte) in "\\{}" else chr(byte)
        for byte in text.encode("gb18030")
    )


def rtf(path, *parts, written=by_code):
    body = "".join(
        part if part.startswith(("{", "\\")) else f"\\pard {written(part)}\\par\n" for part in parts
    )
    fonts = r"{\fonttbl{\f0\fnil\fcharset134 SimSun;}}{\stylesheet{\s0 Normal;}}{\*\generator Test;}{\info{\title X98}}"
    path.write_text("{\\rtf1\\ansi\\ansicpg936\\uc1" + fonts + body + "}", "ascii")
    return path


def texts(path):
    return [(each.part, each.text) for each in read_rtf(path)]


@pytest.mark.parametrize("written", [by_code, by_bytes])
@pytest.mark.parametrize("sample", [*SAMPLES, *PHRASINGS, *WHOLE], ids=lambda sample: sample.name)
def test_a_letter(tmp_path, sample, written):
    letter = open_letter(rtf(tmp_path / "a.doc", *sample.lines, written=written))
    assert {name: value for name, value in letter.fields.items() if value} == sample.fields


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (r"\pard 1{\deleted 61}{\revised 16}2\par", ["1162"]),
        (r"\pard a{\v b}c\v d\v0 e\par", ["ace"]),
        (r"\pard a\tab b\line c\~d\_e\{f\\\par", ["a\tb\nc d-e{f\\"]),
        (r"\pard {\field{\*\fldinst HYPERLINK x}{\fldrslt 5550181}}\par", ["5550181"]),
        (r"\pard a{\*\bkmkstart b}{\pict 0102}{\*\unknown c}d\par", ["ad"]),
        (r"\pard {\uc2\u-10180??\u-8434??}\par", ["\U0001f30e"]),
        (r"\pard a\par b", ["a", "b"]),
    ],
    ids=["tracked changes", "hidden", "signs", "field", "silent groups", "two halves", "no last mark"],
)
def test_text_is_read_as_seen(tmp_path, content, expected):
    (tmp_path / "a.rtf").write_text("{\\rtf1\\ansi " + content + "}", "ascii")
    assert [text for _, text in texts(tmp_path / "a.rtf")] == expected


def test_parts_and_cells_are_told_apart(tmp_path):
    path = rtf(
        tmp_path / "a.rtf",
        "{\\header " + by_code("页眉") + "\\par}",
        "{\\footer " + by_code("页脚") + "\\par}",
        "上",
        "{\\shp{\\*\\shpinst{\\shptxt "
        + by_code("框")
        + "\\par}}{\\shprslt "
        + by_code("又一遍")
        + "}}\\par",
        "\\trowd\\pard\\intbl "
        + by_code("案号")
        + "\\cell "
        + by_code("一")
        + "\\par "
        + by_code("二")
        + "\\cell\\row",
        "\\trowd\\pard\\intbl " + by_code("标题") + "\\cell\\row",
        "下",
    )
    assert [(each.part, each.text, each.cell) for each in read_rtf(path)] == [
        ("header", "页眉", None),
        ("text box", "框", None),
        ("body", "上", None),
        ("table", "案号", (1, 1, 1)),
        ("table", "一", (1, 1, 2)),
        ("table", "二", (1, 1, 2)),
        ("table", "标题", (1, 2, 1)),
        ("body", "下", None),
        ("footer", "页脚", None),
    ]


@pytest.mark.parametrize(
    "content", ["{\\rtf1", "{\\rtf1{\\fonttbl", "{\\rtf1" + "{" * 5000], ids=["nothing", "cut", "deep"]
)
def test_a_broken_file_is_refused(tmp_path, content):
    (tmp_path / "a.rtf").write_text(content, "ascii")
    with pytest.raises(Unreadable) as error:
        open_letter(tmp_path / "a.rtf")
    assert error.value.code == "file_corrupt"
