"""PDF letters: paragraphs from lines, page furniture told from the text, and files without text."""

import pytest

from tasks.reading.letters.opening import open_letter
from tasks.reading.letters.pdf import read_pdf
from tasks.reading.sniff import Unreadable
from tests.reading.letters.pdfs import pdf
from tests.rules.letters.phrasings import PHRASINGS
from tests.rules.letters.samples import SAMPLES
from tests.rules.letters.whole_letters import WHOLE


@pytest.mark.parametrize("sample", [*SAMPLES, *PHRASINGS, *WHOLE], ids=lambda sample: sample.name)
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


def body_of(path):
    return [each.text for each in read_pdf(path)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("您在县十七届人大四次会议上提出的关于增设路灯的建议", "（第30号）收悉，现答复如下："),
        ("联系人：佟然，联系电话：临溪县住建局0500-", "55501810"),
        ("临溪县住房和城乡建设局城市照明科二〇二〇年十二月", "三日"),
    ],
    ids=["a number in brackets", "a number that does not fit", "a date"],
)
def test_a_line_that_goes_on(tmp_path, before, after):
    full = "　　全镇现有路灯四百一十盏全镇现有路灯四百一十盏。"
    assert before + after in body_of(pdf(tmp_path / "a.pdf", ["　　全镇现有路灯。", before, after, full]))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("联系人：佟然，联系电话：0500-5550181，0500-5550182，13800001234", "此件公开"),
        ("联系人：佟然，联系电话：0500-5550181，0500-5550182，13800001234", "（此件公开发布）"),
        ("联系人：佟然，联系电话：0500-5550181，0500-5550182，13800001234", "传真：0500-5550183"),
    ],
)
def test_a_full_line_that_a_mark_follows(tmp_path, before, after):
    assert body_of(pdf(tmp_path / "a.pdf", ["　　全镇现有路灯四百一十盏。", before, after]))[-1] == after


@pytest.mark.parametrize(
    "lines",
    [[], ["CamScanner"], ["扫描全能王"], ["扫描全能王 3亿人都在用的扫描App"] * 3, ["扫描全能王 创建"] * 3],
    ids=["nothing", "a stamp", "a Chinese stamp", "a long stamp on each page", "a short stamp on each page"],
)
def test_pages_without_text_of_their_own(tmp_path, lines):
    with pytest.raises(Unreadable) as error:
        read_pdf(pdf(tmp_path / "第97号.pdf", lines))
    assert error.value.code == "no_text_layer"
