"""A letter held against its register row."""

from datetime import date

import pytest

from tasks.rules.letter_comparison import differences, likely_titles

ROW = {
    "doc_no": "临住建提〔2020〕4号",
    "replied_on": date(2020, 3, 10),
    "result_class": "A",
    "signatory": "李强",
    "publicity": "主动公开",
    "contact": "王芳",
    "phone": "0500-5550001",
}


def test_a_letter_that_says_the_same_has_no_difference():
    assert differences(ROW, ROW) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("doc_no", "临住建提〔2020〕5号"),
        ("replied_on", date(2020, 3, 11)),
        ("result_class", "B"),
        ("signatory", "张三"),
        ("publicity", "依申请公开"),
        ("contact", "赵云"),
        ("phone", "0500-5550002"),
    ],
)
def test_each_field_that_differs_is_named(field, value):
    assert differences({**ROW, field: value}, ROW) == [field]


@pytest.mark.parametrize("field", sorted(ROW))
def test_what_only_one_of_them_says_is_no_difference(field):
    assert differences({**ROW, field: None}, ROW) == []
    assert differences(ROW, {**ROW, field: None}) == []


def test_a_letter_may_name_more_people_and_write_a_number_another_way():
    assert differences({**ROW, "contact": "赵云、王芳", "phone": "(0500)5550001、0500-5550009"}, ROW) == []


def test_titles_that_are_like_are_offered_best_first_and_none_that_is_not():
    titles = {"1": "关于补建石塘停车位的建议", "2": "关于补建石塘车位的建议", "3": "关于加强公益诉讼的建议"}
    assert likely_titles("关于补建石塘停车位", titles) == [
        "第1号 关于补建石塘停车位的建议",
        "第2号 关于补建石塘车位的建议",
    ]
    assert likely_titles(None, titles) == []
