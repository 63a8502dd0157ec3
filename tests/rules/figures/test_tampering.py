"""Signs of tampering, against slow references and scipy's Fisher test."""

from datetime import date, datetime, time, timedelta
from math import isclose

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import fisher_exact

from schemas.words import Outcome
from tasks.rules.figures.calling_hours import CallingHours
from tasks.rules.figures.tampering import (
    claims_against_answers,
    impossible_times,
    lower_tail,
    seldom_dissatisfied,
)

GOOD, FAIR, BAD = Outcome.SATISFIED.value, Outcome.MOSTLY_SATISFIED.value, Outcome.DISSATISFIED.value
DAY = date(2020, 9, 7)
HOURS = CallingHours(DAY, DAY, {0: ((time(18, 0), time(20, 30)),)})


# --- interviewers -----------------------------------------------------------------------------------------------


def interviews(**held):
    """Calls of one item: interviewer=(interviews, of which dissatisfied)."""
    rows = [
        (name, f"{name}{at}", BAD if at < bad else GOOD)
        for name, (every, bad) in held.items()
        for at in range(every)
    ]
    return pd.DataFrame(rows, columns=["interviewer", "call_id", "outcome"])


def test_who_never_hears_what_others_hear_comes_first_with_how_likely_that_is():
    found = seldom_dissatisfied(interviews(甲=(60, 0), 乙=(30, 5), 丙=(30, 6)))
    first = found.iloc[0]
    assert (first["interviewer"], first["interviews"], first["never"]) == ("甲", 60, True)
    assert (first["other_interviews"], first["other_dissatisfied"]) == (60, 11)
    assert first["p_value"] == pytest.approx(fisher_exact([[0, 60], [11, 49]], "less").pvalue)
    assert first["p_value"] < 0.001
    assert found["never"].tolist() == [True, False, False]


def test_few_interviews_prove_nothing():
    found = seldom_dissatisfied(interviews(甲=(3, 0), 乙=(60, 6))).set_index("interviewer")
    assert found.loc["甲", "never"]
    assert found.loc["甲", "p_value"] > 0.5


def test_nobody_is_conspicuous_where_nobody_is_dissatisfied():
    found = seldom_dissatisfied(interviews(甲=(50, 0), 乙=(50, 0)))
    assert found["p_value"].tolist() == [1.0, 1.0]
    assert not found["never"].any()


def test_items_of_one_call_are_one_interview_and_calls_without_a_rating_are_none():
    answers = pd.DataFrame(
        [("甲", 1, GOOD), ("甲", 1, BAD), ("甲", 2, "refused"), ("甲", 3, None), ("乙", 4, FAIR)],
        columns=["interviewer", "call_id", "outcome"],
    )
    found = seldom_dissatisfied(answers).set_index("interviewer")
    assert found.loc["甲", ["interviews", "dissatisfied"]].tolist() == [1, 1]
    assert found.loc["乙", ["interviews", "dissatisfied", "other_dissatisfied"]].tolist() == [1, 0, 1]


def test_without_answers_there_is_nobody_to_look_at():
    assert seldom_dissatisfied(interviews()).empty


@settings(deadline=None, max_examples=150)
@given(st.integers(0, 60), st.integers(0, 60), st.data())
def test_the_p_value_is_fishers(drawn, others, data):
    few, bad_elsewhere = data.draw(st.integers(0, drawn)), data.draw(st.integers(0, others))
    expected = fisher_exact([[few, drawn - few], [bad_elsewhere, others - bad_elsewhere]], "less").pvalue
    assert isclose(lower_tail(few, drawn, few + bad_elsewhere, drawn + others), expected, rel_tol=1e-6)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(st.integers(1, 30), st.integers(0, 30)), min_size=1, max_size=6))
def test_adjusted_values_are_holms(pairs):
    held = {f"p{at}": (every, min(bad, every)) for at, (every, bad) in enumerate(pairs)}
    found = seldom_dissatisfied(interviews(**held))
    values = found["p_value"].tolist()
    assert values == sorted(values)
    slow = [
        min(1.0, max(values[earlier] * (len(values) - earlier) for earlier in range(at + 1)))
        for at in range(len(values))
    ]
    assert found["p_adjusted"].tolist() == pytest.approx(slow)


# --- times ------------------------------------------------------------------------------------------------------


def calls(*rows):
    """Calls as (interviewer, minute after 18:00, seconds, items)."""
    begin = datetime.combine(DAY, time(18, 0))
    made = [
        (at, who, begin + timedelta(minutes=m), begin + timedelta(minutes=m, seconds=s), items)
        for at, (who, m, s, items) in enumerate(rows, start=1)
    ]
    frame = pd.DataFrame(made, columns=["call_id", "interviewer", "started_at", "ended_at", "items"])
    return frame.astype({"started_at": "datetime64[us]", "ended_at": "datetime64[us]"})


def kinds(*rows, hours=HOURS):
    return [(row.call_id, row.kind) for row in impossible_times(calls(*rows), hours).itertuples()]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        pytest.param([("甲", 0, 120, 2)], [], id="a sound call"),
        pytest.param([("甲", -10, 120, 2)], [(1, "outside_hours")], id="before the hours"),
        pytest.param([("甲", 149, 120, 2)], [(1, "outside_hours")], id="over the end"),
        pytest.param([("甲", 148, 120, 2)], [], id="until the end"),
        pytest.param([("甲", 0, 35, 2)], [(1, "too_short")], id="two items in 35 seconds"),
        pytest.param([("甲", 0, 36, 2)], [], id="two items in 36 seconds"),
        pytest.param([("甲", 0, 3, 0)], [], id="nobody answered"),
        pytest.param([("甲", 5, -60, 2)], [(1, "ends_before_it_begins")], id="backwards"),
        pytest.param([("甲", 0, 180, 2), ("甲", 2, 120, 2)], [(1, "overlapping"), (2, "overlapping")], id="two at once"),
        pytest.param([("甲", 0, 180, 2), ("甲", 3, 120, 2)], [], id="one after the other"),
        pytest.param([("甲", 0, 180, 2), ("乙", 2, 120, 2)], [], id="two interviewers"),
        pytest.param([("甲", 0, 900, 2), ("甲", 1, 60, 2), ("甲", 10, 60, 2)], [(1, "overlapping"), (2, "overlapping"), (3, "overlapping")], id="one around two"),
    ],
)  # fmt: skip
def test_a_call_that_cannot_be(rows, found):
    assert kinds(*rows) == found


def test_an_overlap_names_the_other_call():
    found = impossible_times(calls(("甲", 0, 900, 2), ("甲", 10, 60, 2)), HOURS)
    assert found["other_call_id"].tolist() == [2, 1]


def test_a_call_without_an_end_is_judged_by_its_beginning():
    made = calls(("甲", 0, 120, 2), ("甲", -5, 120, 2)).assign(ended_at=pd.NaT)
    made["ended_at"] = pd.to_datetime(made["ended_at"])
    found = impossible_times(made, HOURS)
    assert found[["call_id", "kind"]].to_numpy().tolist() == [[2, "outside_hours"]]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.sampled_from("甲乙"), st.integers(0, 60), st.integers(1, 1200)), max_size=10))
def test_overlaps_are_found_by_comparing_every_two(rows):
    made = calls(*[(*row, 0) for row in rows])
    found = impossible_times(made, CallingHours(DAY, DAY, {0: ((time(0, 0), time(23, 59)),)}))
    pairs = {
        (one.call_id, other.call_id)
        for one in made.itertuples()
        for other in made.itertuples()
        if one.call_id != other.call_id
        and one.interviewer == other.interviewer
        and one.started_at < other.ended_at
        and other.started_at < one.ended_at
    }
    assert set(found["call_id"]) == {one for one, _ in pairs}
    assert found["call_id"].is_unique
    assert {(row.call_id, row.other_call_id) for row in found.itertuples()} <= pairs


# --- departments ------------------------------------------------------------------------------------------------


def test_what_departments_claimed_is_held_against_what_deputies_said():
    claims = pd.DataFrame(
        [("教体", 1, GOOD), ("教体", 2, GOOD), ("教体", 3, FAIR), ("教体", 3, FAIR), ("教体", 4, BAD), ("交通", 5, GOOD), ("交通", 6, GOOD), ("水利", 1, None)],
        columns=["department", "suggestion_id", "claimed"],
    )  # fmt: skip
    verdicts = pd.DataFrame(
        [(1, GOOD), (2, BAD), (3, BAD), (4, BAD), (5, None)], columns=["suggestion_id", "outcome"]
    )
    assert claims_against_answers(claims, verdicts).to_dict("records") == [
        {"department": "教体", "claimed": 3, "asked": 3, "rated": 3, "same": 1, "confirmed": 1, "contradicted": 2, "suggestions": [2, 3]},
        {"department": "交通", "claimed": 2, "asked": 1, "rated": 0, "same": 0, "confirmed": 0, "contradicted": 0, "suggestions": []},
        {"department": "水利", "claimed": 0, "asked": 0, "rated": 0, "same": 0, "confirmed": 0, "contradicted": 0, "suggestions": []},
    ]  # fmt: skip


def test_where_nobody_claimed_anything_there_is_nothing_to_hold_against():
    claims = pd.DataFrame({"department": [], "suggestion_id": [], "claimed": []})
    verdicts = pd.DataFrame({"suggestion_id": [1], "outcome": [GOOD]})
    assert claims_against_answers(claims, verdicts).empty
