"""PDF letters: paragraphs from lines, page furniture told from the text, and files without text."""

import pytest

from tasks.reading.letters.opening import open_letter
from tasks.reading.letters.pdf import read_pdf
from tasks.reading.sniff import Unreadable
from tests.reading.letters.pdfs import pdf
from tests.rules.letters.samples import SAMPLES
from tests.rules.letters.whole_letters import WHOLE


@pytest.mark.parametrize("sample", [*SAMPLES, *WHOLE], ids=lambda sample: sample.name)
def test_a_letter(tmp_path, sample):
    letter = open_letter(pdf(tmp_path / "a.pdf", sample.lines))
    assert {name: value for name, value in letter.fields.items() if value} == sample.fields


def test_running_heads_and_page_numbers_do_not_cut_a_sentence(tmp_path):
    long = "　　" + "全镇现有路灯四百一十盏，" * 60 + "完。"
    found = read_pdf(
        pdf(
            tmp_path / "a.pdf",
            ["向晚晴代表：", long, "二〇二〇年十二月三日"],
            head="代表建议答复",
            numbered=True,
        )
    )
    assert [(each.part, each.text) for each in found] == [
        ("running head", "代表建议答复"),
        ("body", "向晚晴代表："),
        ("body", long.strip()),
        ("body", "二〇二〇年十二月三日"),
    ]


@pytest.mark.parametrize(
    "lines", [[], ["CamScanner"], ["扫描全能王"]], ids=["nothing", "a stamp", "a Chinese stamp"]
)
def test_pages_without_text_of_their_own(tmp_path, lines):
    with pytest.raises(Unreadable) as error:
        read_pdf(pdf(tmp_path / "第97号.pdf", lines))
    assert error.value.code == "no_text_layer"
