"""Shares under each convention, against fractions and against tables as they were published."""

from decimal import Decimal
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.rules.figures.rounding import (
    CannotPrint,
    Convention,
    conventions_that_reproduce,
    print_share,
    print_shares,
)

HALF_UP, TRUNCATE, REMAINDER, LARGEST, LAST, TRUNCATE_LAST, HALF_EVEN = Convention
counts_of_a_table = st.lists(st.integers(0, 500), min_size=1, max_size=8).filter(any)
decimals = st.integers(0, 4)

# 海曙区 2021 and 北京市 2025, as printed
HAISHU = ([69, 45, 19, 15, 15, 2, 1], ["41.57", "27.11", "11.44", "9.04", "9.04", "1.2", "0.6"])
BEIJING = ([320, 338, 215, 49, 36, 15], ["32.89", "34.73", "22.10", "5.04", "3.70", "1.54"])


def slowly(counts, convention, places):
    """Shares as fractions of the smallest unit, moved one unit at a time."""
    exact = [Fraction(100 * count * 10**places, sum(counts)) for count in counts]
    downs = {TRUNCATE, REMAINDER, TRUNCATE_LAST}
    units = [floor(share) if convention in downs else floor(share + Fraction(1, 2)) for share in exact]
    if convention is HALF_EVEN:
        units = [round(share) for share in exact]
    if convention is REMAINDER:
        while sum(units) < 100 * 10**places:
            rests = [share - unit for share, unit in zip(exact, units, strict=True)]
            units[rests.index(max(rests))] += 1
    elif convention.adjusts:
        step = 1 if sum(units) < 100 * 10**places else -1
        taker = counts.index(max(counts)) if convention is LARGEST else -1
        while sum(units) != 100 * 10**places:
            units[taker] += step
    return units


def printed(units, places):
    digits = str(units).zfill(places + 1)
    return f"{digits[:-places]}.{digits[-places:]}" if places else digits


@settings(deadline=None, max_examples=300)
@given(counts_of_a_table, st.sampled_from(Convention), decimals)
def test_every_convention_is_what_moving_units_one_by_one_gives(counts, convention, places):
    units = slowly(counts, convention, places)
    if min(units) < 0:
        with pytest.raises(CannotPrint, match="difference"):
            print_shares(counts, convention, places)
        return
    shares = print_shares(counts, convention, places)
    assert shares.convention is convention
    assert shares.texts == tuple(printed(unit, places) for unit in units)


@given(counts_of_a_table, st.sampled_from(Convention), decimals)
def test_what_adjusts_adds_up_to_a_hundred(counts, convention, places):
    try:
        shares = print_shares(counts, convention, places)
    except CannotPrint:
        return
    total = sum(Decimal(text) for text in shares.texts)
    assert total == 100 or not convention.adjusts
    assert abs(total - 100) < len(counts)


@given(counts_of_a_table, st.sampled_from(Convention), decimals)
def test_what_a_convention_prints_is_reproduced_by_it(counts, convention, places):
    try:
        shares = print_shares(counts, convention, places)
    except CannotPrint:
        return
    # without a half that shows the difference it is called half_up
    as_good = {convention, HALF_UP} if convention is HALF_EVEN else {convention}
    assert as_good & {*conventions_that_reproduce(counts, shares.texts, decimals=places)}
    # offices drop noughts at the end
    bare = [text.rstrip("0").rstrip(".") if "." in text else text for text in shares.texts]
    assert as_good & {*conventions_that_reproduce(counts, bare, decimals=places)}


@given(st.lists(st.integers(0, 60), min_size=1, max_size=5).filter(any), st.data())
def test_what_is_said_to_reproduce_prints_the_same_or_had_a_choice(counts, data):
    places = data.draw(st.integers(0, 1))
    texts = [
        printed(unit, places)
        for unit in slowly(counts, data.draw(st.sampled_from([HALF_UP, TRUNCATE])), places)
    ]
    for convention in conventions_that_reproduce(counts, texts, decimals=places):
        ours = print_shares(counts, convention, places).texts
        has_choice = len(set(counts)) < len(counts) or convention is REMAINDER
        assert ours == tuple(texts) or has_choice


@pytest.mark.parametrize(
    ("table", "conventions"),
    [
        pytest.param(HAISHU, {REMAINDER}, id="largest remainder"),
        pytest.param(BEIJING, {LARGEST}, id="the largest takes the difference"),
        pytest.param(([25, 26, 13, 19, 4, 6], ["26.8", "27.9", "13.9", "20.4", "4.3", "6.4"]), {TRUNCATE}, id="truncated"),
        pytest.param(([54, 33, 2, 4], ["58.07", "35.48", "2.15", "4.30"]), {REMAINDER, LARGEST}, id="two fit"),
        pytest.param(([43, 13, 1], ["75.4", "22.8", "1.8"]), {*Convention} - {TRUNCATE, HALF_EVEN}, id="nearly all fit"),
        pytest.param(([14, 41, 15, 11], ["17.3", "50.6", "18.5", "11"]), set(), id="none fits"),
        pytest.param(([2, 1], ["66.7", "33.4"]), set(), id="both too high"),
        pytest.param(([2, 1], ["66.6", "33.4"]), {LAST, TRUNCATE_LAST} - {LAST}, id="only the last absorbs"),
        pytest.param(([1, 1, 1], ["33.3", "33.4", "33.3"]), {REMAINDER, LARGEST}, id="any of equals"),
        pytest.param(([1, 1], ["50", "50", "0"]), set(), id="not as many"),
    ],
)  # fmt: skip
def test_a_published_table_was_made_by(table, conventions):
    assert set(conventions_that_reproduce(*table)) == conventions


def test_on_a_base_that_is_not_the_sum_nothing_is_forced():
    # 四川省 2016: three largest of 1034
    found = conventions_that_reproduce([317, 140, 139], ["30.7", "13.5", "13.4"], base=1034)
    assert found == (HALF_UP,)


@pytest.mark.parametrize(
    ("counts", "convention", "base", "said"),
    [
        pytest.param([0, 0], HALF_UP, None, "base above 0", id="nothing to divide by"),
        pytest.param([3, -1], HALF_UP, None, "not negative", id="negative"),
        pytest.param([], HALF_UP, None, "base above 0", id="no counts"),
        pytest.param([1, 2], REMAINDER, 5, "all of the base", id="not all listed"),
        pytest.param([1] * 200, LARGEST, None, "difference", id="all round up"),
    ],
)
def test_what_has_no_share_is_refused(counts, convention, base, said):
    with pytest.raises(CannotPrint, match=said):
        print_shares(counts, convention, 0, base)
    assert convention not in conventions_that_reproduce(counts, ["0"] * len(counts), base)


def test_a_single_share_has_nothing_to_adjust():
    assert print_share(2, 120, HALF_UP, 1) == "1.7"
    assert print_share(2, 120, TRUNCATE, 1) == "1.6"
    assert (print_share(1, 80, HALF_EVEN, 1), print_share(3, 80, HALF_EVEN, 1)) == ("1.2", "3.8")
    with pytest.raises(CannotPrint, match="all shares"):
        print_share(2, 120, REMAINDER, 1)
    with pytest.raises(CannotPrint, match="decimals"):
        print_share(2, 120, HALF_UP, 13)


def test_halves_go_up_where_binary_fractions_would_not():
    # 1.005 % of 20000 is 201: the nearest binary fraction lies below
    assert print_share(201, 20_000, HALF_UP, 2) == "1.01"
    assert print_share(0, 7, HALF_UP, 12) == "0.000000000000"


def test_every_convention_has_a_name_for_people():
    assert len({convention.chinese for convention in Convention}) == len(Convention)
