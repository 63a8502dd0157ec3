"""Who may be one person under two spellings: shown, never merged."""

from datetime import time

import pandas as pd
import pytest

from tasks.rules.calling import Calling
from tasks.rules.same_person import SAME_DELEGATION, SAME_NUMBER, folded_name, look_at_first


def found(*people):
    rows = [
        {"deputy_id": key, "name": name, "delegation": delegation, "e164": number}
        for key, (name, delegation, number) in enumerate(people, start=1)
    ]
    pairs = look_at_first(pd.DataFrame(rows))
    return [(row["first_id"], row["second_id"], row["because"]) for row in pairs.to_dict("records")]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("王 伟", "东团", "1"), ("王伟", "东团", "2"), [(1, 2, SAME_DELEGATION)]),
        (("肖剑鋒", "东团", "1"), ("萧剑锋", "东团", "2"), [(1, 2, SAME_DELEGATION)]),
        (("阿依·古丽", "东团", None), ("阿依古丽", "东团", None), [(1, 2, SAME_DELEGATION)]),
        # a namesake in another delegation is another person, unless both have one number
        (("王伟", "东团", "1"), ("王伟", "西团", "2"), []),
        (("王伟", "东团", "1"), ("王伟", "西团", "1"), [(1, 2, SAME_NUMBER)]),
        (("王玮", "东团", "1"), ("王伟", "西团", "1"), [(1, 2, SAME_NUMBER)]),
        (("王玮", "东团", "1"), ("王伟", "东团", "2"), []),
        # husband and wife on one line
        (("李伟", "东团", "1"), ("王伟", "东团", "1"), []),
        (("王建国", "东团", "1"), ("王伟", "东团", "1"), []),
    ],
)
def test_a_pair(one, other, expected):
    assert found(one, other) == expected


def test_nobody_makes_no_pair():
    assert look_at_first(pd.DataFrame(columns=["deputy_id", "name", "delegation", "e164"])).empty


def test_folding_twice_changes_nothing():
    assert folded_name(folded_name("肖剑 鋒")) == folded_name("萧剑锋")


@pytest.mark.parametrize("hours", ["9-11", "20:30-18:00", "18:00-20:30,09:00-11:00", "09:00-25:00"])
def test_hours_that_are_none_are_refused(hours):
    with pytest.raises(ValueError, match="no hours"):
        Calling(hours=hours)


def test_what_was_planned_holds_and_without_a_plan_the_usual():
    planned = Calling(3, "09:00-11:30,15:00-20:30")
    assert Calling.planned({**planned.as_plan(), "seed": 7}) == planned
    spans = ((time(9), time(11, 30)), (time(15), time(20, 30)))
    assert planned.by_weekday == dict.fromkeys(range(7), spans)
    assert Calling.planned(None) == Calling.planned({"seed": 7}) == Calling()
    assert [Calling().by_weekday[day][0][1] for day in (4, 5)] == [time(20, 30), time(17)]


def test_hours_stand_in_the_plan():
    assert Calling(3, "09:00-11:30,15:00-20:30").as_plan() == {
        "max_attempts": 3,
        "hours": "09:00-11:30,15:00-20:30",
    }
