"""The working-day calendar against the notices that made it."""

from datetime import date, timedelta

import pytest
from chinese_calendar import constants

from schemas.holidays import CalendarError
from schemas.working_days import FIRST_DAY, LAST_DAY, DayKind, days_between, working_days

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


def test_with_everything_known_the_calendar_is_that_of_the_library():
    kinds = {
        FIRST_DAY + timedelta(days=offset): DayKind(kind)
        for offset, kind in enumerate(DAYS.kinds)
        if kind > 1
    }
    holidays = dict.fromkeys(constants.holidays, DayKind.HOLIDAY)
    assert kinds == holidays | dict.fromkeys(constants.workdays, DayKind.MADE_UP)


@pytest.mark.parametrize(
    ("day", "kind", "word"),
    [
        pytest.param(date(2020, 3, 2), DayKind.WORKING, "工作日", id="a Monday"),
        pytest.param(date(2020, 3, 7), DayKind.WEEKEND, "周末", id="a Saturday"),
        pytest.param(date(2020, 1, 25), DayKind.HOLIDAY, "法定节假日", id="spring festival"),
        pytest.param(date(2020, 4, 26), DayKind.MADE_UP, "补班", id="a Sunday that is worked"),
        pytest.param(date(1999, 10, 1), DayKind.WORKING, "工作日", id="a Friday before the calendar"),
        pytest.param(date(1999, 10, 2), DayKind.WEEKEND, "周末", id="a Saturday before the calendar"),
        pytest.param(date(2041, 1, 5), DayKind.WEEKEND, "周末", id="a Saturday after the calendar"),
        pytest.param(date(2041, 1, 7), DayKind.WORKING, "工作日", id="a Monday after the calendar"),
    ],
)
def test_any_day_is_of_some_kind(day, kind, word):
    assert (DAYS.kind(day), kind.chinese) == (kind, word)
    assert DAYS.works(day.toordinal()) == kind.is_working
    if FIRST_DAY <= day <= LAST_DAY:
        assert (bool(DAYS.is_working[DAYS.index(day)]), bool(DAYS.is_holiday[DAYS.index(day)])) == (
            kind.is_working,
            kind is DayKind.HOLIDAY,
        )


# --- what was known when ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("known_on", "last_year"),
    [
        (date(2018, 12, 5), 2018),
        (date(2018, 12, 6), 2019),
        (date(2019, 11, 20), 2019),
        (date(2019, 11, 21), 2020),
        (date(2025, 11, 3), 2025),
        (date(2025, 11, 4), 2026),
    ],
    ids=str,
)
def test_a_year_is_known_from_the_day_of_its_notice(known_on, last_year):
    assert working_days(known_on=known_on).known_until == date(last_year, 12, 31)


def test_labour_day_2019_was_one_day_until_four_were_made_of_it():
    before, after = (working_days(known_on=date(2019, 3, day)) for day in (21, 22))
    may = days_between(date(2019, 5, 1), date(2019, 5, 5))
    assert [before.kind(day) for day in may] == [
        DayKind.HOLIDAY,
        DayKind.WORKING,
        DayKind.WORKING,
        DayKind.WEEKEND,
        DayKind.WEEKEND,
    ]
    assert [after.kind(day) for day in may] == [DayKind.HOLIDAY] * 4 + [DayKind.MADE_UP]
    assert (before.kind(date(2019, 4, 28)), after.kind(date(2019, 4, 28))) == (
        DayKind.WEEKEND,
        DayKind.MADE_UP,
    )


def test_spring_festival_2020_was_extended_on_27_january():
    before, after = (working_days(known_on=date(2020, 1, day)) for day in (26, 27))
    days = days_between(date(2020, 1, 30), date(2020, 2, 3))
    assert [before.kind(day).is_working for day in days] == [False, True, True, False, True]
    assert [after.kind(day).is_working for day in days] == [False, False, False, False, True]


# --- an office's own notices ------------------------------------------------------------------------------------

NEXT_YEAR = """
[[notice]]
published = 2026-11-05
title = "国务院办公厅关于2027年部分节假日安排的通知"
year = 2027
off = [[2027-01-01, 2027-01-03], 2027-04-05]
work = [2027-01-10]
"""


@pytest.fixture
def office_file(tmp_path):
    def write(text):
        path = tmp_path / "holidays.toml"
        path.write_text(text, "utf-8")
        return path

    return write


def test_an_office_without_a_file_has_the_shipped_calendar(tmp_path):
    assert working_days(tmp_path / "holidays.toml") is working_days()


def test_an_office_can_put_next_year_in(office_file):
    days = working_days(office_file(NEXT_YEAR))
    assert days.known_until == date(2027, 12, 31)
    assert [days.kind(date(2027, 1, day)) for day in (3, 4, 9, 10)] == [
        DayKind.HOLIDAY,
        DayKind.WORKING,
        DayKind.WEEKEND,
        DayKind.MADE_UP,
    ]
    assert days.kind(date(2027, 4, 5)) is DayKind.HOLIDAY


def test_an_offices_notice_too_is_known_from_its_day(office_file):
    path = office_file(NEXT_YEAR)
    assert working_days(path, date(2026, 11, 4)).known_until == date(2026, 12, 31)
    assert working_days(path, date(2026, 11, 5)).known_until == date(2027, 12, 31)


def test_a_file_that_changed_is_read_again(office_file):
    path = office_file(NEXT_YEAR)
    assert working_days(path).kind(date(2027, 1, 10)) is DayKind.MADE_UP
    office_file(NEXT_YEAR.replace("2027-01-10", "2027-01-17"))
    assert working_days(path).kind(date(2027, 1, 10)) is DayKind.WEEKEND


def test_an_office_overrides_the_installed_library(office_file):
    text = '[[notice]]\npublished = 2026-06-01\ntitle = "临时放假"\noff = [2026-06-22]\nwork = [2026-06-20]\n'
    days = working_days(office_file(text))
    assert (days.kind(date(2026, 6, 22)), days.kind(date(2026, 6, 20))) == (DayKind.HOLIDAY, DayKind.MADE_UP)
    assert days.kind(date(2026, 6, 19)) is DayKind.HOLIDAY


def test_a_whole_year_replaces_what_was_there(office_file):
    text = '[[notice]]\npublished = 2025-12-01\ntitle = "更正"\nyear = 2026\noff = [2026-01-01]\n'
    days = working_days(office_file(text))
    assert (days.kind(date(2026, 10, 1)), days.kind(date(2026, 2, 14))) == (DayKind.WORKING, DayKind.WEEKEND)


def test_a_year_after_a_missing_one_is_not_known(office_file):
    assert working_days(office_file(NEXT_YEAR.replace("2027", "2029"))).known_until == DAYS.known_until


def test_a_holiday_taken_back_is_a_working_day_and_no_make_up_day(office_file):
    text = '[[notice]]\npublished = 2026-09-01\ntitle = "取消"\nwork = [2026-10-07]\n'
    assert working_days(office_file(text)).kind(date(2026, 10, 7)) is DayKind.WORKING


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("[[notice]\n", "line 1", id="no TOML"),
        pytest.param("[notices]\nx = 1\n", "unknown key notices", id="an unknown table"),
        pytest.param("notice = 3\n", "expected [[notice]]", id="no list of notices"),
        pytest.param("notice = [3]\n", "notice 1: unknown key", id="a notice that is no table"),
        pytest.param(NEXT_YEAR.replace("work", "wrok"), "notice 1: unknown key wrok", id="an unknown key"),
        pytest.param(NEXT_YEAR.replace("2026-11-05", '"November"'), "published is no date", id="no date"),
        pytest.param(NEXT_YEAR.replace("year = 2027", 'year = "x"'), "year is no number", id="no year"),
        pytest.param(NEXT_YEAR.replace("2027-01-10", "2027-01-02"), "2027-01-02 is both", id="both"),
        pytest.param(
            NEXT_YEAR.replace("2027-01-10", '"10 January"'), "work: 10 January is neither", id="words"
        ),
        pytest.param(NEXT_YEAR.replace("2027-01-03", "2026-12-01"), "is no holiday", id="backwards"),
        pytest.param(NEXT_YEAR.replace("2027-01-03", "2028-01-03"), "is no holiday", id="a year long"),
        pytest.param(NEXT_YEAR.replace("[2027-01-10]", "2027-01-10"), "work is no list", id="no list"),
        pytest.param("[[notice]]\npublished = 2026-11-05\n", "neither off nor work", id="nothing in it"),
        pytest.param(NEXT_YEAR.replace("2027", "2057"), "outside the calendar", id="too late a year"),
        pytest.param("[published]\n2027 = 3\n", "published, 2027", id="a year without a day"),
        pytest.param(NEXT_YEAR.replace("2027-01-10", "2027-02-30"), "line 7", id="a day that does not exist"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_its_name_and_place(office_file, text, said):
    path = office_file(text)
    with pytest.raises(CalendarError) as refused:
        working_days(path)
    assert said in str(refused.value)
    assert "holidays.toml" in str(refused.value)


def test_a_file_that_is_no_utf8_is_refused(tmp_path):
    (tmp_path / "holidays.toml").write_bytes(NEXT_YEAR.encode("gb18030"))
    with pytest.raises(CalendarError, match="holidays"):
        working_days(tmp_path / "holidays.toml")


def test_a_file_with_a_byte_order_mark_is_read(tmp_path):
    (tmp_path / "holidays.toml").write_text(NEXT_YEAR, "utf-8-sig")
    assert working_days(tmp_path / "holidays.toml").known_until == date(2027, 12, 31)
