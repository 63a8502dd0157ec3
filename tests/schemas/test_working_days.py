"""The working-day calendar against the notices that made it."""

from datetime import date, timedelta

import pytest

from schemas.working_days import FIRST_DAY, LAST_DAY, days_between, working_days

DAYS = working_days()


def is_working(day: date) -> bool:
    return bool(DAYS.is_working[DAYS.index(day)])


@pytest.mark.parametrize(
    ("first", "last"),
    [
        pytest.param(date(2020, 1, 1), date(2020, 1, 1), id="new year 2020"),
        # first until 30 January, then extended until 2 February because of the epidemic
        pytest.param(date(2020, 1, 24), date(2020, 2, 2), id="spring festival 2020 as extended"),
        pytest.param(date(2020, 4, 4), date(2020, 4, 6), id="qingming 2020"),
        pytest.param(date(2020, 5, 1), date(2020, 5, 5), id="labour day 2020"),
        pytest.param(date(2020, 6, 25), date(2020, 6, 27), id="dragon boat 2020"),
        pytest.param(date(2020, 10, 1), date(2020, 10, 8), id="national day and mid-autumn 2020"),
        pytest.param(date(2024, 2, 10), date(2024, 2, 17), id="spring festival 2024"),
    ],
)
def test_holidays_are_no_working_days(first, last):
    assert not any(is_working(day) for day in days_between(first, last))
    assert all(DAYS.is_holiday[DAYS.index(day)] for day in days_between(first, last))


@pytest.mark.parametrize(
    "day",
    [
        date(2020, 1, 19),
        date(2020, 4, 26),
        date(2020, 5, 9),
        date(2020, 6, 28),
        date(2020, 9, 27),
        date(2020, 10, 10),
        date(2024, 2, 4),
    ],
    ids=str,
)
def test_make_up_days_on_weekends_are_worked(day):
    assert day.weekday() >= 5
    assert is_working(day)


def test_the_make_up_day_that_the_extension_took_back_is_no_working_day():
    # 1 February 2020, a Saturday, was to be worked; then the holiday was extended over it
    assert not is_working(date(2020, 2, 1))


def test_an_ordinary_week_has_five_working_days():
    assert [is_working(day) for day in days_between(date(2020, 3, 2), date(2020, 3, 8))] == [True] * 5 + [
        False
    ] * 2


def test_the_year_2020_has_249_working_days():
    # 262 weekdays; holidays on 19 of them (new year 1, spring festival 6, qingming 1, labour day 3, dragon boat 2, national
    # day 6); 6 days at weekends worked instead
    assert sum(is_working(day) for day in days_between(date(2020, 1, 1), date(2020, 12, 31))) == 262 - 19 + 6


def test_past_the_published_years_only_weekends_rule():
    day = DAYS.known_until + timedelta(days=1)
    year = days_between(day, day + timedelta(days=364))
    assert [is_working(d) for d in year] == [d.weekday() < 5 for d in year]


def test_known_until_is_the_end_of_a_year_that_has_its_holidays():
    assert (DAYS.known_until.month, DAYS.known_until.day) == (12, 31)
    assert DAYS.known_until.year >= 2026
    assert DAYS.is_holiday[DAYS.index(date(DAYS.known_until.year, 10, 1))]


@pytest.mark.parametrize(
    "day", [FIRST_DAY - timedelta(days=1), LAST_DAY + timedelta(days=1), date.min, date.max], ids=str
)
def test_a_day_that_the_calendar_does_not_reach_is_refused(day):
    with pytest.raises(ValueError, match="outside the calendar"):
        DAYS.index(day)


def test_days_between_holds_both_ends():
    assert days_between(date(2020, 2, 28), date(2020, 3, 1)) == [
        date(2020, 2, 28),
        date(2020, 2, 29),
        date(2020, 3, 1),
    ]
    assert days_between(date(2020, 2, 28), date(2020, 2, 27)) == []
