"""AAPOR outcome rates against published figures and against the formulas written out."""

from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.rules.figures.aapor import (
    GROUPS,
    RATES,
    count_groups,
    eligibility,
    outcome_rates,
    rates_by_group,
    success_rate,
)

# the R package outcomerate (github.com/ropensci/outcomerate at 98c74a8), README.md, with its own eligibility_rate()
README = {"I": 4, "P": 2, "R": 1, "NC": 1, "O": 1, "UH": 1, "UO": 1, "NE": 1}
README_RATES = {
    "RR1": 0.364, "RR2": 0.545, "RR3": 0.370, "RR4": 0.556, "RR5": 0.444, "RR6": 0.667,
    "COOP1": 0.500, "COOP2": 0.750, "COOP3": 0.571, "COOP4": 0.857,
    "REF1": 0.091, "REF2": 0.093, "REF3": 0.111, "CON1": 0.727, "CON2": 0.741, "CON3": 0.889,
}  # fmt: skip
# the same, docs/articles/intro-to-outcomerate.html: the data set middleearth
VIGNETTE = {"I": 760, "P": 339, "R": 59, "NC": 288, "O": 1, "UO": 173, "NE": 71}
VIGNETTE_RATES = {
    "RR1": 0.46913580, "RR2": 0.67839506, "RR3": 0.47149080, "RR4": 0.68180052, "RR5": 0.52522460, "RR6": 0.75950242,
    "COOP1": 0.65573770, "COOP2": 0.94823123, "COOP3": 0.65630397, "COOP4": 0.94905009,
    "REF1": 0.03641975, "REF2": 0.03660258, "REF3": 0.04077402, "CON1": 0.71543210, "CON2": 0.71902347, "CON3": 0.80096752,
}  # fmt: skip
# the same, tests/testthat/test-rate.R: x1 with e = 0.5
TESTED = {"I": 5, "P": 3, "R": 2, "NC": 1, "O": 2, "UH": 1, "UO": 1, "NE": 1}
TESTED_RATES = {
    "RR1": (1, 3), "RR2": (8, 15), "RR3": (5, 14), "RR4": (4, 7), "RR5": (5, 13), "RR6": (8, 13),
    "COOP1": (5, 12), "COOP2": (2, 3), "COOP3": (1, 2), "COOP4": (4, 5), "REF1": (2, 15), "REF2": (1, 7),
    "REF3": (2, 13), "CON1": (4, 5), "CON2": (6, 7), "CON3": (12, 13),
}  # fmt: skip

counts = st.fixed_dictionaries({group: st.integers(0, 400) for group in GROUPS})
shares = st.one_of(st.none(), st.fractions(0, 1, max_denominator=1000))


def spelled_out(c, e):
    """The formulas as the Standard Definitions print them, one by one: numerator and denominator."""
    i, p, r, nc, o, uh, uo = (Fraction(c[group]) for group in GROUPS[:7])
    every = (i + p) + (r + nc + o) + (uh + uo)
    estimated = (i + p) + (r + nc + o) + e * (uh + uo)
    settled = (i + p) + (r + nc + o)
    return {
        "RR1": (i, every), "RR2": (i + p, every), "RR3": (i, estimated), "RR4": (i + p, estimated),
        "RR5": (i, settled), "RR6": (i + p, settled),
        "COOP1": (i, (i + p) + r + o), "COOP2": (i + p, (i + p) + r + o),
        "COOP3": (i, (i + p) + r), "COOP4": (i + p, (i + p) + r),
        "REF1": (r, every), "REF2": (r, estimated), "REF3": (r, settled),
        "CON1": ((i + p) + r + o, every), "CON2": ((i + p) + r + o, estimated), "CON3": ((i + p) + r + o, settled),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("cases", "published", "digits"),
    [
        pytest.param(README, README_RATES, 3, id="readme"),
        pytest.param(VIGNETTE, VIGNETTE_RATES, 8, id="vignette"),
    ],
)
def test_the_rates_are_those_that_outcomerate_publishes(cases, published, digits):
    found = outcome_rates(cases)
    assert {name: round(float(rate.value), digits) for name, rate in found.items()} == published
    assert rates_by_group(pd.DataFrame([cases]))["value"].round(digits).to_list() == list(published.values())


def test_the_rates_are_those_that_outcomerate_tests():
    found = outcome_rates(TESTED, Fraction(1, 2))
    assert {name: rate.value for name, rate in found.items()} == {
        name: Fraction(*pair) for name, pair in TESTED_RATES.items()
    }
    # its return_nd = TRUE for CON1 without e
    assert (found["CON1"].numerator, found["CON1"].denominator) == (12, 15)


def test_the_eligible_share_is_the_calculators():
    assert eligibility(README) == Fraction(9, 10)
    assert eligibility({"UO": 3}) is None


def test_one_unknown_case_gives_what_outcomerate_tests_but_no_value_instead_of_nan():
    found = outcome_rates({"UO": 1}, 0.3)
    nothing = {"RR5", "RR6", "COOP1", "COOP2", "COOP3", "COOP4", "REF3", "CON3"}
    assert {name for name, rate in found.items() if rate.value is None} == nothing
    assert {rate.value for name, rate in found.items() if name not in nothing} == {0}


def test_without_any_settled_case_what_needs_e_has_no_value():
    found = outcome_rates({"UO": 5})
    assert found["RR3"].value is None
    assert found["RR1"].value == 0
    assert rates_by_group(pd.DataFrame([{"UO": 5}])).set_index("rate")["value"].isna()["RR3"]


@given(counts, shares)
def test_every_rate_is_the_formula_written_out(cases, e):
    used = e if e is not None else (eligibility(cases) or Fraction(0))
    expected = spelled_out(cases, used)
    found = outcome_rates(cases, e)
    assert {name: (rate.numerator, rate.denominator) for name, rate in found.items()} == expected
    for name, (above, below) in expected.items():
        assert found[name].value == (above / below if below else None)
        assert found[name].value is None or 0 <= found[name].value <= 1


@given(counts)
def test_on_a_list_of_named_deputies_the_three_response_rates_agree(cases):
    found = outcome_rates({**cases, "UH": 0, "UO": 0})
    assert found["RR1"].value == found["RR3"].value == found["RR5"].value
    assert found["RR2"].value == found["RR4"].value == found["RR6"].value
    assert found["CON1"].value == found["CON2"].value == found["CON3"].value


@settings(deadline=None, max_examples=50)
@given(st.lists(counts, max_size=6), shares)
def test_many_groups_at_once_are_each_one_alone(rows, e):
    frame = pd.DataFrame(rows, columns=list(GROUPS))
    found = rates_by_group(frame, None if e is None else float(e))
    assert found.index.tolist() == [at for at in range(len(rows)) for _ in RATES]
    for at, cases in enumerate(rows):
        of_one = found.loc[at].set_index("rate")
        for name, rate in outcome_rates(cases, e).items():
            assert of_one.loc[name, "numerator"] == rate.numerator
            assert of_one.loc[name, "denominator"] == pytest.approx(float(rate.denominator))
            value = of_one.loc[name, "value"]
            assert (rate.value is None and pd.isna(value)) or value == pytest.approx(float(rate.value))


@pytest.mark.parametrize("cases", [{"I": -1}, {"X": 1}, {"I": 1, "U": 2}])
def test_what_is_no_count_of_a_group_is_refused(cases):
    with pytest.raises(ValueError, match=r"group|negative"):
        outcome_rates(cases)
    with pytest.raises(ValueError, match=r"group|negative"):
        rates_by_group(pd.DataFrame([cases]))


@pytest.mark.parametrize("e", [-0.1, 1.5])
def test_an_eligible_share_lies_between_none_and_all(e):
    with pytest.raises(ValueError, match="from 0 to 1"):
        outcome_rates(README, e)
    with pytest.raises(ValueError, match="from 0 to 1"):
        rates_by_group(pd.DataFrame([README]), e)


def test_groups_are_counted_by_whatever_is_asked():
    frame = pd.DataFrame({"cycle": [1, 1, 2], "group": ["I", "NC", "I"]})
    counted = count_groups(frame, ["cycle"])
    assert counted.loc[1].to_dict() == {**dict.fromkeys(GROUPS, 0), "I": 1, "NC": 1}
    assert rates_by_group(counted).reset_index().query("rate == 'RR1'")["value"].tolist() == [0.5, 1.0]


def test_the_success_rate_of_a_survey_centre_is_completes_of_dialled():
    # 宣恩县 2017: 876 numbers dialled, 445 complete, printed 50.8 %
    rate = success_rate(445, 876)
    assert (rate.name, rate.numerator, rate.denominator) == ("成功率", 445, 876)
    assert round(100 * rate.value, 1) == Fraction("50.8")
    assert success_rate(0, 0).value is None
    with pytest.raises(ValueError, match="more completes"):
        success_rate(3, 2)
