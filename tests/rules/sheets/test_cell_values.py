"""Numbers, days and telephones as they stand in cells: the value that is meant, or why there is none."""

import pytest

from tasks.rules.sheets.telephones import telephones_in
from tasks.rules.sheets.values import date_in, number_in


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("〔17〕", "17"),
        ("[017]", "017"),
        ("NO：17", "17"),
        ("编号17", "17"),
        ("＃17", "17"),
        ("第十七号", "17"),
        ("十七", "17"),
        ("第六号", "6"),
        ("平017", "平017"),
        ("第 17 号", "17"),
        ("DH0271", "DH0271"),
    ],
)
def test_numbers(text, number):
    assert number_in(text) == (number, None)


@pytest.mark.parametrize("text", ["一", "一七", "12-13号", "12、13", "第号", "（重点）"])
def test_what_is_no_number_is_none(text):
    assert number_in(text) == (None, "number_unreadable")


@pytest.mark.parametrize(
    "text",
    [
        "2024年2月5日上午",
        "2024年2月5日14时30分",
        "20240205.0",
        "2024.02.05.",
        "2024、2、5",
        "2024-02-05（星期一）",
        "2024年2月5日 周一",
        "2024年2月5",
        "2024年2月5日前",
    ],
)
def test_days(text):
    day, code = date_in(text)
    assert (str(day), code) == ("2024-02-05", None)


@pytest.mark.parametrize("text", ["24.3.5", "5月8日", "2024年3月", "2024.2.5—2024.3.5", "5/2/2024", "45,327"])
def test_what_is_no_certain_day_is_none(text):
    assert date_in(text)[0] is None
    assert date_in(text)[1]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("0500/5550123", ["0500-5550123"]),
        ("+86(0500)5550123", ["0500-5550123"]),
        ("13800001234（短号：661234）", ["13800001234"]),
        ("电话：0500-5550123；传真：0500-5550124", ["0500-5550123"]),
        ("0500-5550123（办）13800001234（手）", ["0500-5550123", "13800001234"]),
        ("1.3800001234e10", ["13800001234"]),
        ("13,800,001,234", ["13800001234"]),
    ],
)
def test_telephones(text, numbers):
    assert telephones_in(text) == (numbers, [])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1.38E+10", "phone_precision_lost"),
        ("5e9", "phone_precision_lost"),
        ("500101197001011234", "bad_phone"),
        ("138****7003", "bad_phone"),
        ("传真：0500-5550123", "bad_phone"),
    ],
)
def test_no_digit_is_made_up(text, code):
    assert telephones_in(text) == ([], [code])
