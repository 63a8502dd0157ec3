"""A stratified sample, against estimating stratum by stratum by hand."""

from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.words import Outcome
from tasks.rules.figures.weighting import weighted

GOOD, BAD = Outcome.SATISFIED.value, Outcome.DISSATISFIED.value


def sampled(*strata):
    """Return verdicts and sample of strata given as (size, outcomes of those drawn)."""
    rows = [(f"层{at}", size, outcome) for at, (size, outcomes) in enumerate(strata) for outcome in outcomes]
    frame = pd.DataFrame(rows, columns=["stratum", "stratum_size", "outcome"]).astype({"outcome": object})
    frame["suggestion_id"] = range(1, len(frame) + 1)
    return frame[["suggestion_id", "outcome"]], frame[["suggestion_id", "stratum", "stratum_size"]]


def test_a_small_stratum_that_had_to_have_one_counts_for_what_it_is():
    # 90 and 10 suggestions, five of each drawn: all of the large one good, none of the small one
    found = weighted(*sampled((90, [GOOD] * 5), (10, [BAD] * 5)))
    assert Fraction(found.share.numerator, found.share.denominator) == Fraction(9, 10)
    assert found.drawn_from == 100
    # (5 * 18 + 5 * 2)^2 / (5 * 18^2 + 5 * 2^2)
    assert found.worth == pytest.approx(10000 / 1640)


def test_equal_weights_change_nothing():
    found = weighted(*sampled((20, [GOOD, BAD]), (30, [GOOD, GOOD, None])))
    assert (found.share.numerator / found.share.denominator, found.worth) == (0.75, 4.0)


def test_nobody_rated_anything():
    found = weighted(*sampled((3, [None]), (4, ["unclear"])))
    assert (found.share.percent(1), found.worth, found.drawn_from) == (None, 0.0, 7)


@given(
    st.lists(
        st.tuples(st.integers(0, 30), st.lists(st.sampled_from([GOOD, BAD, None]), min_size=1, max_size=8)),
        min_size=1,
        max_size=6,
    )
)
def test_the_share_is_that_of_a_population_blown_up_by_the_weights(given_strata):
    strata = [(len(outcomes) + more, outcomes) for more, outcomes in given_strata]
    found = weighted(*sampled(*strata))
    good = sum(Fraction(size, len(said)) * said.count(GOOD) for size, said in strata)
    rated = sum(Fraction(size, len(said)) * (len(said) - said.count(None)) for size, said in strata)
    if rated:
        assert Fraction(found.share.numerator, found.share.denominator) == good / rated
        assert 0 < found.worth <= sum(len(said) - said.count(None) for _, said in strata) + 1e-9
    else:
        assert found.share.denominator == 0
