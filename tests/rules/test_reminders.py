"""Tiers: the one that applies on a day, against a reference that asks each tier in turn."""

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.rules.reminders import (
    OVERDUE,
    PAST_LIMIT,
    TODAY,
    before,
    days_left,
    lead_shown,
    reminder_words,
    tier_chinese,
    tiers,
    urgency,
)

DAY = date(2020, 4, 20)
BEFORE = (30, 7, 1)


LONG_AGO = date(1950, 1, 1)


def tier_by_hand(due_on, limit, days_before, today, began=LONG_AGO):
    """What a clerk with a wall calendar says: the last tier that has begun, and that began after the term did."""
    if due_on is None or due_on == date.max:
        return None
    if today > due_on:
        return PAST_LIMIT if limit and today > limit else OVERDUE
    if today == due_on:
        return TODAY
    for days in sorted(days_before):
        for ahead in range(1, days + 1):
            if today + timedelta(days=ahead) == due_on:
                return before(days) if began < due_on - timedelta(days=days) else None
    return None


def found(pairs, days_before=BEFORE, today=DAY, began=LONG_AGO):
    rows = pd.DataFrame(pairs, columns=["due_on", "limit"], dtype=object).assign(assigned_on=began)
    return tiers(rows, days_before, today).tolist()


near = st.integers(-80, 80).map(lambda days: DAY + timedelta(days=days))
due_days = st.one_of(near, st.just(date.max), st.none(), st.dates(date(1954, 1, 1), date(9990, 1, 1)))


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.tuples(due_days, st.one_of(st.none(), near)), max_size=20),
    st.lists(st.integers(1, 60), max_size=4, unique=True),
    near,
    st.one_of(st.just(LONG_AGO), near),
)
def test_every_row_is_in_the_tier_that_the_calendar_on_the_wall_says(pairs, days_before, today, began):
    expected = [tier_by_hand(due_on, limit, days_before, today, began) for due_on, limit in pairs]
    assert found(pairs, days_before, today, began) == expected


def test_a_short_term_is_not_announced_on_its_first_day():
    # 15 days from 20 April to 5 May: thirty days before is before it began
    assert found([(date(2020, 5, 5), None)], began=DAY) == [None]
    assert found([(date(2020, 5, 5), None)], today=date(2020, 4, 28), began=DAY) == ["before_7"]


@settings(max_examples=30, deadline=None)
@given(near, st.one_of(st.none(), near))
def test_as_days_go_by_a_tier_never_gives_way_to_a_less_urgent_one(due_on, limit):
    passing = [found([(due_on, limit)], today=DAY + timedelta(days=days))[0] for days in range(-120, 121)]
    urgencies = [urgency(tier) for tier in passing if tier]
    assert urgencies == sorted(urgencies, reverse=True)


@pytest.mark.parametrize(
    ("due_on", "limit", "tier"),
    [
        (date(2020, 5, 21), None, None),
        (date(2020, 5, 20), None, "before_30"),
        (date(2020, 4, 28), None, "before_30"),
        (date(2020, 4, 27), None, "before_7"),
        (date(2020, 4, 22), None, "before_7"),
        (date(2020, 4, 21), None, "before_1"),
        (DAY, DAY, TODAY),
        (date(2020, 4, 19), None, OVERDUE),
        (date(2020, 1, 17), DAY, OVERDUE),
        (date(2020, 1, 17), date(2020, 4, 19), PAST_LIMIT),
        (date.max, None, None),
    ],
)
def test_on_the_twentieth_of_april(due_on, limit, tier):
    assert found([(due_on, limit)]) == [tier]


def test_no_rows_are_in_no_tier():
    assert found([]) == []


def test_the_most_urgent_comes_first_and_each_tier_has_its_words():
    ordered = sorted(["before_7", OVERDUE, "before_30", PAST_LIMIT, TODAY, "before_1"], key=urgency)
    assert ordered == [PAST_LIMIT, OVERDUE, TODAY, "before_1", "before_7", "before_30"]
    assert [tier_chinese(tier) for tier in ordered] == [
        "已超过最长期限",
        "已逾期",
        "今日到期",
        "1日内到期",
        "7日内到期",
        "30日内到期",
    ]


def test_days_left_are_said_in_words():
    said = [days_left(DAY + timedelta(days=days), DAY) for days in (3, 0, -3)]
    assert said == ["剩余3日", "今日到期", "逾期3日"]


def test_who_signed_a_confidential_suggestion_is_not_told():
    assert lead_shown({"lead": "张三", "is_confidential": True}) == "（保密）"
    assert lead_shown({"lead": None, "is_confidential": False}) == "（未登记）"


def item(number, tier, due_on=DAY):
    shown = {"number": number, "title": f"建议{number}", "round": 2, "lead": "张三", "is_confidential": False}
    return shown | {"assigned_on": date(2020, 1, 17), "due_on": due_on, "tier": tier}


def test_the_words_of_a_digest_are_grouped_by_tier():
    items = [item("1", "before_7"), item("2", OVERDUE), item("3", "before_7")]
    words = reminder_words("代工委", "四次会议", "教育局", DAY, items)
    assert (words["count"], words["is_late"], words["issued_on"]) == (3, True, "2020年4月20日")
    assert [group["heading"] for group in words["groups"]] == ["一、已逾期（1件）", "二、7日内到期（2件）"]
    assert [[one["number"] for one in group["items"]] for group in words["groups"]] == [["2"], ["1", "3"]]
    assert words["groups"][0]["items"][0]["round"] == 2


def test_a_profile_with_very_many_tiers_still_has_its_headings():
    words = reminder_words("代工委", "四次会议", "教育局", DAY, [item("1", before(n)) for n in range(1, 12)])
    assert words["groups"][-1]["heading"] == "11日内到期（1件）"
    assert not words["is_late"]
