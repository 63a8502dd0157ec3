"""Words and numbers of the sheets that follow a suggestion on its way."""

import pyarrow as pa
import pytest

from tasks.rules.cell_words import parse_durations


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("85", 85),
        ("85秒", 85),
        ("85.0", 85),
        ("1分25秒", 85),
        ("1分钟", 60),
        ("1小时2分", 3720),
        ("01:25", 85),
        ("00:01:25", 85),
    ],
)
def test_how_long_a_call_took(text, seconds):
    assert parse_durations(pa.array([text])).values.to_pylist() == [seconds]


@pytest.mark.parametrize("text", ["很长", "1:2:3:4", "秒", "-5", "1.5分"])
def test_what_is_no_length_of_time_is_named(text):
    parsed = parse_durations(pa.array([text]))
    assert parsed.values.to_pylist() == [None]
    assert parsed.wrong["unreadable_duration"].to_pylist() == [True]
