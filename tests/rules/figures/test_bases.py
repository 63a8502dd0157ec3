"""Satisfaction on three bases, against counting by hand."""

from typing import get_args

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.edition import SurveyRules
from schemas.words import Outcome, Signature
from tasks.rules.figures.bases import PROFILE_BASES, Base, Tally, published_share, tally, tally_all
from tasks.rules.satisfaction import VERDICT_RULES, Share

LEAD, CO = Signature.LEAD.value, Signature.CO_SIGNER.value
GOOD, FAIR, BAD = Outcome.SATISFIED.value, Outcome.MOSTLY_SATISFIED.value, Outcome.DISSATISFIED.value
COLUMNS = ["deputy_id", "suggestion_id", "signature", "outcome"]


def frame(*rows, taken_back=()):
    answers = pd.DataFrame(rows, columns=COLUMNS).astype({"outcome": object})
    return answers.assign(is_withdrawn=answers["suggestion_id"].isin(taken_back))


#           deputy, suggestion
ANSWERS = frame(
    (1, 1, LEAD, GOOD),
    (2, 1, CO, BAD),
    (2, 2, LEAD, FAIR),
    (3, 2, CO, None),
    (3, 3, LEAD, "refused"),
    (1, 3, CO, GOOD),
)


@pytest.mark.parametrize(
    ("base", "counts"),
    [
        pytest.param(Base.ITEMS, (1, 1, 0, 1), id="three suggestions"),
        pytest.param(Base.DEPUTIES, (1, 0, 1, 1), id="three deputies"),
        pytest.param(Base.PAIRS, (2, 1, 1, 2), id="six pairs"),
    ],
)
def test_the_same_answers_are_counted_on_each_base(base, counts):
    assert tally(ANSWERS, base) == Tally(base, *counts)


def test_what_was_taken_back_counts_where_it_was_rated_and_is_on_no_base_elsewhere():
    rows = ANSWERS.drop(columns="is_withdrawn").itertuples(index=False, name=None)
    answers = frame(*rows, taken_back=(2, 3))
    assert tally(answers, Base.ITEMS) == Tally(Base.ITEMS, 1, 1, 0, 0)
    # 3 was asked about 2 and 3 only, and said nothing of either
    assert tally(answers, Base.DEPUTIES) == Tally(Base.DEPUTIES, 1, 0, 1, 0)
    assert tally(answers, Base.PAIRS) == Tally(Base.PAIRS, 2, 1, 1, 0)


def test_the_founding_case_is_items_of_all_asked():
    rows = [(at, at, LEAD, BAD if at <= 2 else GOOD) for at in range(1, 121)]
    assert published_share(frame(*rows), "items") == Share(118, 120)
    assert published_share(frame(*rows), "items").percent(1) == "98.3"


def test_forms_that_did_not_come_back_leave_the_base():
    # 四川省 2016: 690 and 65 of 755 forms, for 1034 suggestions
    said = [GOOD] * 690 + [FAIR] * 65 + [None] * 279
    rows = [(at, at, LEAD, outcome) for at, outcome in enumerate(said)]
    assert published_share(frame(*rows), "forms_returned") == Share(755, 755)
    assert published_share(frame(*rows), "items") == Share(755, 1034)


def test_every_base_that_a_profile_can_name_is_known():
    assert set(PROFILE_BASES) == set(get_args(SurveyRules.model_fields["base"].annotation))
    with pytest.raises(KeyError):
        published_share(ANSWERS, "households")


def test_every_base_has_a_name_for_people():
    assert [base.chinese for base in Base] == ["建议件数", "代表人数", "人次（代表×建议）"]


def test_nobody_asked():
    counted = tally_all(frame())
    assert counted["asked"].tolist() == [0, 0, 0]
    assert published_share(frame(), "items").percent(1) is None


pairs = st.lists(
    st.tuples(
        st.integers(1, 5),
        st.integers(1, 6),
        st.sampled_from([LEAD, CO]),
        st.sampled_from([None, *[outcome.value for outcome in Outcome]]),
    ),
    unique_by=lambda row: row[:2],
    max_size=25,
)


@settings(deadline=None, max_examples=80)
@given(pairs, st.sampled_from(VERDICT_RULES), st.integers(1, 100))
def test_the_four_kinds_make_all_that_were_asked_and_numerators_are_in_their_bases(rows, rule, threshold):
    answers = frame(*rows)
    counted = tally_all(answers, rule, threshold).set_index("base")
    assert counted["asked"].to_dict() == {
        "items": len({row[1] for row in rows}),
        "deputies": len({row[0] for row in rows}),
        "pairs": len(rows),
    }
    kinds = counted[["satisfied", "mostly_satisfied", "dissatisfied", "no_answer"]].sum(axis=1)
    assert kinds.to_dict() == counted["asked"].to_dict()
    for base in Base:
        one = tally(answers, base, rule, threshold)
        assert one.of_asked.numerator == one.of_answered.numerator == counted.loc[base, "numerator"]
        assert one.of_answered.denominator == counted.loc[base, "answered"] <= counted.loc[base, "asked"]


@settings(deadline=None, max_examples=80)
@given(pairs)
def test_a_deputy_is_as_satisfied_as_with_the_worst(rows):
    worst_first = [BAD, FAIR, GOOD]
    expected = dict.fromkeys([*worst_first, None], 0)
    for deputy in {row[0] for row in rows}:
        said = [row[3] for row in rows if row[0] == deputy and row[3] in worst_first]
        expected[min(said, key=worst_first.index, default=None)] += 1
    counted = tally(frame(*rows), Base.DEPUTIES)
    found = (counted.satisfied, counted.mostly_satisfied, counted.dissatisfied, counted.no_answer)
    assert found == (expected[GOOD], expected[FAIR], expected[BAD], expected[None])
