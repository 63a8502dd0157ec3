"""Numbers as people print them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.rules.figures.printed import parse_count, parse_share, shares_of_sheet


@pytest.mark.parametrize(
    ("text", "value", "decimals"),
    [
        ("98.3%", "98.3", 1),
        ("15.6 %", "15.6", 1),
        ("41.57", "41.57", 2),
        ("39%", "39", 0),
        ("2.00％", "2.00", 2),
        ("９８．３％", "98.3", 1),
        ("百分之98.3", "98.3", 1),
        ("983‰", "98.3", 1),
        ("0", "0", 0),
    ],
)
def test_a_share_is_read(text, value, decimals):
    share = parse_share(text)
    assert (share.value, share.decimals, share.is_about) == (Decimal(value), decimals, False)


@pytest.mark.parametrize("text", ["约11%", "大约 11%", "近11%", "11%左右", "超过11%"])
def test_about_a_share_is_said_to_be_about(text):
    assert (parse_share(text).value, parse_share(text).is_about) == (11, True)


@pytest.mark.parametrize("text", ["", "一半", "98.3.1%", "98%99%", "%", "-3%", "1/3"])
def test_what_is_no_share_is_none(text):
    assert parse_share(text) is None


@pytest.mark.parametrize(
    ("text", "count"),
    [("118", 118), ("1,142", 1142), ("1,142件", 1142), ("118.0", 118), ("30 份", 30), ("０", 0)],
)
def test_a_count_is_read(text, count):
    assert parse_count(text) == count


@pytest.mark.parametrize("text", ["", "12.5", "1,14", "百余件", "-3", "12%左右的件数"])
def test_what_is_no_count_is_none(text):
    assert parse_count(text) is None


@given(st.integers(0, 10**9))
def test_every_whole_number_is_read_with_and_without_commas(count):
    assert parse_count(str(count)) == parse_count(f"{count:,}件") == count


@pytest.mark.parametrize(
    ("texts", "shares"),
    [
        pytest.param(["0.983", "0.017"], ["98.3", "1.7"], id="ratios"),
        pytest.param(["0.9833333333333333", "0.01666666666666667"], ["98.3333", "1.6667"], id="what Excel keeps"),
        pytest.param(["1", "0"], ["100", "0"], id="all and none"),
        pytest.param(["0.5%", "0.5%"], ["0.5%", "0.5%"], id="with a sign"),
        pytest.param(["0.5"], ["0.5"], id="half a per cent alone"),
        pytest.param(["0.8‰", "0.2‰"], ["0.8‰", "0.2‰"], id="per mille"),
        pytest.param(["98.3", None, "1.7"], ["98.3", None, "1.7"], id="percentages"),
        pytest.param([None, "无"], [None, "无"], id="nothing"),
    ],
)  # fmt: skip
def test_a_column_of_shares_is_in_per_cent(texts, shares):
    assert shares_of_sheet(texts) == shares
