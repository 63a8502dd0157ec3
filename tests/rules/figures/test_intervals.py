"""Wilson's interval with finite population correction, against solving the test that it inverts."""

from math import sqrt
from statistics import NormalDist

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.rules.figures.intervals import possible_shares, wilson

NEARLY = 1e-9


def interval(good, answered, everyone, confidence=0.95):
    (row,) = wilson(*(pd.Series([n]) for n in (good, answered, everyone)), confidence).to_dict("records")
    return row


@st.composite
def surveys(draw):
    everyone = draw(st.integers(1, 3000))
    answered = draw(st.integers(1, everyone))
    return draw(st.integers(0, answered)), answered, everyone


def by_bisection(good, answered, everyone, confidence):
    """Every share p that a score test with the variance of drawing without replacement does not reject: its two ends."""
    z, share = NormalDist().inv_cdf((1 + confidence) / 2), good / answered
    shrink = (everyone - answered) / max(everyone - 1, 1)

    def is_rejected(p):
        return abs(share - p) > z * sqrt(shrink * p * (1 - p) / answered)

    ends = []
    for far in (0.0, 1.0):
        inside, outside = share, far
        if not is_rejected(far):
            ends.append(far)
            continue
        for _ in range(100):
            middle = (inside + outside) / 2
            inside, outside = (inside, middle) if is_rejected(middle) else (middle, outside)
        ends.append(inside)
    return ends


@given(surveys(), st.floats(0.5, 0.999))
def test_the_interval_holds_the_share_and_lies_between_none_and_all(survey, confidence):
    found = interval(*survey, confidence)
    assert 0 <= found["lower"] <= found["share"] <= found["upper"] <= 1


@settings(deadline=None, max_examples=150)
@given(surveys(), st.floats(0.5, 0.999))
def test_the_ends_are_where_the_score_test_begins_to_reject(survey, confidence):
    found = interval(*survey, confidence)
    assert [found["lower"], found["upper"]] == pytest.approx(by_bisection(*survey, confidence), abs=1e-6)


@given(st.integers(1, 3000), st.data())
def test_a_census_has_no_interval(everyone, data):
    good = data.draw(st.integers(0, everyone))
    found = interval(good, everyone, everyone)
    assert found["lower"] == pytest.approx(found["upper"], abs=NEARLY) == pytest.approx(good / everyone)


@given(surveys(), st.integers(1, 500))
def test_of_more_people_the_same_answers_say_less(survey, more):
    good, answered, everyone = survey
    here, there = interval(good, answered, everyone), interval(good, answered, everyone + more)
    assert there["lower"] <= here["lower"] + NEARLY
    assert there["upper"] >= here["upper"] - NEARLY


@given(surveys())
def test_what_is_good_and_what_is_not_are_mirror_images(survey):
    good, answered, everyone = survey
    here, there = interval(good, answered, everyone), interval(answered - good, answered, everyone)
    assert here["lower"] == pytest.approx(1 - there["upper"], abs=NEARLY)


def test_of_very_many_people_it_is_wilsons_own():
    # Newcombe (1998), Statistics in Medicine 17:857, table I, method 3: 81 of 263
    found = interval(81, 263, 10**9)
    assert (round(found["lower"], 4), round(found["upper"], 4)) == (0.2553, 0.3662)


def test_nobody_answered_and_nobody_there():
    assert pd.isna(interval(0, 0, 120)["share"])
    assert pd.isna(interval(0, 0, 120)["lower"])
    (row,) = possible_shares(*(pd.Series([0]) for _ in range(3))).to_dict("records")
    assert pd.isna(row["lowest"])


def test_what_is_certain_counts_the_silent_on_either_side():
    (row,) = possible_shares(pd.Series([690]), pd.Series([755]), pd.Series([1034])).to_dict("records")
    assert row == {"lowest": 690 / 1034, "highest": (690 + 279) / 1034}


@given(surveys())
def test_the_share_of_everybody_is_possible(survey):
    good, answered, everyone = survey
    (row,) = possible_shares(*(pd.Series([n]) for n in survey)).to_dict("records")
    assert row["lowest"] <= good / answered + NEARLY
    assert row["highest"] >= good / answered - NEARLY
    assert (everyone > answered) == (row["lowest"] < row["highest"])


@pytest.mark.parametrize("survey", [(3, 2, 5), (1, 6, 5), (-1, 2, 5)])
def test_what_cannot_be_is_refused(survey):
    with pytest.raises(ValueError, match="part of"):
        interval(*survey)


@pytest.mark.parametrize("confidence", [0, 1, 95])
def test_confidence_is_no_per_cent(confidence):
    with pytest.raises(ValueError, match="between 0 and 1"):
        interval(1, 2, 3, confidence)
