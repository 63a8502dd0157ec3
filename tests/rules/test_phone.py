"""Telephone numbers as people type them: what is dialled, what is refused and why, and that no digit is made up."""

import random
import re

import pandas as pd
import phonenumbers
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.rules.cells import fold
from tasks.rules.phone import contact_phone_problem, read_phones, spoken_form, without_phones

AREA = "0500"
MOBILE, LAND = "+8613800001234", "+865005550123"


def folded(text: str) -> str | None:
    value: str | None = fold(pa.array([text])).to_pylist()[0]
    return value


def read(text: str) -> tuple[list[tuple[str, str | None]], str | None]:
    phones, reason = read_phones(folded(text), AREA)
    return [(phone.e164, phone.extension) for phone in phones], reason


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("13800001234", [(MOBILE, None)], id="plain"),
        pytest.param("138 0000 1234", [(MOBILE, None)], id="groups of 3 4 4 with spaces"),
        pytest.param("138-0000-1234", [(MOBILE, None)], id="groups of 3 4 4 with dashes"),
        pytest.param("１３８００００１２３４", [(MOBILE, None)], id="full-width"),
        pytest.param("+8613800001234", [(MOBILE, None)], id="+86"),
        pytest.param("0086 138 0000 1234", [(MOBILE, None)], id="0086"),
        pytest.param("86 13800001234", [(MOBILE, None)], id="86 without plus"),
        pytest.param("013800001234", [(MOBILE, None)], id="0 for a call from elsewhere"),
        pytest.param("手机：13800001234", [(MOBILE, None)], id="word in front"),
        pytest.param("13800001234（张三）", [(MOBILE, None)], id="remark behind"),
        pytest.param("13800001234，", [(MOBILE, None)], id="comma behind"),
        pytest.param("1.3800001234E+10", [(MOBILE, None)], id="scientific with every digit"),
        pytest.param("0500-5550123", [(LAND, None)], id="land line"),
        pytest.param("05005550123", [(LAND, None)], id="land line without dash"),
        pytest.param("（0500）5550123", [(LAND, None)], id="area code in brackets"),
        pytest.param("0500—5550123", [(LAND, None)], id="long dash"),
        pytest.param("0500-555-0123", [(LAND, None)], id="land line in three groups"),
        pytest.param("5550123", [(LAND, None)], id="local number gets the area code"),
        pytest.param("0500-5550123转8021", [(LAND, "8021")], id="extension with 转"),
        pytest.param("0500-5550123-8021", [(LAND, "8021")], id="extension behind a dash"),
        pytest.param("0500-5550123 分机12", [(LAND, "12")], id="extension with 分机"),
        pytest.param("0500-5550123 ext.12", [(LAND, "12")], id="extension with ext."),
        pytest.param("0500-5550123#12", [(LAND, "12")], id="extension with #"),
        pytest.param("5550123转2", [(LAND, "2")], id="local number with extension"),
        pytest.param("010-65001234", [("+861065001234", None)], id="eight digits in Beijing"),
        pytest.param("13800001234、0500-5550123", [(MOBILE, None), (LAND, None)], id="two, mobile first"),
        pytest.param("0500-5550123/13800001234", [(MOBILE, None), (LAND, None)], id="two, mobile second"),
        pytest.param(
            "13800001234 13900001234", [(MOBILE, None), ("+8613900001234", None)], id="two and a space"
        ),
        pytest.param("13800001234\n13900001234", [(MOBILE, None), ("+8613900001234", None)], id="two lines"),
        pytest.param("13800001234或5550123", [(MOBILE, None), (LAND, None)], id="或"),
        pytest.param("13800001234、+86 138-0000-1234", [(MOBILE, None)], id="the same twice is once"),
        pytest.param(
            "17912000123", [("+8617912000123", None)], id="what begins like the prefix of a call abroad"
        ),
        pytest.param("1380000123、0500-5550123", [(LAND, None)], id="a broken one beside a good one"),
    ],
)
def test_what_people_type_is_dialled_as(text, expected):
    assert read(text) == (expected, None)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("", "missing_phone", id="empty"),
        pytest.param("无", "missing_phone", id="无"),
        pytest.param("—", "missing_phone", id="a dash"),
        pytest.param("1.38E+10", "phone_precision_lost", id="scientific"),
        pytest.param("1.38e10", "phone_precision_lost", id="scientific in small letters"),
        pytest.param("1.38 E+10", "phone_precision_lost", id="scientific with a space"),
        pytest.param("１．３８Ｅ＋１０", "phone_precision_lost", id="scientific in full-width"),
        pytest.param("1.3800001E+10", "phone_precision_lost", id="scientific with most digits"),
        pytest.param("1380000123", "bad_phone", id="a digit too few"),
        pytest.param("138000012345", "bad_phone", id="a digit too many"),
        pytest.param("138 0000 123", "bad_phone", id="a digit too few in groups"),
        pytest.param("0500-555012", "bad_phone", id="a land line with a digit too few"),
        pytest.param("0500-555012345", "bad_phone", id="a land line with two digits too many"),
        pytest.param("010-650012345", "bad_phone", id="a land line in Beijing with a digit too many"),
        pytest.param("01013800001234", "bad_phone", id="area code before a mobile"),
        pytest.param("12345", "bad_phone", id="a short number"),
        pytest.param("95588", "bad_phone", id="a service number"),
        pytest.param("400-8001234", "bad_phone", id="400"),
        pytest.param("同上", "bad_phone", id="words"),
        pytest.param("+852 2123 4567", "bad_phone", id="Hong Kong"),
        pytest.param("+1 212 555 1234", "bad_phone", id="abroad, eleven digits that begin with 1"),
        pytest.param("001 212 555 1234", "bad_phone", id="abroad with 00"),
    ],
)
def test_what_cannot_be_dialled_has_a_reason(text, reason):
    assert read(text) == ([], reason)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param("13800001234", None, id="mobile"),
        pytest.param("0500-5550123", None, id="land line"),
        pytest.param("5550123", None, id="local"),
        pytest.param("55501234", None, id="local with eight digits"),
        pytest.param("0500-5550123转8021", None, id="with extension"),
        pytest.param("(0500)5550123", None, id="brackets"),
        pytest.param("+86 500 5550123", "bad_phone", id="+86 with the 0 left out"),
        pytest.param("+86 138 0000 1234", None, id="+86 mobile"),
        pytest.param("400-8001234", None, id="400"),
        pytest.param("1380000123、5550123", None, id="one of two is good"),
        pytest.param("1.3800001234E+10", None, id="scientific with every digit"),
        pytest.param("1.38E+10", "phone_precision_lost", id="scientific"),
        pytest.param("1380000123", "bad_phone", id="a digit too few"),
        pytest.param("138000012345", "bad_phone", id="a digit too many"),
        pytest.param("0500-55", "bad_phone", id="too short"),
        pytest.param("见通讯录", "bad_phone", id="words"),
        pytest.param("1", "bad_phone", id="one digit"),
    ],
)
def test_an_office_telephone_has_this_problem(text, problem):
    value = folded(text)
    assert value is not None
    assert contact_phone_problem(value) == problem


mobiles = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
DRESSES = {
    "plain": lambda n: n,
    "spaces": lambda n: f"{n[:3]} {n[3:7]} {n[7:]}",
    "two spaces": lambda n: f" {n[:3]}  {n[3:7]}  {n[7:]} ",
    "dashes": lambda n: f"{n[:3]}-{n[3:7]}-{n[7:]}",
    "long dashes": lambda n: f"{n[:3]}—{n[3:7]}－{n[7:]}",
    "full-width": lambda n: n.translate(FULL_WIDTH),
    "+86": lambda n: f"+86{n}",
    "+86 and spaces": lambda n: f"+86 {n[:3]} {n[3:7]} {n[7:]}",
    "+86-": lambda n: f"+86-{n}",
    "(+86)": lambda n: f"(+86){n}",
    "0086": lambda n: f"0086{n}",
    "0086 and a space": lambda n: f"0086 {n}",
    "86": lambda n: f"86{n}",
    "remark": lambda n: f"{n}（微信同号）",
    "scientific": lambda n: f"{n[0]}.{n[1:]}E+10",
    "a spreadsheet's .0": lambda n: f"{n}.0",
}


@pytest.mark.parametrize("dress", DRESSES.values(), ids=DRESSES)
@settings(deadline=None, max_examples=40)
@given(number=mobiles)
def test_any_mobile_survives_how_it_is_typed(dress, number):
    known = phonenumbers.is_possible_number(phonenumbers.parse(f"+86{number}"))
    assert read(dress(number)) == (([(f"+86{number}", None)], None) if known else ([], "bad_phone"))


@pytest.mark.parametrize("dress", [d for n, d in DRESSES.items() if n != "scientific"])
@settings(deadline=None, max_examples=40)
@given(number=mobiles, cut=st.booleans())
def test_a_mobile_with_a_digit_too_few_or_many_is_never_read(dress, number, cut):
    assert read(dress(number[:-1] if cut else number + "7")) == ([], "bad_phone")


@settings(deadline=None, max_examples=100)
@given(st.from_regex(r"[1-9](\.[0-9]{1,9})?[Ee]\+?1[0-9]", fullmatch=True))
def test_digits_that_a_spreadsheet_lost_are_never_made_up(text):
    phones, reason = read(text)
    assert phones == [] or len(re.sub(r"\D", "", text.upper().split("E")[0])) == 11
    if text.upper().replace("+", "") == "1.38E10":
        assert reason == "phone_precision_lost"


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=30))
def test_any_text_is_read_or_has_a_reason(text):
    phones, reason = read(text)
    assert bool(phones) != bool(reason)


@settings(deadline=None, max_examples=60)
@given(
    st.one_of(mobiles, st.from_regex(r"0(10|2[0-9]|[3-9][0-9]{2})-[2-8][0-9]{6,7}", fullmatch=True)),
    st.one_of(st.none(), st.from_regex(r"[1-9][0-9]{0,4}", fullmatch=True)),
)
def test_the_spoken_form_is_read_back_as_the_same_number(text, extension):
    first, _ = read(text)
    for e164, _ in first:
        spoken = spoken_form(e164, extension)
        assert read(spoken) == ([(e164, extension)], None), spoken


@pytest.mark.parametrize(
    ("e164", "extension", "spoken"),
    [
        pytest.param(MOBILE, None, "13800001234", id="a mobile without spaces"),
        pytest.param("+865335550123", None, "0533-5550123", id="a land line with its area code"),
        pytest.param("+865335550123", "8021", "0533-5550123转8021", id="an extension"),
        pytest.param("+861065001234", None, "010-65001234", id="Beijing"),
        pytest.param(LAND, "1", "0500-5550123转1", id="the office's own area"),
    ],
)
def test_a_number_is_spoken_as(e164, extension, spoken):
    assert spoken_form(e164, extension) == spoken


# an area code of two digits behind the 0 for the large cities, of three elsewhere; seven or eight digits of a local number
WHOLE = r"1[1-9]\d{9}|0(?:10|2[0-9])\d{7,8}|0[3-9]\d{2}\d{7,8}"


def plain_numbers(count: int) -> list[str]:
    """Return numbers of plain shapes, many of them no numbers: mobiles, land lines, with digits missing or too many."""
    draw = random.Random(20)
    heads = [
        "13",
        "15",
        "17",
        "18",
        "19",
        "14",
        "16",
        "12",
        "11",
        "0500",
        "0533",
        "010",
        "021",
        "0755",
        "0999",
        "1",
    ]
    return [
        head + "".join(draw.choices("0123456789", k=draw.randint(6, 10)))
        for head in draw.choices(heads, k=count)
    ]


def test_plain_numbers_are_what_the_library_says():
    for text in plain_numbers(20_000):
        phones, reason = read_phones(text, AREA)
        number = phonenumbers.parse(f"+86{text.removeprefix('0')}")
        possible = (
            phonenumbers.is_possible_number_with_reason(number) == phonenumbers.ValidationResult.IS_POSSIBLE
            and re.fullmatch(WHOLE, text) is not None
        )
        assert (len(phones), reason) == ((1, None) if possible else (0, "bad_phone")), text
        if possible:
            assert phones[0].e164 == phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
            assert phones[0].extension is None
            if phonenumbers.is_valid_number(number):
                is_mobile = phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE
                assert phones[0].is_mobile is is_mobile, text


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("请致电13800001234王同志", "请致电（号码略）王同志"),
        ("电话：138-0000-1234。", "电话：（号码略）。"),
        ("+86 138 0000 1234", "（号码略）"),
        ("0500-5550123转8021或010－65001234", "（号码略）或（号码略）"),
        ("（0500）5550123", "（号码略）"),
        ("（021）65001234", "（号码略）"),
        # what is no number to call
        ("2020年第一季度投资13800万元", None),
        ("临教字〔2020〕12号，2020-04-17", None),
        ("编号138000012345", None),
        (None, None),
    ],
)
def test_a_text_for_everybody_has_no_number_in_it(written, left):
    (said,) = without_phones(pd.Series([written], dtype="string"))
    assert (None if pd.isna(said) else said) == (left or written)
