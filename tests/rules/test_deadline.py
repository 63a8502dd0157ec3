"""Due dates worked by hand, where the calendar ends, and what becomes known later. `test_due_lookup` compares every day."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.profile import EndRule, Span, Start, Term, Unit, in_force
from schemas.working_days import working_days
from tasks.rules.deadline import add_months, begin, due_date, settle
from tests.rules.walking import walk

DAYS = working_days()
CASES = Path(__file__).parents[3] / "shared" / "examples" / "year" / "deadline_cases.json"


def term(
    value: int | None, unit: Unit = Unit.MONTH, rule: EndRule = EndRule.OFF_NON_WORKING_DAYS, **more
) -> Term:
    return Term(
        value=value, unit=unit, start=Start.REFERRED, end_rule=rule, source="代表法第四十二条", **more
    )


def by(on: str, rule: EndRule = EndRule.NONE, **more) -> Term:
    return term(None, Unit.FIXED_DATE, rule, on=on, **more)


@settings(deadline=None, max_examples=100)
@given(st.dates(date(2004, 1, 1), date(2035, 1, 1)), st.integers(1, 24))
def test_a_month_later_is_in_the_right_month(start, months):
    end = add_months(start, months)
    assert end.year * 12 + end.month == start.year * 12 + start.month + months
    assert end.day == start.day or (end + timedelta(days=1)).day == 1


# --- by hand ----------------------------------------------------------------------------------------------------

GOLDEN = [
    # 17 January is not counted; 17 April 2020 is a Friday: nothing moves
    pytest.param("2020-01-17", term(3), "2020-04-17", id="the founding case, three months"),
    # 17 July 2020 is a Friday
    pytest.param("2020-01-17", term(6), "2020-07-17", id="the founding case, six months"),
    # 2020 is a leap year: February ends on Saturday 29; Sunday 1 March; Monday 2 March
    pytest.param("2020-01-31", term(1), "2020-03-02", id="31 January and one month in a leap year"),
    # 2021 is not: February ends on Sunday 28; Monday 1 March
    pytest.param("2021-01-31", term(1), "2021-03-01", id="31 January and one month"),
    # the same without end rule
    pytest.param(
        "2020-01-31", term(1, rule=EndRule.NONE), "2020-02-29", id="31 January, leap year, no end rule"
    ),
    pytest.param("2021-01-31", term(1, rule=EndRule.NONE), "2021-02-28", id="31 January, no end rule"),
    # no 30 February: Saturday 29 February 2020, on to Monday 2 March
    pytest.param("2019-11-30", term(3), "2020-03-02", id="30 November and three months into a leap year"),
    # Sunday 28 February 2021, on to Monday
    pytest.param("2020-11-30", term(3), "2021-03-01", id="30 November and three months into a common year"),
    # Monday 28 February 2022: nothing moves
    pytest.param("2021-11-30", term(3), "2022-02-28", id="30 November and three months to a Monday"),
    # Tuesday 28 January 2020 lies in the Spring Festival, extended to Sunday 2 February; Monday 3 is worked
    pytest.param("2019-10-28", term(3), "2020-02-03", id="due inside spring festival 2020"),
    # Friday 31 January: the day that the extension added
    pytest.param("2019-10-31", term(3), "2020-02-03", id="due on the day that the extension added"),
    # Saturday 1 February: announced as worked, then free
    pytest.param("2019-11-01", term(3), "2020-02-03", id="due on the make-up day that was taken back"),
    # Sunday 26 April 2020 is worked
    pytest.param("2020-01-26", term(3), "2020-04-26", id="due on a make-up Sunday"),
    # Saturday 25 April 2020: the Sunday after it is worked
    pytest.param("2020-01-25", term(3), "2020-04-26", id="due on the Saturday before a make-up Sunday"),
    # Sunday 27 September 2020 is worked
    pytest.param("2020-06-27", term(3), "2020-09-27", id="due on the make-up Sunday of national day"),
    # 1 to 8 October 2020 are free; Friday 9
    pytest.param("2020-07-01", term(3), "2020-10-09", id="due at the begin of national day"),
    # statutory holidays only: Saturday 18 April 2020 stays, 5 April (Qingming) moves to Tuesday 7
    pytest.param(
        "2020-01-18", term(3, rule=EndRule.OFF_STATUTORY_HOLIDAYS), "2020-04-18", id="a plain Saturday stays"
    ),
    pytest.param(
        "2020-01-05", term(3, rule=EndRule.OFF_STATUTORY_HOLIDAYS), "2020-04-07", id="Qingming moves on"
    ),
    # 23 Jan is 1; free until 2 Feb; 3-7 Feb are 2-6, 10-14 are 7-11, 17-21 are 12-16, 24-28 are 17-21, 2-6 March 22-26,
    # 9-12 March 27-30
    pytest.param(
        "2020-01-22", term(30, Unit.WORKING_DAY), "2020-03-12", id="thirty working days over spring festival"
    ),
    # 15 days after 10 January is 25 January, Spring Festival; 3 February
    pytest.param("2020-01-10", term(15, Unit.DAY), "2020-02-03", id="fifteen days into spring festival"),
    pytest.param(
        "2020-01-10", term(15, Unit.DAY, EndRule.NONE), "2020-01-25", id="fifteen days without end rule"
    ),
    # the earlier of two: three months is 28 June, Friday; the date comes two days later
    pytest.param(
        "2024-03-28",
        term(3, at_most=Span(unit=Unit.FIXED_DATE, on="06-30")),
        "2024-06-28",
        id="three months before the fixed date",
    ),
    # 15 April + 3 months is 15 July; 30 June 2024 is a Sunday: Monday 1 July
    pytest.param(
        "2024-04-15",
        term(3, at_most=Span(unit=Unit.FIXED_DATE, on="06-30")),
        "2024-07-01",
        id="the fixed date before three months",
    ),
    pytest.param("2024-03-28", by("06-30"), "2024-06-30", id="a fixed date is not moved without end rule"),
    pytest.param("2024-06-29", by("06-30"), "2024-06-30", id="the day before the fixed date"),
    # the first day is not counted
    pytest.param("2024-06-30", by("06-30"), "2025-06-30", id="on the fixed date the next year's"),
    # 5 October 2020 lies in the holiday until 8 October
    pytest.param(
        "2020-03-01", by("10-05", EndRule.OFF_NON_WORKING_DAYS), "2020-10-09", id="a fixed date in a holiday"
    ),
    # a term over the end of the year: 17 December 2019 plus three months is Tuesday 17 March 2020
    pytest.param("2019-12-17", term(3), "2020-03-17", id="over the end of the year"),
]


@pytest.mark.parametrize(("start", "how", "due"), GOLDEN)
def test_cases_worked_by_hand(start, how, due):
    assert due_date(date.fromisoformat(start), how, DAYS).due_on == date.fromisoformat(due)


@pytest.mark.skipif(not CASES.is_file(), reason="the example year lies beside the project, not in it")
def test_the_cases_of_the_example_year():
    cases = json.loads(CASES.read_text("utf-8"))
    assert cases
    for case in cases:
        due = due_date(date.fromisoformat(case["assigned"]), term(case["months"]), DAYS)
        assert due.due_on == date.fromisoformat(case["due"]), case["why"]


# --- where the calendar ends ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("due", "provisional"),
    [
        pytest.param("2026-12-28", False, id="before the last days of the last published year"),
        # 29 to 31 December have been part of New Year's holiday, or worked for it, more than once
        pytest.param("2026-12-29", True, id="in its last days"),
        pytest.param("2027-01-05", True, id="after it"),
        pytest.param("2041-01-02", True, id="beyond the last day of the calendar"),
    ],
)
def test_a_due_date_is_provisional_when_holidays_may_yet_move_it(due, provisional):
    start = date.fromisoformat(due) - timedelta(days=1)
    # as it was when 2026 was the last year, whatever the installed calendar knows by now
    days = working_days(known_on=date(2026, 6, 1))
    assert settle(start, term(1, Unit.WORKING_DAY, EndRule.NONE), days) == (
        start + timedelta(days=1),
        start + timedelta(days=1),
        provisional,
    )
    assert settle(start, term(1, Unit.DAY), days).is_provisional is provisional
    # natural days that end where they end: no holiday can move them
    assert not settle(start, term(1, Unit.DAY, EndRule.NONE), days).is_provisional


def test_a_provisional_due_date_says_so():
    due = due_date(DAYS.known_until, term(3), DAYS)
    assert due.is_provisional
    assert due.trace["is_provisional"]
    assert "此日期为暂定，公布后重新计算" in due.explanation


@given(st.dates(), st.sampled_from([term(3), term(30, Unit.WORKING_DAY), by("06-30"), term(90, Unit.DAY)]))
@settings(deadline=None)
def test_no_day_of_any_year_stops_a_night(start, how):
    due = due_date(start, how, DAYS)
    assert due.due_on >= start
    assert due.is_provisional or due.due_on <= DAYS.known_until or how.unit is Unit.FIXED_DATE


@pytest.mark.parametrize("how", [term(3), term(900, Unit.DAY), term(30, Unit.WORKING_DAY)], ids=str)
def test_the_last_days_that_there_are_end_on_the_last(how):
    assert settle(date.max, how, DAYS) == (date.max, date.max, True)


def test_before_the_first_year_on_record_weekends_rule_and_the_text_says_so():
    due = due_date(date(2001, 3, 1), term(1), DAYS)
    # Sunday 1 April 2001
    assert (due.due_on, due.is_provisional) == (date(2001, 4, 2), True)
    assert "该年度放假安排未收录" in due.explanation


# --- what is proclaimed after the referral ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("known_on", "due"),
    [
        # as the notice of November 2019 had it: free until 30 January, Saturday 1 February worked
        pytest.param(date(2020, 1, 26), date(2020, 1, 31), id="before the extension was proclaimed"),
        pytest.param(date(2020, 1, 27), date(2020, 2, 3), id="from the day it was"),
        pytest.param(None, date(2020, 2, 3), id="with all that is known now"),
    ],
)
def test_the_extended_spring_festival_counts_from_the_day_of_its_notice(known_on, due):
    days = working_days(known_on=known_on)
    assert settle(date(2019, 10, 28), term(3), days).due_on == due


def test_a_due_date_is_provisional_until_the_year_is_published():
    # 17 January 2020 lies in a year that was published on 21 November 2019
    before, after = (working_days(known_on=date(2019, 11, day)) for day in (20, 21))
    assert settle(date(2019, 10, 17), term(3), before) == (date(2020, 1, 17), date(2020, 1, 17), True)
    assert settle(date(2019, 10, 17), term(3), after) == (date(2020, 1, 17), date(2020, 1, 17), False)


def test_an_edition_that_begins_after_the_referral_does_not_change_its_due_date():
    # referred under the law of 2015, answered under that of 2025: the edition of the day of referral is asked
    referred = date(2025, 3, 11)
    old = due_date(referred, in_force("national", referred).terms["reply"], DAYS)
    new = due_date(referred, in_force("national", date(2025, 3, 12)).terms["reply"], DAYS)
    assert old.trace["edition"] == "代表法（2015年修正）"
    assert (old.trace["article"], new.trace["article"]) == ("第四十二条", "第五十一条")
    assert old.due_on == new.due_on == date(2025, 6, 11)


def test_an_edition_that_changes_the_length_only_changes_later_referrals():
    # Henan: thirty days under the rule of 2000, a month from 1 August 2017
    old, new = (in_force("henan", date(2017, month, 1)).terms["second_reply"] for month in (7, 8))
    # 31 July + 30 days = 30 August, Wednesday; + 1 month = 31 August, Thursday
    assert settle(date(2017, 7, 31), old, DAYS).due_on == date(2017, 8, 30)
    assert settle(date(2017, 7, 31), new, DAYS).due_on == date(2017, 8, 31)


@settings(deadline=None, max_examples=100)
@given(
    st.dates(date(2005, 1, 1), date(2026, 6, 1)),
    st.integers(1, 60),
    st.sampled_from([Unit.DAY, Unit.WORKING_DAY, Unit.MONTH]),
    st.sampled_from(list(EndRule)),
    st.sampled_from([None, "06-30", "10-01", "12-31"]),
)
def test_any_term_ends_as_the_walk_does(start, value, unit, rule, limit):
    how = term(value if unit is not Unit.MONTH else value % 12 + 1, unit, rule)
    if limit:
        how = how.model_copy(update={"at_most": Span(unit=Unit.FIXED_DATE, on=limit)})
    assert settle(start, how, DAYS).due_on == walk(start, how)


# --- which day starts it ----------------------------------------------------------------------------------------

RECEIVED = term(1).model_copy(update={"start": Start.RECEIVED})


def test_a_term_starts_on_the_day_of_its_event():
    events = {"referred": date(2020, 1, 17), "received": date(2020, 1, 20)}
    assert begin(term(1), events) == (date(2020, 1, 17), term(1))
    assert begin(RECEIVED, events) == (date(2020, 1, 20), RECEIVED)


def test_without_a_receipt_the_day_of_referral_is_taken_and_named():
    found = begin(RECEIVED, {"referred": date(2020, 1, 17)})
    assert found
    assert found[0] == date(2020, 1, 17)
    assert "2020年1月17日交办之日起" in due_date(*found, DAYS).explanation


def test_what_has_not_happened_starts_nothing():
    assert begin(RECEIVED, {"session_closed": date(2020, 1, 16)}) is None
    assert begin(term(1), {"received": date(2020, 1, 20)}) is None
