"""Numbers of suggestions with their series: however they are written, and what a bare one means."""

import pyarrow as pa
import pytest

from schemas.numbering import in_spoken_order, ordinal
from schemas.words import Series
from tasks.rules.numbering import label_of, parse_suggestion_numbers, settle

IN, BETWEEN, MOTION = Series


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("闭会第3号", "闭会3"),
        ("闭会期间第003号", "闭会3"),
        ("闭会3", "闭会3"),
        ("闭会-3", "闭会3"),
        ("平3", "闭会3"),
        ("平字第十二号", "闭会12"),
        ("平〔2020〕3号", "闭会3"),
        ("第平 3 号", "闭会3"),
        ("议转3", "议转3"),
        ("议案转建议第3号", "议转3"),
        ("3", None),
        ("第3号", None),
        ("A3", None),
        ("开平3", None),
        ("平", None),
    ],
)
def test_a_number_of_another_series_is_read_into_one_form(text, label):
    assert label_of(text)[0] == label


def test_what_we_print_is_read_back():
    for label in ("3", "闭会3", "议转12"):
        parsed = parse_suggestion_numbers(pa.array([label, ordinal(label)]), 2020)
        assert parsed.values.to_pylist() == [label, label]
        assert in_spoken_order(f"第{label}号") == ordinal(label)


def test_a_number_of_another_year_is_none():
    parsed = parse_suggestion_numbers(pa.array(["平〔2019〕3号", "平〔2020〕3号", "3", None]), 2020)
    assert parsed.values.to_pylist() == [None, "闭会3", "3", None]
    assert parsed.wrong["number_of_other_year"].to_pylist() == [True, False, False, False]


def settled(numbers, series=None, bare=None, elsewhere=None):
    column = pa.array(series, pa.string()) if series else None
    found = settle(pa.array(numbers, pa.string()), column, bare, elsewhere or {})
    wrong = {code: mask.to_pylist() for code, mask in found.wrong.items() if any(mask.to_pylist())}
    return found.values.to_pylist(), wrong


def test_the_column_says_the_series_of_a_bare_number_and_must_not_contradict_a_prefix():
    numbers = ["1", "2", "闭会3", "闭会4", None, "5"]
    series = [BETWEEN, IN, BETWEEN, IN, BETWEEN, None]
    values, wrong = settled(numbers, series, bare=IN)
    assert values == ["闭会1", "2", "闭会3", None, None, "5"]
    assert wrong == {"series_contradicts": [False, False, False, True, False, False]}


def test_a_bare_number_is_of_the_kind_of_file():
    assert settled(["1", "议转2", None], bare=BETWEEN) == (["闭会1", "议转2", None], {})


def test_else_a_bare_number_is_of_the_session_or_of_the_only_one_that_has_it():
    elsewhere = {"1": [IN, BETWEEN], "2": [BETWEEN], "3": [BETWEEN, MOTION]}
    values, wrong = settled(["1", "2", "3", "4", "闭会3"], elsewhere=elsewhere)
    assert values == ["1", "闭会2", None, "4", "闭会3"]
    assert wrong == {"ambiguous_number": [False, False, True, False, False]}


def test_a_column_that_says_the_session_keeps_a_bare_number_there():
    assert settled(["2"], [IN], elsewhere={"2": [BETWEEN]}) == (["2"], {})
