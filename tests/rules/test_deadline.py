"""Due dates against a reference that walks day by day, against cases worked by hand, and at the edges of the calendar."""

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from chinese_calendar import get_holiday_detail, is_workday
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.profile import EndRule, Term, Unit, in_force
from schemas.working_days import LAST_DAY, working_days
from tasks.rules.deadline import add_months, due_date, due_table, look_up

DAYS = working_days()
FIRST, LAST = date(2019, 1, 1), date(2026, 12, 31)
CASES = Path(__file__).parents[3] / "shared" / "examples" / "year" / "deadline_cases.json"
LENGTHS = [(3, Unit.MONTH), (6, Unit.MONTH), (1, Unit.MONTH), (30, Unit.WORKING_DAY), (15, Unit.DAY)]
TERMS = [
    pytest.param(
        Term(value=value, unit=unit, start="referred", end_rule=rule, source="第一条"),
        id=f"{value} {unit}, {rule}",
    )
    for value, unit in LENGTHS
    for rule in EndRule
]


def term(value: int, unit: Unit = Unit.MONTH, rule: EndRule = EndRule.OFF_NON_WORKING_DAYS) -> Term:
    return Term(value=value, unit=unit, start="referred", end_rule=rule, source="代表法第四十二条")


# --- the reference: one day after the other, with the calendar asked by its own functions -------------------------


@cache
def is_off(day: date, rule: EndRule) -> bool:
    if day > DAYS.known_until:
        return rule is EndRule.OFF_NON_WORKING_DAYS and day.weekday() >= 5
    if rule is EndRule.OFF_STATUTORY_HOLIDAYS:
        # the library names the holiday; a Saturday or Sunday that is free only because it is one has no name
        is_free, name = get_holiday_detail(day)
        return is_free and name is not None
    return rule is EndRule.OFF_NON_WORKING_DAYS and not is_workday(day)


@cache
def works(day: date) -> bool:
    return is_workday(day) if day <= DAYS.known_until else day.weekday() < 5


@cache
def walk_plain(start: date, value: int, unit: Unit) -> date:
    """Return the day on which the term ends of itself, without any arithmetic of months."""
    day, months, left = start, 0, value
    while left or unit is Unit.MONTH:
        tomorrow = day + timedelta(days=1)
        # the corresponding day, or the last day of a month that has none
        if unit is Unit.MONTH and months == value and (day.day == start.day or tomorrow.day == 1):
            break
        months += tomorrow.day == 1
        left -= works(tomorrow) if unit is Unit.WORKING_DAY else 1
        day = tomorrow
    return day


def walk(start: date, how: Term) -> date:
    """Return the due date by looking at every day."""
    day = walk_plain(start, how.value, how.unit)
    while is_off(day, how.end_rule):
        day += timedelta(days=1)
    return day


def every_day() -> Iterator[date]:
    for offset in range((LAST - FIRST).days + 1):
        yield FIRST + timedelta(days=offset)


@pytest.mark.parametrize("how", TERMS)
def test_every_start_day_of_eight_years_ends_as_the_walk_does(how):
    starts = list(every_day())
    due = due_table(starts, how, DAYS)
    assert {start: due[start].due_on for start in starts} == {start: walk(start, how) for start in starts}


@pytest.mark.parametrize("how", TERMS)
def test_looking_up_all_days_is_the_same_as_working_each_out(how):
    starts = list(every_day())
    found = look_up(np.array(starts, dtype="datetime64[D]"), how, DAYS)
    assert found.tolist() == [due_date(start, how, DAYS).due_on for start in starts]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.dates(date(2005, 1, 1), date(2035, 12, 31)), max_size=20),
    st.sampled_from([parameter.values[0] for parameter in TERMS]),
)
def test_looking_up_any_array_is_the_same_as_working_each_out(starts, how):
    found = look_up(np.array(starts, dtype="datetime64[D]"), how, DAYS)
    assert found.dtype == np.dtype("datetime64[D]")
    assert found.tolist() == [due_date(start, how, DAYS).due_on for start in starts]


def test_an_empty_array_is_looked_up():
    assert look_up(np.array([], dtype="datetime64[ns]"), term(3), DAYS).tolist() == []


def test_a_table_has_each_start_once():
    day = date(2020, 1, 17)
    assert list(due_table([day, date(2020, 1, 18), day], term(3), DAYS)) == [day, date(2020, 1, 18)]


@settings(deadline=None, max_examples=100)
@given(st.dates(FIRST, LAST), st.sampled_from([parameter.values[0] for parameter in TERMS]))
def test_a_day_later_is_never_due_earlier(start, how):
    assert due_date(start, how, DAYS).due_on <= due_date(start + timedelta(days=1), how, DAYS).due_on


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


def test_a_due_date_is_provisional_only_past_the_last_published_year():
    edge = DAYS.known_until
    one = term(1, Unit.DAY, EndRule.NONE)
    assert not due_date(edge - timedelta(days=1), one, DAYS).is_provisional
    assert due_date(edge, one, DAYS).is_provisional


def test_a_provisional_due_date_says_so():
    due = due_date(DAYS.known_until, term(3), DAYS)
    assert due.is_provisional
    assert "此日期为暂定，公布后重新计算" in due.explanation


def test_a_day_beyond_the_calendar_is_refused():
    with pytest.raises(ValueError, match="outside the calendar"):
        due_date(LAST_DAY, term(1), DAYS)


# --- the trace --------------------------------------------------------------------------------------------------


def test_the_explanation_names_the_start_the_term_the_end_and_the_article():
    due = due_date(date(2020, 1, 17), in_force("shandong", date(2020, 1, 17)).terms["reply"], DAYS)
    assert due.explanation == (
        "自2020年1月17日交办之日起3个月，开始的当日不计入，期满日为2020年4月17日。"
        "依据：代表法（2010年修正）第四十二条；期间计算参照民法总则关于期间的规定。"
    )


def test_the_explanation_says_how_far_the_end_moved():
    text = due_date(date(2019, 10, 28), term(3), DAYS).explanation
    assert "期满日为2020年1月28日。该日为休息日，顺延6日至2020年2月3日。" in text


@pytest.mark.parametrize(("value", "unit"), LENGTHS, ids=str)
def test_the_explanation_is_chinese(value, unit):
    assert not re.search("[A-Za-z]", due_date(date(2020, 1, 17), term(value, unit), DAYS).explanation)
