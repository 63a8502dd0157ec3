"""Departments are ranked fairly: places, intervals, and who gets none."""

import pandas as pd
import pytest

from tasks.report.ranking import later_rounds, rank_departments


def rounds(*rows):
    names = ("department", "round", "good", "asked", "on_time", "timed")
    return pd.DataFrame([dict(zip(names, row, strict=True)) for row in rows])


def places(frame, column="place"):
    return {
        name: None if pd.isna(place) else int(place)
        for name, place in zip(frame["department"], frame[column], strict=True)
    }


def test_equal_shares_have_equal_places_and_the_next_one_counts_them():
    ranked = rank_departments(
        rounds(("甲", 1, 5, 10, 5, 5), ("乙", 1, 3, 6, 4, 5), ("丙", 1, 6, 6, 5, 5), ("丁", 1, 0, 5, 0, 5))
    )
    assert places(ranked) == {"丙": 1, "甲": 2, "乙": 2, "丁": 4}
    assert places(ranked, "place_on_time") == {"甲": 1, "丙": 1, "乙": 3, "丁": 4}


def test_too_few_get_no_place_and_stand_last_in_their_own_order():
    ranked = rank_departments(
        rounds(("少", 1, 4, 4, 4, 4), ("多", 1, 1, 5, 5, 5), ("无", 1, 0, 0, 0, 0)), fewest=5
    )
    assert places(ranked) == {"多": 1, "少": None, "无": None}
    assert list(ranked["department"]) == ["多", "少", "无"]


def test_the_interval_is_wilsons_and_wider_for_fewer():
    ranked = rank_departments(rounds(("甲", 1, 5, 5, 5, 5), ("乙", 1, 50, 50, 5, 5)))
    # 1 / (1 + z^2/n): 5 -> 0.5655, 50 -> 0.9287
    assert dict(zip(ranked["department"], ranked["lower"], strict=True)) == pytest.approx(
        {"甲": 0.5655, "乙": 0.9287}, abs=5e-5
    )
    assert (ranked["upper"] == 1).all()


def test_later_rounds_stay_out_of_the_rank():
    both = rounds(("甲", 1, 5, 5, 5, 5), ("甲", 2, 0, 1, 0, 1))
    assert rank_departments(both)["share"].tolist() == [1.0]
    assert later_rounds(both)["round"].tolist() == [2]


def test_nobody_is_ranked_when_there_is_nobody():
    assert rank_departments(rounds(("甲", 1, 5, 5, 5, 5)).iloc[:0]).empty
