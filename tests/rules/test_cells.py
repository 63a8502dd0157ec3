"""From text to values: what each parser takes, and what it names as wrong."""

from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.outcome_words import OUTCOME_WORDS
from schemas.words import Decision, Outcome, Publicity, TermKind
from tasks.rules import cells
from tasks.rules.cells import Parsed, fold, parse_names
from tasks.rules.dates import parse_date


def one(parse, text, *arguments):
    """Return value and problem of one cell, parsed among others."""
    column = fold(pa.array(["占位", text, None], pa.string()))
    parsed: Parsed = parse(column, *arguments)
    codes = [code for code, mask in parsed.wrong.items() if mask[1].as_py()]
    assert all(mask.null_count == 0 for mask in parsed.wrong.values())
    assert len(codes) <= 1
    return parsed.values[1].as_py(), codes[0] if codes else None


# --- fold -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("ＡＢ１２", "AB12", id="full-width"),
        pytest.param("  张 三 ", "张 三", id="outer white space"),
        pytest.param("张　　三", "张 三", id="full-width spaces"),
        pytest.param("张\r\n三", "张 三", id="a line break"),
        pytest.param("张\u00a0三", "张 三", id="a no-break space"),
        pytest.param("（Ａ）", "(A)", id="brackets"),
        *[
            pytest.param(word, None, id=f"nothing {n}")
            for n, word in enumerate(["", " ", "　", "无", "/", "-", "—", "——"])
        ],
        *[
            pytest.param(word, None, id=f"nothing {word}")
            for word in ["暂无", "空", "nan", "None", "／", " 无 "]
        ],
        pytest.param("无锡", "无锡", id="无 within a word stays"),
        pytest.param("0", "0", id="zero is something"),
    ],
)
def test_text_is_folded(text, folded):
    assert fold(pa.array([text])).to_pylist() == [folded]


@settings(deadline=None, max_examples=200)
@given(st.lists(st.one_of(st.none(), st.text(st.characters(codec="utf-8"), max_size=12)), max_size=12))
def test_folding_twice_is_folding_once(texts):
    once = fold(pa.array(texts, pa.string()))
    assert fold(once).to_pylist() == once.to_pylist()


@settings(deadline=None, max_examples=100)
@given(st.lists(st.sampled_from(["Ａ", "A ", "无", None, "b  c", "b c"]), max_size=40))
def test_folding_a_column_is_folding_its_cells(texts):
    column = fold(pa.array(texts, pa.string())).to_pylist()
    assert column == [fold(pa.array([text], pa.string()))[0].as_py() for text in texts]


def test_a_column_without_values_is_folded():
    assert fold(pa.nulls(3, pa.string())).to_pylist() == [None] * 3
    assert fold(pa.array([], pa.string())).to_pylist() == []


def test_squeezing_takes_all_white_space():
    assert cells.squeeze(fold(pa.array([" 区 发改\n局　", None]))).to_pylist() == ["区发改局", None]


# --- dates ------------------------------------------------------------------------------------------------------

THIRD = date(2020, 9, 3)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2020-09-03", THIRD),
        ("2020-9-3", THIRD),
        ("2020/9/3", THIRD),
        ("2020.9.3", THIRD),
        ("20200903", THIRD),
        ("2020年9月3日", THIRD),
        ("2020年09月03号", THIRD),
        ("2020 年 9 月 3 日", THIRD),
        ("２０２０年９月３日", THIRD),
        ("2020-09-03 00:00:00", THIRD),
        ("2020-09-03T10:20", THIRD),
        ("44077", THIRD),
        ("44077.75", THIRD),
        ("二〇二〇年九月三日", THIRD),
        ("二零二零年九月三日", THIRD),
        ("二○二○年九月三日", THIRD),
        ("二〇二〇年9月3日", THIRD),
        ("二0二一年一月一日", date(2021, 1, 1)),
        ("二〇二〇年元月三日", date(2020, 1, 3)),
        ("二〇二〇年十月十日", date(2020, 10, 10)),
        ("二〇二〇年九月二十日", date(2020, 9, 20)),
        ("二〇二〇年九月廿三日", date(2020, 9, 23)),
        ("二〇二〇年十二月三十一日", date(2020, 12, 31)),
        ("2020-02-29", date(2020, 2, 29)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_date_is_read(text, day):
    assert one(cells.parse_dates, text) == (day, None)


@pytest.mark.parametrize(
    "text",
    [
        "2020年9月31日",
        "2021-02-29",
        "20200931",
        "2020-13-01",
        "2020-00-10",
        "2020/4/31",
        "二〇二〇年九月三十一日",
        "0000-01-01",
    ],
)
def test_a_date_that_does_not_exist_is_impossible(text):
    assert one(cells.parse_dates, text) == (None, "impossible_date")


@pytest.mark.parametrize(
    "text",
    [
        "20年9月3日",
        "20-9-3",
        "20.9.3",
        "9月3日",
        "2020年9月",
        "2020",
        "9/3/2020",
        "待定",
        "2020-9-3前",
        "庚子年九月三日",
        "2020年9月3日至5日",
    ],
)
def test_what_is_no_whole_date_is_not_guessed(text):
    assert one(cells.parse_dates, text) == (None, "unreadable_date")


DIGITS = "〇一二三四五六七八九"


def chinese_number(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if not tens else "十" if tens == 1 else f"{DIGITS[tens]}十") + (DIGITS[ones] if ones else "")


FORMATS = {
    "iso": date.isoformat,
    "slashes": lambda d: f"{d.year}/{d.month}/{d.day}",
    "dots": lambda d: f"{d.year}.{d.month:02}.{d.day:02}",
    "compact": lambda d: f"{d:%Y%m%d}",
    "chinese": lambda d: f"{d.year}年{d.month}月{d.day}日",
    "chinese numerals": lambda d: (
        "".join(DIGITS[int(c)] for c in str(d.year))
        + f"年{chinese_number(d.month)}月{chinese_number(d.day)}日"
    ),
    "serial": lambda d: str((d - date(1899, 12, 30)).days),
    "with a time": lambda d: f"{d.isoformat()} 00:00:00",
}


@pytest.mark.parametrize("style", FORMATS.values(), ids=FORMATS)
@settings(deadline=None, max_examples=100)
@given(day=st.dates(date(1990, 1, 1), date(2040, 12, 31)))
def test_every_day_is_read_back_from_every_format(style, day):
    assert parse_date(style(day)) == (day, None)


@settings(deadline=None, max_examples=200)
@given(st.text(st.sampled_from("0123456789-/.年月日号一二十〇零廿元 :T"), max_size=14))
def test_any_text_is_a_date_or_has_a_reason(text):
    day, code = parse_date(text)
    assert (day is None) == (code in ("unreadable_date", "impossible_date"))


# --- numbers ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("17", "17"),
        ("017", "17"),
        ("0017", "17"),
        ("17.0", "17"),
        ("17.00", "17"),
        ("第17号", "17"),
        ("第 017 号", "17"),
        ("１７", "17"),
        ("第17号建议", "17"),
        ("建议第17号", "17"),
        ("17号", "17"),
        ("№17", "17"),
        ("No.17", "17"),
        ("NO17", "17"),
        ("平17", "平17"),
        ("平017", "平17"),
        ("闭会-003", "闭会-3"),
        ("DH0271", "DH0271"),
        ("第十七号", "17"),
        ("十七", "17"),
        ("第六号建议", "6"),
        ("一百零五号", "105"),
        ("#17", "17"),
        ("NO：17", "17"),
        ("〔17〕", "17"),
        ("闭-17", "闭-17"),
        ("A12", "A12"),
        ("100", "100"),
    ],
)
def test_a_number_is_read(text, number):
    assert one(cells.parse_numbers, text) == (number, None)


@pytest.mark.parametrize(
    "text",
    ["17.5", "一七", "17、18", "17-18", "abc", "123456789", "十", "17a", "-17", "17 18", "合计", "一"],
)
def test_what_is_no_number_is_unreadable(text):
    assert one(cells.parse_numbers, text) == (None, "number_unreadable")


@settings(deadline=None, max_examples=100)
@given(
    st.integers(1, 99_999_999),
    st.integers(0, 3),
    st.sampled_from(["{}", "第{}号", "{}.0", " {} ", "第{}号建议"]),
)
def test_any_number_survives_how_it_is_dressed(number, zeros, dress):
    if zeros + len(str(number)) > 8:
        zeros = 0
    assert one(cells.parse_numbers, dress.format("0" * zeros + str(number))) == (str(number), None)


# --- words ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["A", "a", "Ａ", "A类", "（A）", "(A类)", " A ", "A 类"])
def test_a_class_is_read(text):
    assert one(cells.parse_classes, text, ("A", "B")) == ("A", None)


@pytest.mark.parametrize("text", ["E", "已解决", "AB", "A、B", "类", "1"])
def test_a_class_that_the_profile_does_not_have_is_unknown(text):
    assert one(cells.parse_classes, text, ("A", "B")) == (None, "unknown_class")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        *[
            (word, True)
            for word in ("是", "√", "✓", "有", "已面商", "已面复", "y", "YES", "1", "TRUE", "是 ")
        ],
        *[
            (word, False)
            for word in ("否", "×", "没有", "未面商", "未面复", "电话沟通", "n", "no", "0", "False")
        ],
    ],
)
def test_yes_and_no_are_read(text, said):
    assert one(cells.parse_yes_no, text) == (said, None)


@pytest.mark.parametrize("text", ["也许", "部分", "2", "是/否", "是否"])
def test_what_is_neither_yes_nor_no_is_unreadable(text):
    assert one(cells.parse_yes_no, text) == (None, "unreadable_yes_no")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("主动公开", Publicity.PUBLIC),
        ("公开", Publicity.PUBLIC),
        ("同意公开", Publicity.PUBLIC),
        ("此件主动公开", Publicity.PUBLIC),
        ("（此件公开）", Publicity.PUBLIC),
        ("依申请公开", Publicity.ON_REQUEST),
        ("（依申请公开）", Publicity.ON_REQUEST),
        ("不予公开", Publicity.WITHHELD),
        ("不公开", Publicity.WITHHELD),
    ],
)
def test_publicity_is_read(text, word):
    assert one(cells.parse_publicity, text) == (word, None)


@pytest.mark.parametrize("text", ["部分公开", "是", "秘密", "不"])
def test_other_words_for_publicity_are_unknown(text):
    assert one(cells.parse_publicity, text) == (None, "unknown_publicity")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("三个月", TermKind.REPLY),
        ("3个月", TermKind.REPLY),
        ("６个月", TermKind.LONG),
        ("六 个月", TermKind.LONG),
    ],
)
def test_a_term_is_read(text, kind):
    assert one(cells.parse_terms, text) == (kind, None)


def test_an_empty_term_is_the_ordinary_one_and_an_unknown_one_is_not():
    parsed = cells.parse_terms(pa.array([None, "一年", "六个月"]))
    assert parsed.values.to_pylist() == ["reply", None, "long_reply"]
    assert parsed.wrong["unknown_term"].to_pylist() == [False, True, False]


@pytest.mark.parametrize(("word", "outcome"), OUTCOME_WORDS.items())
def test_an_outcome_is_read(word, outcome):
    assert one(cells.parse_outcomes, f" {word[:1]} {word[1:]}") == (outcome, None)


@pytest.mark.parametrize(
    "text", ["好", "满意吧", "4", "00", "满意/不满意", "基本不满意", Outcome.NO_USABLE_PHONE.chinese]
)
def test_an_unknown_outcome_is_a_problem_never_a_default(text):
    assert one(cells.parse_outcomes, text) == (None, "unknown_outcome_word")


@pytest.mark.parametrize("decision", Decision)
def test_a_decision_is_read(decision):
    assert one(cells.parse_decisions, decision.chinese) == (decision, None)
    assert one(cells.parse_decisions, "再议") == (None, "unknown_decision")


# --- document numbers, telephones -------------------------------------------------------------------------------


@pytest.mark.parametrize("pair", ["〔〕", "[]", "［］", "【】", "()", "（）", "﹝﹞"])
@pytest.mark.parametrize("text", ["临政字{}2020{}17号", "临 政字 {} 2020 {} 17 号"])
def test_a_document_number_is_read_with_any_brackets(text, pair):
    assert one(cells.parse_document_numbers, text.format(*pair)) == ("临政字〔2020〕17号", None)


@pytest.mark.parametrize(
    "text", ["临政字2020-17", "临政字〔20〕17号", "临政字〔2020〕号", "临政字〔2020〕17", "17号", "待定"]
)
def test_a_document_number_without_year_and_serial_is_a_problem(text):
    assert one(cells.parse_document_numbers, text) == (None, "bad_doc_no")


@pytest.mark.parametrize("text", ["13800001234", "0500-5550123", "5550123", "0500-5550123转8021"])
def test_an_office_telephone_is_kept_as_printed(text):
    assert one(cells.parse_contact_phones, text) == (text, None)


@pytest.mark.parametrize(("text", "code"), [("138", "bad_phone"), ("1.38E+10", "phone_precision_lost")])
def test_an_office_telephone_that_is_none_is_not_kept(text, code):
    assert one(cells.parse_contact_phones, text) == (None, code)


PARSERS = [
    pytest.param(parse, id=parse.__name__)
    for parse in (
        cells.parse_numbers,
        cells.parse_dates,
        cells.parse_yes_no,
        cells.parse_publicity,
        cells.parse_outcomes,
        cells.parse_decisions,
        cells.parse_document_numbers,
        cells.parse_contact_phones,
    )
]


@pytest.mark.parametrize("parse", PARSERS)
class TestEveryParser:
    @settings(deadline=None, max_examples=40)
    @given(
        texts=st.lists(
            st.one_of(st.none(), st.text(max_size=8), st.sampled_from(["17", "是", "满意"])), max_size=12
        )
    )
    def test_gives_each_cell_a_value_or_a_problem_and_nothing_gets_neither(self, parse, texts):
        column = fold(pa.array(texts, pa.string()))
        parsed = parse(column)
        for place, text in enumerate(column.to_pylist()):
            named = [code for code, mask in parsed.wrong.items() if mask[place].as_py()]
            has_value = parsed.values[place].as_py() is not None
            assert has_value + len(named) == (text is not None), (text, named)

    @pytest.mark.parametrize(
        "column", [pa.array([], pa.string()), pa.nulls(3, pa.string())], ids=["no rows", "no values"]
    )
    def test_takes_a_column_with(self, parse, column):
        parsed = parse(column)
        assert parsed.values.null_count == len(parsed.values) == len(column)
        assert not any(mask.true_count for mask in parsed.wrong.values())


def test_invisible_characters_from_web_pages_are_folded_away():
    assert fold(pa.array(["\ufeff第\u200b17号", "张\u00ad三"])).to_pylist() == ["第17号", "张三"]


def test_what_is_longer_than_any_name_is_a_problem_and_no_value():
    parsed = parse_names(pa.array(["张 三", "长" * 201]))
    assert parsed.values.to_pylist() == ["张三", None]
    assert parsed.wrong["too_long"].to_pylist() == [False, True]
