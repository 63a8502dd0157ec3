"""Calling hours against walking minute by minute."""

from datetime import date, datetime, time, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.rules.figures.calling_hours import CallingHours, are_within, ends_of, next_moments


def at(text):
    return datetime.fromisoformat(f"2020-{text}")


FIRST, LAST = date(2020, 9, 7), date(2020, 9, 16)
times = st.times(time(0, 0), time(23, 59)).map(lambda t: t.replace(second=0, microsecond=0))
# one or two spans of a day, apart from each other
spans = st.lists(times, min_size=4, max_size=4, unique=True).flatmap(
    lambda four: (
        st.sampled_from([tuple(sorted(four))[at : at + 2] for at in (0, 1, 2)]).map(lambda span: (span,))
        | st.just(tuple(zip(sorted(four)[::2], sorted(four)[1::2], strict=True)))
    )
)
hours = st.builds(
    lambda by_day, closed: CallingHours(FIRST, LAST, by_day, frozenset(closed)),
    st.dictionaries(st.integers(0, 6), spans, max_size=7),
    st.sets(st.dates(FIRST, LAST), max_size=3),
)
moments = st.datetimes(at("09-05 00:00"), at("09-18 00:00")).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)


def is_open(moment, hours, *, also_at_end):
    if not FIRST <= moment.date() <= LAST or moment.date() in hours.closed_days:
        return False
    if moment.weekday() not in hours.hours:
        return False
    return any(
        begin <= moment.time() < end or (also_at_end and moment.time() == end)
        for begin, end in hours.hours[moment.weekday()]
    )


def walk(moment, hours):
    while moment.date() <= LAST:
        if is_open(moment, hours, also_at_end=False):
            return moment
        moment += timedelta(minutes=1)
    return None


@settings(deadline=None, max_examples=25)
@given(hours, st.lists(moments, max_size=3))
def test_the_next_moment_is_found_by_walking(hours, found):
    said = next_moments(pd.Series(found, dtype="datetime64[us]"), hours)
    assert [None if pd.isna(moment) else moment for moment in said] == [walk(m, hours) for m in found]


def test_the_end_is_that_of_the_span_in_which_a_moment_lies():
    day = CallingHours(FIRST, FIRST, {0: ((time(9), time(11, 30)), (time(15), time(20, 30)))})
    wanted = pd.Series([pd.Timestamp("2020-09-07 11:30"), pd.Timestamp("2020-09-07 09:00")])
    begins = next_moments(wanted, day)
    assert [f"{moment:%H:%M}" for moment in begins] == ["15:00", "09:00"]
    assert [f"{moment:%H:%M}" for moment in ends_of(begins, day)] == ["20:30", "11:30"]


@settings(deadline=None, max_examples=100)
@given(hours, st.lists(moments, max_size=6))
def test_what_lies_within_is_told_one_by_one(hours, found):
    said = are_within(pd.Series(found, dtype="datetime64[us]"), hours)
    assert said.tolist() == [is_open(moment, hours, also_at_end=True) for moment in found]


@pytest.mark.parametrize(
    ("moment", "within", "following"),
    [
        pytest.param("17:59", False, "18:00", id="before"),
        pytest.param("18:00", True, "18:00", id="at the beginning"),
        pytest.param("20:29", True, "20:29", id="just before the end"),
        pytest.param("20:30", True, None, id="at the end"),
    ],
)
def test_the_edges_of_an_evening(moment, within, following):
    day = CallingHours(FIRST, FIRST, {0: ((time(18, 0), time(20, 30)),)})
    found = pd.Series([pd.Timestamp(f"2020-09-07 {moment}")])
    (after,) = next_moments(found, day)
    assert are_within(found, day).tolist() == [within]
    assert (None if pd.isna(after) else after.strftime("%H:%M")) == following
