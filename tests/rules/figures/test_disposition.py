"""How calls ended and which are made again, against going through the attempts one by one."""

import random
from datetime import date, datetime, time, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.dispositions import disposition_table
from tasks.rules.figures.calling_hours import CallingHours
from tasks.rules.figures.disposition import final_dispositions, follow_up

TABLE = disposition_table()


def at(text):
    return datetime.fromisoformat(f"2020-{text}")


MONDAY = at("09-07 18:30")
EVENINGS = {day: ((time(18, 0), time(20, 30)),) for day in range(5)}
HOURS = CallingHours(date(2020, 9, 7), date(2020, 9, 30), EVENINGS)


def frames(numbers, *attempts):
    """One call, attempts as (code, minutes after the first[, number])."""
    rows = [(1, MONDAY + timedelta(minutes=m), code, *(more or [1])) for code, m, *more in attempts]
    return (
        pd.DataFrame({"call_id": [1], "numbers": [numbers]}),
        pd.DataFrame(rows, columns=["call_id", "attempted_at", "code", "number_no"]).astype(
            {"attempted_at": "datetime64[us]"}
        ),
    )


def ended(numbers, *attempts, at_most=5):
    (row,) = final_dispositions(*frames(numbers, *attempts), at_most).to_dict("records")
    return row["code"], row["group"], row["is_settled"]


@pytest.mark.parametrize(
    ("attempts", "end"),
    [
        pytest.param([], ("3.11", "NC", False), id="not attempted"),
        pytest.param([("3.13", 0), ("1.1", 9)], ("1.1", "I", True), id="complete at last"),
        pytest.param([("1.1", 0), ("2.112b", 9)], ("1.1", "I", True), id="an interview is not undone"),
        pytest.param([("1.2", 0), ("2.112b", 9)], ("1.2", "P", True), id="partial stands, but is not called again"),
        pytest.param([("1.2", 0), ("3.13", 9)], ("1.2", "P", False), id="the rest may still be asked"),
        pytest.param([("2.112b", 0), ("3.13", 9)], ("2.112b", "R", True), id="hard beats soft"),
        pytest.param([("2.112b", 0), ("4.10", 9)], ("4.10", "NE", True), id="the later of two hard ones"),
        pytest.param([("2.112a", 0), ("3.13", 9)], ("2.112a", "R", False), id="contact beats no contact"),
        pytest.param([("2.112a", 0), ("2.36", 9)], ("2.36", "O", False), id="last contact wins"),
        pytest.param([("3.13", 0), ("3.12", 9)], ("3.12", "NC", False), id="last of those without contact"),
        pytest.param([("4.32", 0)], ("4.32", "NC", True), id="the only number is dead"),
        pytest.param([("4.32", 0), ("3.13", 9)], ("3.13", "NC", False), id="dead, then it rings after all"),
        pytest.param([("3.91", 0)], ("3.91", "UO", False), id="mandate in doubt"),
    ],
)  # fmt: skip
def test_a_call_with_one_number_ended_as(attempts, end):
    assert ended(1, *attempts) == end


@pytest.mark.parametrize(
    ("attempts", "end"),
    [
        pytest.param([("4.32", 0, 1)], ("4.32", "NC", False), id="another number is left"),
        pytest.param([("3.13", 0, 2), ("4.32", 9, 1)], ("3.13", "NC", False), id="the living number counts"),
        pytest.param([("4.32", 0, 1), ("4.51", 9, 2)], ("4.51", "NC", True), id="both are dead"),
        pytest.param([("4.32", 0, 1), ("4.32", 9, 1)], ("4.32", "NC", False), id="one dead number twice"),
        pytest.param([("2.13a", 0, 1), ("4.32", 9, 1), ("4.32", 9, 2)], ("2.30a", "O", True), id="reached once, then never"),
    ],
)  # fmt: skip
def test_a_call_with_two_numbers_ended_as(attempts, end):
    assert ended(2, *attempts) == end


@pytest.mark.parametrize(
    ("attempts", "end"),
    [
        pytest.param([("3.13", 0), ("3.12", 1), ("3.13", 2)], ("2.30b", "NC", True), id="never reached"),
        pytest.param([("2.36", 0), ("3.12", 1), ("3.13", 2)], ("2.30a", "O", True), id="reached once"),
        pytest.param([("2.112a", 0), ("3.12", 1), ("3.13", 2)], ("2.112a", "R", True), id="a refusal remains one"),
        pytest.param([("1.2", 0), ("3.12", 1), ("3.13", 2)], ("1.2", "P", True), id="partial remains"),
        pytest.param([("3.11", 0), ("3.12", 1), ("3.13", 2)], ("3.13", "NC", False), id="not dialled does not count"),
    ],
)  # fmt: skip
def test_when_three_attempts_are_all(attempts, end):
    assert ended(1, *attempts, at_most=3) == end


def test_a_deputy_without_number_is_not_called_again():
    assert ended(0) == ("3.11", "NC", True)


def test_what_is_no_code_or_of_no_call_is_refused():
    calls, attempts = frames(1, ("3.13", 0))
    with pytest.raises(ValueError, match="no such disposition"):
        final_dispositions(calls, attempts.assign(code="9.9"), 5)
    with pytest.raises(ValueError, match="no call"):
        final_dispositions(calls, attempts.assign(call_id=2), 5)


attempts_made = st.lists(
    st.tuples(st.integers(1, 4), st.integers(0, 4000), st.sampled_from(sorted(TABLE)), st.integers(1, 2)),
    max_size=14,
)
numbers_known = st.lists(st.integers(1, 2), min_size=4, max_size=4)


def one_by_one(numbers, attempts, at_most):
    """The rule, attempt after attempt."""
    attempts = sorted(attempts, key=lambda a: (a[1], a[3], a[2]))
    newest = {number: code for _, _, code, number in attempts}
    dead = sum(TABLE[code].is_about_number for code in newest.values())
    ran_out = len([a for a in attempts if a[2] != "3.11"]) >= at_most or dead >= numbers
    hard = False
    best = (0, "3.11")
    for _, _, code, _ in sorted(attempts, key=lambda a: (a[1], a[3], a[2])):
        entry = TABLE[code]
        if entry.group == "I":
            rank = 7
        elif entry.group == "P":
            rank = 6
        elif entry.is_about_number:
            rank = 3 if dead >= numbers else 1
        elif entry.is_final:
            rank = 5
        else:
            rank = 4 if entry.contacted else 2
        hard |= rank in (5, 7)
        if rank >= best[0]:
            best = (rank, code)
    code = best[1]
    if attempts and ran_out and not hard and TABLE[code].when_exhausted:
        code = TABLE[code].when_exhausted
    return code, bool(hard or ran_out)


def as_frames(numbers, attempts):
    calls = pd.DataFrame({"call_id": range(1, len(numbers) + 1), "numbers": numbers})
    rows = [(c, MONDAY + timedelta(minutes=m), code, n) for c, m, code, n in attempts]
    made = pd.DataFrame(rows, columns=["call_id", "attempted_at", "code", "number_no"])
    return calls, made.astype({"attempted_at": "datetime64[us]", "call_id": int, "number_no": int})


@settings(deadline=None, max_examples=200)
@given(numbers_known, attempts_made, st.integers(1, 6), st.randoms(use_true_random=False))
def test_every_call_ends_as_the_rule_says_in_whatever_order_the_attempts_come(
    numbers, attempts, at_most, order
):
    # a deputy with one number has no second to dial
    attempts = [(c, m, code, min(n, numbers[c - 1])) for c, m, code, n in attempts]
    shuffled = order.sample(attempts, len(attempts))
    found = final_dispositions(*as_frames(numbers, shuffled), at_most)
    assert found["call_id"].tolist() == [1, 2, 3, 4]
    for row in found.itertuples():
        own = [a for a in attempts if a[0] == row.call_id]
        assert (row.code, row.is_settled) == one_by_one(numbers[row.call_id - 1], own, at_most)
        assert row.group == TABLE[row.code].group
        assert row.attempts == len([a for a in own if a[2] != "3.11"])


@settings(deadline=None, max_examples=100)
@given(numbers_known, attempts_made, st.integers(1, 6), st.integers(-3000, 30000))
def test_whoever_is_not_settled_is_called_again_in_calling_hours_and_nobody_else(
    numbers, attempts, at_most, minutes
):
    attempts = [(c, m, code, min(n, numbers[c - 1])) for c, m, code, n in attempts]
    calls, made = as_frames(numbers, attempts)
    now = MONDAY + timedelta(minutes=minutes)
    found = follow_up(calls, made, at_most, HOURS, now)
    ended_as = final_dispositions(calls, made, at_most).set_index("call_id")
    open_calls = set(ended_as.index[~ended_as["is_settled"]])
    assert set(found["call_id"]) <= open_calls
    for row in found.itertuples():
        own = sorted((a for a in attempts if a[0] == row.call_id), key=lambda a: (a[1], a[3], a[2]))
        due = now
        if own:
            _, after, code, _ = own[-1]
            delay = TABLE[code].retry_after_minutes or 0
            due = max(now, MONDAY + timedelta(minutes=after + delay))
        ((begin, end),) = EVENINGS[row.call_again_at.weekday()]
        assert row.call_again_at >= due
        assert begin <= row.call_again_at.time() < end
        # nothing earlier would do: it is the due moment itself, or the beginning of the hours
        assert row.call_again_at == due or row.call_again_at.time() == begin
        assert row.attempts_left == at_most - ended_as.loc[row.call_id, "attempts"] > 0
        newest = {number: code for _, _, code, number in own}
        assert 1 <= row.number_no <= numbers[row.call_id - 1]
        assert not TABLE[newest.get(row.number_no, "3.11")].is_about_number
        if own and not TABLE[own[-1][2]].try_another_number:
            assert row.number_no == own[-1][3]
    assert found["call_again_at"].is_monotonic_increasing


def again(numbers, *attempts, now=MONDAY, at_most=5, appointment=None):
    calls, made = frames(numbers, *attempts)
    if appointment:
        made["appointment_at"] = pd.to_datetime(appointment)
    rows = follow_up(calls, made, at_most, HOURS, now).to_dict("records")
    return (rows[0]["call_again_at"], rows[0]["number_no"], rows[0]["attempts_left"]) if rows else None


@pytest.mark.parametrize(
    ("numbers", "attempts", "expected"),
    [
        pytest.param(1, [], (at("09-07 18:30"), 1, 5), id="never called: now"),
        pytest.param(1, [("3.12", 0)], (at("09-07 19:00"), 1, 4), id="busy: in half an hour"),
        pytest.param(1, [("3.13", 0)], (at("09-08 18:00"), 1, 4), id="after hours: tomorrow"),
        pytest.param(2, [("3.12", 0, 1)], (at("09-07 19:00"), 2, 4), id="busy: the other number"),
        pytest.param(2, [("3.12", 0, 2)], (at("09-07 19:00"), 1, 4), id="and round again"),
        pytest.param(2, [("4.32", 0, 1)], (at("09-07 18:30"), 2, 4), id="dead: the other at once"),
        pytest.param(2, [("4.32", 0, 1), ("3.12", 1, 2)], (at("09-07 19:01"), 2, 3), id="only one is left"),
        pytest.param(1, [("2.112a", 0)], (at("09-14 18:30"), 1, 4), id="soft refusal: in a week"),
        pytest.param(1, [("2.36", 4 * 1440)], (at("09-18 18:30"), 1, 4), id="away for a week"),
        pytest.param(1, [("2.112b", 0)], None, id="refused"),
        pytest.param(1, [("2.36", 20 * 1440)], None, id="not before the survey ends"),
    ],
)  # fmt: skip
def test_a_call_is_made_again(numbers, attempts, expected):
    assert again(numbers, *attempts) == expected


def test_an_appointment_goes_before_the_delay_and_a_missed_one_is_due_now():
    wednesday = at("09-09 19:45")
    assert again(1, ("2.12a", 0), appointment=[wednesday])[0] == wednesday
    friday = at("09-11 18:05")
    assert again(1, ("2.12a", 0), appointment=[wednesday], now=friday)[0] == friday


def test_a_weekend_and_a_closed_day_are_waited_out():
    saturday = at("09-12 19:00")
    calls, made = frames(1)
    closed = CallingHours(HOURS.first_day, HOURS.last_day, EVENINGS, frozenset({date(2020, 9, 14)}))
    assert follow_up(calls, made, 5, closed, saturday)["call_again_at"][0] == at("09-15 18:00")


def test_many_calls_are_judged_at_once():
    order = random.Random(7)
    codes = sorted(TABLE)
    attempts = [
        (order.randint(1, 20_000), order.randint(0, 9000), order.choice(codes), 1) for _ in range(60_000)
    ]
    calls, made = as_frames([1] * 20_000, attempts)
    assert len(final_dispositions(calls, made, 5)) == 20_000
    assert len(follow_up(calls, made, 5, HOURS, MONDAY)) > 0
