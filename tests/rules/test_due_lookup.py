"""Due days of many rows: every day of eight years, every term of every profile, against the walk and against the slow rule."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.profile import EndRule, Span, Start, Term, Unit, in_force, profile_names
from schemas.working_days import working_days
from tasks.rules.deadline import settle
from tasks.rules.due_lookup import DueTable, look_up
from tests.rules.walking import walk

DAYS = working_days()
STARTS = np.arange(np.datetime64("2019-01-01"), np.datetime64("2027-01-01"))
PROFILE_DAYS = (date(2012, 6, 1), date(2019, 6, 1), date(2021, 6, 1), date(2026, 6, 1))


def made(value=None, unit=Unit.MONTH, rule=EndRule.OFF_NON_WORKING_DAYS, **more):
    return Term(value=value, unit=unit, start=Start.REFERRED, end_rule=rule, **more)


MADE = {
    f"{span.chinese}{'' if limit is None else ' or ' + limit.chinese}, {rule}": made(
        span.value, span.unit, rule, on=span.on, at_most=limit
    )
    for rule in EndRule
    for span, limit in [
        (Span(value=1, unit=Unit.MONTH), None),
        (Span(value=15, unit=Unit.DAY), None),
        (Span(value=30, unit=Unit.WORKING_DAY), None),
        (Span(on="06-30", unit=Unit.FIXED_DATE), None),
        (Span(on="10-01", unit=Unit.FIXED_DATE), None),
        (Span(value=3, unit=Unit.MONTH), Span(on="08-31", unit=Unit.FIXED_DATE)),
        (Span(value=60, unit=Unit.WORKING_DAY), Span(value=3, unit=Unit.MONTH)),
    ]
}


def terms_of_profiles():
    """Every way in which some profile counts, under the first name that it is met by."""
    found = {}
    for name in profile_names():
        for day in PROFILE_DAYS:
            for term in in_force(name, day).terms.values():
                how = (term.value, term.unit, term.on, term.at_most, term.end_rule)
                found.setdefault(how, (f"{name} {term.name} {day.year}", term))
    return dict(found.values())


ALL = {**terms_of_profiles(), **MADE}


@pytest.fixture(scope="module")
def table():
    return DueTable(list(ALL.values()), DAYS)


@pytest.mark.parametrize(("position", "term"), list(enumerate(ALL.values())), ids=list(ALL))
def test_every_start_day_of_eight_years_ends_as_the_walk_does(table, position, term):
    found, _ = table.look_up(np.full(len(STARTS), position), STARTS)
    walked = np.array([walk(start, term) for start in STARTS.tolist()], "datetime64[D]")
    wrong = np.flatnonzero(found != walked)
    assert not len(wrong), [(STARTS[i], found[i], walked[i]) for i in wrong[:5]]


def test_rows_of_all_terms_mixed_are_what_each_term_says(table):
    rng = np.random.default_rng(0)
    rules, starts = rng.integers(0, len(ALL), 20_000), rng.choice(STARTS, 20_000)
    due_on, is_provisional = table.look_up(rules, starts)
    for position, term in enumerate(ALL.values()):
        own = rules == position
        assert (due_on[own] == look_up(starts[own], term, DAYS)).all()
        slow = [settle(start, term, DAYS).is_provisional for start in starts[own].tolist()]
        assert is_provisional[own].tolist() == slow


@settings(deadline=None, max_examples=80)
@given(
    st.lists(
        st.tuples(st.integers(0, len(ALL) - 1), st.dates(date(1, 1, 1), date(9999, 12, 31))), max_size=12
    ),
    st.lists(
        st.tuples(st.integers(0, len(ALL) - 1), st.dates(date(2003, 1, 1), date(2045, 1, 1))), max_size=12
    ),
)
def test_any_days_however_far_apart_are_as_the_slow_rule_says(far, near):
    table, terms = DueTable(list(ALL.values()), DAYS), list(ALL.values())
    for pairs in (near, far, near):
        rules = np.array([rule for rule, _ in pairs], dtype=np.int64)
        starts = np.array([start for _, start in pairs], dtype="datetime64[D]")
        due_on, is_provisional = table.look_up(rules, starts)
        slow = [settle(start, terms[rule], DAYS) for rule, start in pairs]
        assert due_on.tolist() == [one.due_on for one in slow]
        assert is_provisional.tolist() == [one.is_provisional for one in slow]


@pytest.mark.parametrize("unit", ["ns", "us", "s", "D"])
def test_days_come_in_any_precision(unit):
    starts = np.array(["2020-01-17", "2020-01-25"], dtype=f"datetime64[{unit}]")
    assert look_up(starts, made(3), DAYS).tolist() == [date(2020, 4, 17), date(2020, 4, 26)]


def test_a_row_without_start_day_has_no_due_day():
    starts = np.array(["2020-01-17", "NaT"], dtype="datetime64[D]")
    due_on, is_provisional = DueTable([made(3)], DAYS).look_up(np.zeros(2, int), starts)
    assert (due_on[0], np.isnat(due_on[1])) == (np.datetime64("2020-04-17"), True)
    assert is_provisional.tolist() == [False, False]


def test_no_rows_have_no_due_days():
    assert look_up(np.array([], dtype="datetime64[ns]"), made(3), DAYS).tolist() == []


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(list(ALL.values())), st.dates(date(2005, 1, 1), date(2035, 12, 31)))
def test_a_day_later_is_never_due_earlier(term, start):
    assert settle(start, term, DAYS).due_on <= settle(start + timedelta(days=1), term, DAYS).due_on
