"""Sheets get names that Excel takes."""

import pytest

from tasks.writing.sheet_names import SheetNames


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("区水利局", "区水利局"),
        ("区[水]利:局*?/\\", "区－水－利－局－－－－"),
        ("'局'", "局"),
        ("", "未命名"),
        ("局" * 40, "局" * 31),
        ("局" * 30 + "'局", "局" * 30),
        ("History", "History（2）"),
        ("台账", "台账（2）"),
        ("区\x01局", "区局"),
    ],
)
def test_a_title_becomes_a_name(title, name):
    assert SheetNames(["台账"]).of(title) == name


def test_long_names_that_begin_alike_are_told_apart():
    names = SheetNames([])
    made = [names.of("临泉区" * 12 + end) for end in "甲乙丙"]
    assert len(set(made)) == 3
    assert all(len(name) <= 31 for name in made)
