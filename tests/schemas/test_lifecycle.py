"""The table of moves: what may follow what, and nothing else."""

from itertools import product

import pytest

from schemas.lifecycle import EVENT_CHINESE, MOVES, STATUS_CHINESE, Event, IllegalMove, Status, advance

PAIRS = [pytest.param(status, event, id=f"{status}-{event}") for status, event in product(Status, Event)]
ENDS = (Status.CLOSED, Status.WITHDRAWN, Status.MERGED)


@pytest.mark.parametrize(("status", "event"), PAIRS)
def test_every_pair_is_in_the_table_or_refused(status, event):
    if (status, event) in MOVES:
        assert advance(status, event) is MOVES[status, event]
    else:
        with pytest.raises(IllegalMove, match=f"1 suggestions are {status}: {event} is not allowed there"):
            advance(status, event)


def reachable_from(start: Status) -> set[Status]:
    seen, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        found = {after for (before, _), after in MOVES.items() if before is here} - seen
        seen |= found
        waiting += found
    return seen


def test_every_status_is_reached_from_registered():
    assert reachable_from(Status.REGISTERED) == set(Status)


@pytest.mark.parametrize("status", Status)
def test_every_status_leads_to_an_end(status):
    assert reachable_from(status) & set(ENDS)


@pytest.mark.parametrize("status", ENDS)
def test_nothing_follows_an_end_but_that_a_promise_was_not_kept(status):
    following = [event for event in Event if (status, event) in MOVES]
    assert following == ([Event.PROMISE_BROKEN] if status is Status.CLOSED else [])


@pytest.mark.parametrize(
    ("event", "befores"),
    [
        pytest.param(
            Event.REFERRED, {Status.REGISTERED}, id="the first referral only of what was registered"
        ),
        pytest.param(
            Event.RE_REFERRED, {Status.UNSATISFIED}, id="a re-referral only of what left unsatisfied"
        ),
        pytest.param(Event.ESCALATED, {Status.UNSATISFIED}, id="an escalation only of what left unsatisfied"),
        pytest.param(Event.SURVEY_OPENED, {Status.ANSWERED}, id="a survey only about what was answered"),
        pytest.param(
            Event.ANSWERED, {Status.REFERRED, Status.RE_REFERRED}, id="an answer only to a referral"
        ),
        pytest.param(Event.FOUND_SATISFIED, {Status.SURVEYING}, id="satisfied only by a survey"),
        pytest.param(Event.FOUND_UNSATISFIED, {Status.SURVEYING}, id="unsatisfied only by a survey"),
        pytest.param(Event.NOT_RATED, {Status.SURVEYING}, id="not rated only by a survey"),
        pytest.param(
            Event.PROMISE_BROKEN,
            {Status.ANSWERED, Status.SATISFIED, Status.CLOSED},
            id="a broken promise only of what was answered and is not decided on already",
        ),
        pytest.param(Event.REPLY_EMPTY, {Status.ANSWERED}, id="an empty reply only before a survey"),
        pytest.param(
            Event.CLOSED,
            {Status.SATISFIED, Status.UNSATISFIED, Status.ESCALATED, Status.ANSWERED},
            id="a close only of what was answered",
        ),
    ],
)
def test_an_event_has_these_statuses_before_it_and_no_others(event, befores):
    assert {before for before, after_event in MOVES if after_event is event} == befores


def test_what_is_asked_about_can_be_withdrawn_and_not_merged():
    assert advance(Status.SURVEYING, Event.WITHDRAWN) is Status.WITHDRAWN
    assert (Status.SURVEYING, Event.MERGED) not in MOVES


@pytest.mark.parametrize("rated", [Status.SATISFIED, Status.UNSATISFIED, Status.ESCALATED, Status.CLOSED])
def test_nothing_that_has_a_verdict_can_be_withdrawn(rated):
    assert (rated, Event.WITHDRAWN) not in MOVES


def test_what_nobody_rated_can_be_asked_about_again():
    assert advance(advance(Status.SURVEYING, Event.NOT_RATED), Event.SURVEY_OPENED) is Status.SURVEYING


def test_a_second_round_goes_the_same_way_as_the_first():
    status = advance(Status.UNSATISFIED, Event.RE_REFERRED)
    for event in (Event.ANSWERED, Event.SURVEY_OPENED, Event.FOUND_SATISFIED):
        status = advance(status, event)
    assert status is Status.SATISFIED


def test_every_status_has_its_own_chinese_word():
    assert set(STATUS_CHINESE) == set(Status)
    assert set(EVENT_CHINESE) == set(Event)
    assert len(set(STATUS_CHINESE.values())) == len(Status)
