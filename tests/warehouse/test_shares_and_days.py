"""What statements are made of: shares, days between, a year later, the same on both databases."""

from datetime import date

from sqlalchemy import literal, select

from warehouse.days import DaysBetween, YearLater
from warehouse.engine import begin
from warehouse.queries.parts import percent


def test_a_share_is_rounded_half_up(warehouse_url: str) -> None:
    cases = [
        (118, 120, 98.3),
        (119, 120, 99.2),
        (1, 16, 6.3),
        (1, 8, 12.5),
        (1, 2000, 0.1),
        (0, 5, 0.0),
        (0, 0, None),
    ]
    with begin(warehouse_url) as connection:
        for part, whole, expected in cases:
            assert connection.scalar(select(percent(literal(part), literal(whole)))) == expected


def test_days_between_are_calendar_days(warehouse_url: str) -> None:
    # over the leap day and the end of a year
    cases = [
        ((2020, 3, 1), (2020, 2, 28), 2),
        ((2021, 1, 1), (2020, 12, 31), 1),
        ((2020, 1, 1), (2020, 1, 2), -1),
    ]
    with begin(warehouse_url) as connection:
        for later, earlier, days in cases:
            assert (
                connection.scalar(select(DaysBetween(literal(date(*later)), literal(date(*earlier))))) == days
            )


def test_a_year_later_is_the_same_day_of_the_next_year(warehouse_url: str) -> None:
    cases = [
        (date(2019, 2, 28), date(2020, 2, 28)),
        (date(2020, 2, 28), date(2021, 2, 28)),
        (date(2020, 2, 29), date(2021, 2, 28)),
        (date(2020, 12, 31), date(2021, 12, 31)),
        (date(2020, 1, 30), date(2021, 1, 30)),
    ]
    with begin(warehouse_url) as connection:
        for day, later in cases:
            assert connection.scalar(select(YearLater(literal(day)))) == later
