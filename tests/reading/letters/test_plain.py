"""Plain text: its encoding, and lines that were broken at a measure."""

import pytest

from tasks.reading.letters.opening import open_letter
from tasks.reading.letters.plain import text_paragraphs
from tests.rules.letters.phrasings import PHRASINGS
from tests.rules.letters.samples import SAMPLES
from tests.rules.letters.whole_letters import WHOLE

PLAIN = SAMPLES[0]


def says(letter):
    return {name: value for name, value in letter.fields.items() if value}


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark(tmp_path, encoding):
    (tmp_path / "a.txt").write_bytes("\r\n".join(PLAIN.lines).encode(encoding))
    assert says(open_letter(tmp_path / "a.txt")) == PLAIN.fields


def test_bytes_that_only_look_like_utf16_are_no_letter(tmp_path):
    (tmp_path / "a.txt").write_bytes(bytes(range(256)) * 20)
    assert open_letter(tmp_path / "a.txt") is None


def broken(line, measure):
    rows, width = [""], 0
    for character in line:
        wide = 2 if character > "\u2e80" or character in "“”" else 1
        # no mark begins a line
        if width + wide > measure and character not in "，。、：；）》”":
            rows, width = [*rows, ""], 0
        rows[-1] += character
        width += wide
    return rows


@pytest.mark.parametrize("measure", [60, 66, 80])
@pytest.mark.parametrize(
    "sample",
    [PLAIN, *(each for each in PHRASINGS if each.name.startswith("title")), *WHOLE],
    ids=lambda sample: sample.name,
)
def test_lines_broken_at_a_measure_are_joined(sample, measure):
    lines = [line for line in sample.lines if "   " not in line]
    rows = [row for line in lines for row in (broken(line, measure) if line.startswith("　　") else [line])]
    assert [each.text for each in text_paragraphs("\n".join(rows))] == lines


def test_lines_that_end_where_they_end_stay_apart():
    lines = [
        "向晚晴代表：",
        "　　您提出的建议收悉。",
        "临溪县住房和城乡建设局",
        "2020年12月3日",
        "联系人：佟然",
    ]
    assert [each.text for each in text_paragraphs("\n".join(lines))] == lines
