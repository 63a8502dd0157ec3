"""Whatever stands in a letter: the rules give an answer, and no value that the letter does not print."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.rules.letters.letter import read_letter
from tasks.rules.letters.numerals import dates_in, digits, whole_number
from tasks.rules.letters.people import organisations, people
from tasks.rules.letters.telephones import telephones
from tasks.rules.letters.text import Line, Paragraph, squeeze
from tests.rules.letters.phrasings import PHRASINGS
from tests.rules.letters.samples import SAMPLES

FRAGMENTS = sorted({line for sample in (*SAMPLES, *PHRASINGS) for line in sample.lines})
WORDS = list(
    "第号届次年月日代表委员等位名人大区县市局委、，：；（）《》“”〔〕A B类0123456789一二三十签发联系电话抄送公开关于建议的答复"
)
PIECES = st.one_of(
    st.sampled_from(FRAGMENTS),
    st.text(max_size=60),
    st.lists(st.sampled_from(WORDS), max_size=40).map("".join),
)
CELLS = st.one_of(st.none(), st.tuples(st.integers(1, 2), st.integers(1, 3), st.integers(1, 4)))
PARAGRAPHS = st.lists(
    st.builds(
        Paragraph,
        st.sampled_from(["body", "header", "footer", "text box", "table"]),
        st.integers(1, 99),
        PIECES,
        CELLS,
    ),
    max_size=25,
)
# these are printed in another form than they are kept in
OTHER_FORMS = {
    "suggestion_no",
    "kind",
    "session_term",
    "session_meeting",
    "addressee_etc",
    "addressee_total",
    "reply_date",
    "publicity",
    "doc_no",
}


def plain(text):
    return re.sub(r"[\s:,;。、/\-()（）]|[\[【〔〕】\]]", "", squeeze(text))


def printed(value):
    if isinstance(value, dict):
        return [part for part in (value["name"], *value["phones"]) if part]
    return [value] if isinstance(value, str) else [part for each in value for part in printed(each)]


@settings(max_examples=250, deadline=None)
@given(PARAGRAPHS)
def test_no_value_is_invented(paragraphs):
    letter = read_letter(paragraphs)
    said = plain("".join(paragraph.text for paragraph in paragraphs)).upper()
    for name, value in letter.fields.items():
        if value and name not in OTHER_FORMS:
            for part in printed(value):
                # an extension is written 转 also where 转分机 stands
                assert all(plain(piece).upper() in said for piece in part.split("转")), (name, part)


@settings(max_examples=150, deadline=None)
@given(PARAGRAPHS)
def test_every_value_has_evidence_and_the_same_letter_reads_the_same(paragraphs):
    letter = read_letter(paragraphs)
    assert set(letter.evidence) == {name for name, value in letter.fields.items() if value}
    assert read_letter(paragraphs) == letter


@given(st.text())
def test_folding_keeps_the_length(text):
    line = Line("body", 1, text)
    assert len(line.folded) == len(line.text)


@given(st.text(alphabet=WORDS, max_size=200))
def test_parsers_take_any_text(text):
    list(dates_in(text))
    telephones(text)
    people(text)
    organisations(text)


@given(st.dates(date(1954, 1, 1), date(2100, 12, 31)))
def test_a_date_is_read_as_it_is_written(day):
    chinese = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(day.year))
    for text in (
        f"{day.year}年{day.month}月{day.day}日",
        day.isoformat(),
        f"{chinese}年{spelt(day.month)}月{spelt(day.day)}日",
    ):
        assert [found for _, _, found in dates_in(text)] == [day]


def spelt(number):
    tens, ones = divmod(number, 10)
    digits = "零一二三四五六七八九"
    return (("" if tens == 1 else digits[tens]) + "十" if tens else "") + (
        digits[ones] if ones or not tens else ""
    )


@pytest.mark.parametrize("number", range(1, 100))
def test_a_chinese_number_is_read(number):
    assert whole_number(spelt(number)) == number
    assert digits(spelt(number)) == str(number)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("一百零五", "105"), ("二百一十", "210"), ("一五四", "154"), ("〇三〇", "030"), ("二三十四", None)],
)
def test_a_spelt_number_is_put_in_digits(text, expected):
    assert digits(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "A" * 20000,
        "代表" * 8000,
        "《" * 9000,
        "第" * 9000,
        "1" * 20000,
        "局、" * 9000,
        "联系人：" * 5000,
        "年月日" * 6000,
        " " * 19000 + "x",
        "(" * 9000,
        "第1号" * 5000,
        "十" * 9000,
    ],
)
@pytest.mark.timeout(20)
def test_long_lines_are_read_in_bounded_time(text):
    read_letter([Paragraph("body", number, text) for number in range(1, 4)])
