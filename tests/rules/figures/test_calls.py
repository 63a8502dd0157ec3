"""How calls ended, from what came back and from the log: answers go before dials, worked by hand."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.words import Outcome
from tasks.rules.figures.calls import groups_of_calls, groups_of_pairs

NO_LOG = pd.DataFrame({"call_id": [1], "group": ["NC"], "attempts": [0]})


def _call(outcomes, logged=NO_LOG, is_withdrawn=False):
    items = pd.DataFrame(
        {"call_id": 1, "outcome": pd.Series(outcomes, dtype=object), "is_withdrawn": is_withdrawn}
    )
    calls = groups_of_calls(items, logged)
    row = calls.iloc[0]
    return (
        row["group"],
        bool(row["is_dialled"]),
        bool(row["is_reached"]),
        groups_of_pairs(items, calls).tolist(),
    )


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        (["satisfied", "dissatisfied"], ("I", True, True, ["I", "I"])),
        (["satisfied", "unclear"], ("I", True, True, ["I", "I"])),
        (["satisfied", None], ("P", True, True, ["I", "O"])),
        (["satisfied", "refused"], ("P", True, True, ["I", "R"])),
        (["refused", "refused"], ("R", True, True, ["R", "R"])),
        (["unreached", "refused"], ("R", True, True, ["NC", "R"])),
        (["unreached", None], ("NC", True, False, ["NC", "NC"])),
        (["left_office"], ("NE", True, False, ["NE"])),
        (["invalid_number"], ("NC", True, False, ["NC"])),
        ([None, None], ("NC", False, False, ["NC", "NC"])),
    ],
)
def test_without_a_log(outcomes, expected):
    assert _call(outcomes) == expected


def test_a_log_says_what_no_item_says():
    logged = pd.DataFrame({"call_id": [1], "group": ["R"], "attempts": [2]})
    assert _call([None], logged) == ("R", True, True, ["R"])


def test_an_answer_is_not_undone_by_a_later_dial():
    logged = pd.DataFrame({"call_id": [1], "group": ["R"], "attempts": [2]})
    assert _call(["satisfied"], logged) == ("I", True, True, ["I"])


@pytest.mark.parametrize(
    ("outcomes", "gone", "expected"),
    [
        (["satisfied", None], [False, True], ("I", True, True, ["I", "NE"])),
        (["satisfied", "unreached"], [True, True], ("I", True, True, ["I", "NE"])),
        (["refused", None], [True, True], ("R", True, True, ["R", "R"])),
        ([None, None], [True, True], ("NE", False, False, ["NE", "NE"])),
        (["unreached", None], [True, False], ("NC", True, False, ["NE", "NC"])),
        (["unreached"], [True], ("NE", True, False, ["NE"])),
        (["left_office"], [True], ("NE", True, False, ["NE"])),
    ],
)
def test_what_was_taken_back_is_eligible_no_more_unless_it_was_settled(outcomes, gone, expected):
    assert _call(outcomes, is_withdrawn=gone) == expected


def test_a_refusal_in_the_log_stands_whatever_is_taken_back():
    logged = pd.DataFrame({"call_id": [1], "group": ["R"], "attempts": [2]})
    assert _call([None], logged, [True]) == ("R", True, True, ["R"])


@given(
    st.lists(
        st.tuples(
            st.integers(1, 5),
            st.sampled_from([None, *(outcome.value for outcome in Outcome)]),
            st.booleans(),
        ),
        min_size=1,
        max_size=20,
    )
)
def test_every_call_and_every_pair_is_in_one_group(rows):
    items = pd.DataFrame(rows, columns=["call_id", "outcome", "is_withdrawn"]).astype({"outcome": object})
    none = pd.DataFrame(
        {"call_id": pd.Series(dtype=int), "group": pd.Series(dtype=str), "attempts": pd.Series(dtype=int)}
    )
    calls = groups_of_calls(items, none)
    pairs = groups_of_pairs(items, calls)
    groups = {"I", "P", "R", "NC", "O", "NE"}
    assert set(calls["group"]) <= groups
    assert set(pairs) <= groups
    assert len(calls) == items["call_id"].nunique()
    assert (pairs == "I").sum() == items["outcome"].isin(
        ["satisfied", "mostly_satisfied", "dissatisfied", "unclear"]
    ).sum()
