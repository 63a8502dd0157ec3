"""Who is asked about: each suggestion has its reason, a sample its probabilities, and nothing depends on the order of rows."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.lifecycle import Status
from schemas.words import Signature
from tasks.rules.selection import REASON_CHINESE, Choice, draw_sample, exclusions, limit_items, strata

ROW = {
    "suggestion_id": 1,
    "number": "1",
    "status": "answered",
    "round": 1,
    "is_confidential": False,
    "is_key": False,
    "has_signer": True,
    "series": "in_session",
    "committee": "教科文卫委",
}
LEAD = {"suggestion_id": 1, "department": "区教育局", "result_class": "A", "is_interim": False}


def reason(choice=None, lead=None, **row):
    found = exclusions(
        pd.DataFrame([ROW | row]), pd.DataFrame([LEAD | (lead or {})]), choice or Choice(round=1)
    )
    return None if pd.isna(found.iloc[0]) else found.iloc[0]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({}, None),
        ({"status": "referred"}, "no_reply"),
        ({"status": "registered"}, "no_reply"),
        ({"status": "re_referred", "round": 2}, "no_reply"),
        ({"status": "surveying"}, "in_open_cycle"),
        ({"status": "withdrawn"}, "withdrawn"),
        ({"status": "satisfied"}, "rated"),
        ({"status": "closed"}, "rated"),
        ({"round": 2}, "other_round"),
        ({"is_confidential": True}, "confidential"),
        ({"has_signer": False}, "no_signer"),
        ({"status": "referred", "is_confidential": True}, "no_reply"),
    ],
)
def test_the_reason_of_a_suggestion(row, expected):
    assert reason(**row) == expected


def test_an_interim_reply_is_no_reply_to_ask_about():
    assert reason(status="referred", lead={"is_interim": True}) == "interim_only"
    # a referral without a reply says nothing
    assert reason(status="referred", lead={"is_interim": None}) == "no_reply"


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ({"numbers": ("1", "2")}, None),
        ({"numbers": ("2",)}, "not_chosen"),
        ({"committees": ("教科文卫委",)}, None),
        ({"committees": ("财经委",)}, "not_chosen"),
        ({"departments": ("区教育局",)}, None),
        ({"departments": ("区公安局",)}, "not_chosen"),
        ({"classes": ("A", "B")}, None),
        ({"classes": ("C",)}, "not_chosen"),
        ({"key_only": True}, "not_chosen"),
    ],
)
def test_a_choice_narrows(choice, expected):
    assert reason(Choice(round=1, **choice)) == expected


def test_every_status_and_every_reason_has_a_word():
    for status in Status:
        found = reason(status=status.value)
        assert found is None or found in REASON_CHINESE


def test_of_several_lead_departments_the_first_makes_the_stratum():
    leads = pd.DataFrame([LEAD, LEAD | {"department": "区公安局"}])
    assert strata(leads).values.tolist() == [[1, "区教育局"]]


frames = st.lists(st.sampled_from("甲乙丙丁"), min_size=1, max_size=60).map(
    lambda names: pd.DataFrame({"suggestion_id": range(1, len(names) + 1), "stratum": names})
)


@settings(deadline=None)
@given(frame=frames, size=st.integers(1, 80), seed=st.integers(0, 2**32 - 1), data=st.data())
def test_a_sample_is_allotted_weighted_and_reproducible(frame, size, seed, data):
    drawn = draw_sample(frame, size, seed)
    wanted = min(size, len(frame))
    assert len(drawn) == wanted == drawn["suggestion_id"].nunique()
    sizes, taken = frame["stratum"].value_counts(), drawn["stratum"].value_counts()
    assert abs(drawn["weight"].sum() - len(frame)) < 1e-9
    if wanted >= len(sizes):
        assert set(taken.index) == set(sizes.index)
        # never off the proportional share by a whole unit, but where the minimum of one lifts a stratum
        for name, count in taken.items():
            assert count == 1 or count <= -(-sizes[name] * wanted // len(frame)) + 1
        # the weights of a stratum add up to it (Horvitz-Thompson)
        totals = drawn.groupby("stratum")["weight"].sum()
        assert all(abs(totals[name] - sizes[name]) < 1e-9 for name in sizes.index)
    assert (drawn["inclusion_probability"] * drawn["weight"]).sub(1).abs().max() < 1e-12
    shuffled = frame.iloc[data.draw(st.permutations(range(len(frame))))]
    pd.testing.assert_frame_equal(draw_sample(shuffled, size, seed), drawn)


def test_another_seed_is_another_sample():
    frame = pd.DataFrame({"suggestion_id": range(100), "stratum": ["甲"] * 100})
    first, second = (set(draw_sample(frame, 10, seed)["suggestion_id"]) for seed in (1, 2))
    assert first != second


LEADING, SECONDING = Signature.LEAD.value, Signature.CO_SIGNER.value
SIGNERS = pd.DataFrame(
    [
        (1, "1", 7, SECONDING, True),
        (2, "2", 7, LEADING, True),
        (3, "10", 7, LEADING, True),
        (1, "1", 8, LEADING, True),
    ],
    columns=["suggestion_id", "number", "deputy_id", "signature", "has_phone"],
)


def test_a_cap_keeps_a_deputys_own_suggestions():
    kept, left_out = limit_items(SIGNERS, set(), 2)
    assert kept[["deputy_id", "suggestion_id"]].values.tolist() == [[7, 2], [7, 3], [8, 1]]
    assert left_out == {"called_recently": 0, "over_cap": 1}


def test_a_deputy_called_a_short_while_ago_is_left_alone():
    kept, left_out = limit_items(SIGNERS, {7}, None)
    assert kept["deputy_id"].tolist() == [8]
    assert left_out == {"called_recently": 3}
