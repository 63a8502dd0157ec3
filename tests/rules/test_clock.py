"""What moves a clock, change by change, and what may not; the dates are worked by hand in the comments."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.profile import in_force
from schemas.words import Change, Ending
from schemas.working_days import working_days
from tasks.rules.clock import Clock, Refused, Request, longest, move

DAYS = working_days()
SHANDONG, SHANGHAI, YULIN, BEIJING = (
    in_force(name, date(2020, 3, 1)) for name in ("shandong", "shanghai", "yulin", "beijing")
)
# three months from 17 January 2020, a Friday
CLOCK = Clock(date(2020, 1, 17), date(2020, 4, 17), "reply")


def act(change, on, clock=CLOCK, edition=SHANDONG, **more):
    return move(clock, Request(change, date.fromisoformat(on), **more), edition, DAYS)


def refusal(*arguments, **more):
    with pytest.raises(Refused) as caught:
        act(*arguments, **more)
    return caught.value.code, caught.value.about


def test_a_receipt_is_noted_and_moves_nothing_that_counts_from_referral():
    moved = act(Change.RECEIVED, "2020-01-20")
    assert moved.clock == replace(CLOCK, received_on=date(2020, 1, 20))
    assert moved.sentence == "2020年1月20日签收。"


class TestAnExtension:
    def test_without_a_day_reaches_the_longest_term(self):
        # six months from 17 January 2020: 17 July, a Friday
        moved = act(Change.EXTENDED, "2020-04-10", approved_by="李主任")
        assert moved.clock.due_on == date(2020, 7, 17)
        assert "由2020年4月17日延至2020年7月17日" in moved.sentence

    def test_reaches_the_day_that_was_granted(self):
        moved = act(Change.EXTENDED, "2020-04-10", new_due_on=date(2020, 5, 29), approved_by="李主任")
        assert moved.clock.due_on == date(2020, 5, 29)
        assert moved.warning is None

    def test_after_the_due_date_is_named(self):
        moved = act(Change.EXTENDED, "2020-04-20", new_due_on=date(2020, 5, 29), approved_by="李主任")
        assert moved.warning == ("extension_asked_late", "2020年4月17日")

    @pytest.mark.parametrize(
        ("more", "code", "about"),
        [
            ({"new_due_on": date(2020, 7, 18)}, "extension_over_cap", "2020年7月17日"),
            ({"new_due_on": date(2020, 4, 17)}, "extension_not_later", "2020年4月17日"),
            ({"new_due_on": date(2020, 5, 29), "approved_by": None}, "missing_approval", "approved_by"),
        ],
    )
    def test_may_not(self, more, code, about):
        assert refusal(Change.EXTENDED, "2020-04-10", **{"approved_by": "李主任"} | more) == (code, about)

    def test_of_a_second_handling_is_not_provided(self):
        second = replace(CLOCK, term="second_reply")
        assert refusal(Change.EXTENDED, "2020-04-10", clock=second, approved_by="李主任")[0] == (
            "extension_not_provided"
        )

    def test_reaches_three_months_more_in_shanghai_but_never_past_six(self):
        # 17 April + 3 months = 17 July; six months from 17 January = 17 July
        assert longest(CLOCK, SHANGHAI, DAYS) == date(2020, 7, 17)

    def test_that_was_refused_moves_nothing(self):
        assert act(Change.EXTENSION_REFUSED, "2020-04-10").clock == CLOCK


class TestAReturn:
    def test_needs_consent_or_the_department_goes_on(self):
        moved = act(Change.RETURNED, "2020-01-20", reason="不属于本单位职责")
        assert (moved.change, moved.clock) == (Change.RETURN_ASKED, CLOCK)

    def test_with_consent_lets_the_clock_stand_still(self):
        moved = act(Change.RETURNED, "2020-01-20", reason="不属于本单位职责", approved_by="李主任")
        assert moved.clock.suspended_on == date(2020, 1, 20)
        assert moved.clock.ended_as is None

    def test_needs_a_reason(self):
        assert refusal(Change.RETURNED, "2020-01-20", approved_by="李主任")[0] == "missing_change_reason"

    def test_after_the_term_is_named_in_shandong(self):
        # five days from 17 January: 22 January
        moved = act(Change.RETURNED, "2020-01-23", reason="不属于本单位职责", approved_by="李主任")
        assert moved.warning == ("returned_late", "2020年1月22日")

    def test_after_the_term_is_refused_in_yulin(self):
        # seven working days from Friday 17 January 2020: Sun 19 is a make-up day; 19, 20, 21, 22, 23, then the Spring
        # Festival of 24 January to 2 February (as extended), 3, 4 February
        code, about = refusal(
            Change.RETURNED, "2020-02-05", edition=YULIN, reason="不属于本单位职责", approved_by="李主任"
        )
        assert (code, about) == ("return_too_late", "2020年2月4日")


class TestAReassignment:
    def test_keeps_the_due_date(self):
        moved = act(Change.REASSIGNED, "2020-02-10", approved_by="李主任", is_elsewhere=True)
        assert moved.hands_on == date(2020, 4, 17)
        assert moved.clock.ended_as is Ending.REASSIGNED

    def test_restarts_the_clock_where_the_profile_says_so(self):
        again = SHANDONG.model_copy(
            update={"returning": SHANDONG.returning.model_copy(update={"restarts_clock": True})}
        )
        moved = act(Change.REASSIGNED, "2020-02-10", edition=again, approved_by="李主任", is_elsewhere=True)
        # three months from 10 February: Sunday 10 May, rolled to Monday 11 May (9 May 2020, a Saturday, was worked)
        assert moved.hands_on == date(2020, 5, 11)

    @pytest.mark.parametrize(
        ("is_elsewhere", "code"), [(None, "missing_new_department"), (False, "reassigned_to_itself")]
    )
    def test_needs_another_department(self, is_elsewhere, code):
        assert (
            refusal(Change.REASSIGNED, "2020-02-10", approved_by="李主任", is_elsewhere=is_elsewhere)[0]
            == code
        )


class TestStandingStill:
    STOPS = SHANDONG.model_copy(
        update={"handling": SHANDONG.handling.model_copy(update={"suspended_for": ("疫情",)})}
    )

    def test_is_not_provided_by_default(self):
        assert refusal(Change.SUSPENDED, "2020-02-10", reason="疫情", approved_by="李主任")[0] == (
            "suspension_not_provided"
        )

    def test_adds_its_days(self):
        stopped = act(
            Change.SUSPENDED, "2020-02-10", edition=self.STOPS, reason="因疫情防控", approved_by="李主任"
        )
        assert stopped.clock.suspended_on == date(2020, 2, 10)
        resumed = act(Change.RESUMED, "2020-02-24", clock=stopped.clock, edition=self.STOPS)
        # 14 days
        assert resumed.clock == replace(CLOCK, due_on=date(2020, 5, 1))

    def test_ends_only_what_began(self):
        assert refusal(Change.RESUMED, "2020-02-24")[0] == "not_suspended"


def test_merging_keeps_the_own_deadline():
    assert act(Change.MERGED, "2020-02-10").clock == CLOCK


def test_withdrawing_ends_it():
    assert act(Change.WITHDRAWN, "2020-02-10").clock.ended_as is Ending.WITHDRAWN


@pytest.mark.parametrize("on", ["2020-01-17", "2020-02-10"])
@pytest.mark.parametrize("is_answered", [False, True])
def test_withdrawing_comes_too_late_after_the_referral_where_the_rules_say_so(on, is_answered):
    clock = replace(CLOCK, is_answered=is_answered)
    assert refusal(Change.WITHDRAWN, on, clock=clock, edition=BEIJING)[0] == "withdrawn_after_referral"


@given(change=st.sampled_from([change for change in Change if change is not Change.RECOMPUTED]))
def test_nothing_happens_before_the_referral_after_its_end_or_after_the_reply(change):
    assert refusal(change, "2020-01-16")[0] == "change_before_assigned"
    ended = replace(CLOCK, ended_as=Ending.WITHDRAWN)
    assert refusal(change, "2020-02-10", clock=ended)[0] == "change_after_end"
    answered = replace(CLOCK, is_answered=True)
    if change not in (Change.RECEIVED, Change.MERGED, Change.WITHDRAWN):
        assert refusal(change, "2020-02-10", clock=answered)[0] == "change_after_reply"


@given(
    change=st.sampled_from([change for change in Change if change is not Change.RECOMPUTED]),
    on=st.dates(date(2020, 1, 17), date(2020, 12, 31)),
    new_due_on=st.none() | st.dates(date(2020, 1, 1), date(2021, 12, 31)),
    reason=st.none() | st.just("不属于本单位职责"),
    approved_by=st.none() | st.just("李主任"),
    is_elsewhere=st.sampled_from([None, True, False]),
)
def test_only_what_may_move_a_date_moves_it_and_never_past_the_limit(change, **more):
    try:
        moved = move(CLOCK, Request(change, **more), SHANDONG, DAYS)
    except Refused:
        return
    if moved.clock.due_on != CLOCK.due_on:
        assert change is Change.EXTENDED
        assert CLOCK.due_on < moved.clock.due_on <= date(2020, 7, 17)
    assert moved.sentence.endswith("。")
