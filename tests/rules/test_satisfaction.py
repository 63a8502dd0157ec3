"""From answers to verdicts, shares and dispositions."""

from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.lifecycle import Event
from schemas.words import Outcome, Signature
from tasks.rules.figures.rounding import Convention
from tasks.rules.satisfaction import VERDICT_RULES, Share, disposition_of_calls, judge_items, satisfied_share

LEAD, CO = Signature.LEAD.value, Signature.CO_SIGNER.value
GOOD, FAIR, BAD = Outcome.SATISFIED.value, Outcome.MOSTLY_SATISFIED.value, Outcome.DISSATISFIED.value
NO_RATING = [outcome.value for outcome in Outcome if not outcome.is_rating]


def judged(frame, rule, re_refer, threshold=None, taken_back=()):
    """Judge a frame without is_withdrawn: `taken_back` are the suggestions that were."""
    gone = frame["suggestion_id"].isin(taken_back)
    return judge_items(frame.assign(is_withdrawn=gone), rule, re_refer, threshold)


def verdict(
    rule: str, *answers: tuple[str, str | None], re_refer: tuple[str, ...] = (BAD,)
) -> tuple[str | None, Event]:
    frame = pd.DataFrame(
        [(1, signature, outcome) for signature, outcome in answers],
        columns=["suggestion_id", "signature", "outcome"],
    )
    (row,) = judged(frame, rule, re_refer).to_dict("records")
    return row["outcome"], row["event"]


@pytest.mark.parametrize("outcome", [GOOD, FAIR, BAD])
@pytest.mark.parametrize("other", [GOOD, FAIR, BAD, None, *NO_RATING])
def test_the_lead_rule_hears_nobody_but_the_lead(outcome, other):
    found, event = verdict("lead", (LEAD, outcome), (CO, other), (CO, other))
    assert found == outcome
    assert event is (Event.FOUND_UNSATISFIED if outcome == BAD else Event.FOUND_SATISFIED)


@pytest.mark.parametrize("silent", [None, *NO_RATING])
def test_without_the_leads_rating_nobody_speaks_for_the_lead(silent):
    assert verdict("lead", (LEAD, silent), (CO, BAD)) == (None, Event.NOT_RATED)


@pytest.mark.parametrize(
    ("outcomes", "worst"),
    [
        pytest.param([GOOD, GOOD], GOOD, id="all satisfied"),
        pytest.param([GOOD, FAIR], FAIR, id="one mostly"),
        pytest.param([GOOD, FAIR, BAD], BAD, id="one dissatisfied"),
        pytest.param([None, "unreached", FAIR], FAIR, id="silence counts for nothing"),
        pytest.param([None, "refused", "unclear"], None, id="only silence"),
    ],
)
def test_the_worst_rule_takes_the_worst_rating_of_all(outcomes, worst):
    found, event = verdict("worst", *[(CO, outcome) for outcome in outcomes])
    assert found == worst
    assert (event is Event.NOT_RATED) == (worst is None)


def test_what_is_re_referred_is_the_profiles_word():
    assert verdict("lead", (LEAD, FAIR), re_refer=(BAD, FAIR))[1] is Event.FOUND_UNSATISFIED
    assert verdict("lead", (LEAD, BAD), re_refer=())[1] is Event.FOUND_SATISFIED


def test_every_suggestion_that_was_asked_about_gets_one_verdict():
    frame = pd.DataFrame(
        [(3, CO, BAD), (1, LEAD, GOOD), (3, LEAD, None), (2, CO, GOOD)],
        columns=["suggestion_id", "signature", "outcome"],
    )
    found = judged(frame, "lead", [BAD]).set_index("suggestion_id")
    assert found["outcome"].to_dict() == {3: None, 1: GOOD, 2: None}


def test_no_answers_give_no_verdicts():
    frame = pd.DataFrame({"suggestion_id": [], "signature": [], "outcome": []})
    assert judged(frame, "lead", [BAD]).empty


answers = st.lists(
    st.tuples(
        st.integers(1, 5), st.sampled_from([LEAD, CO]), st.sampled_from([None, *[o.value for o in Outcome]])
    ),
    max_size=25,
)


@settings(deadline=None, max_examples=80)
@given(answers, st.sampled_from(["lead", "worst"]))
def test_verdicts_are_what_going_through_the_answers_one_by_one_gives(rows, rule):
    order = [BAD, FAIR, GOOD]
    expected: dict[int, str | None] = {}
    for suggestion, _, _ in rows:
        said = [
            o for s, sig, o in rows if s == suggestion and (rule == "worst" or sig == LEAD) and o in order
        ]
        expected[suggestion] = min(said, key=order.index, default=None)
    frame = pd.DataFrame(rows, columns=["suggestion_id", "signature", "outcome"])
    found = judged(frame, rule, [BAD])
    assert dict(zip(found["suggestion_id"], found["outcome"], strict=True)) == expected


# --- verdicts by votes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "threshold", "outcomes", "found"),
    [
        pytest.param("majority", None, [GOOD, GOOD, BAD], GOOD, id="two of three"),
        pytest.param("majority", None, [GOOD, FAIR, BAD], FAIR, id="two of three at least mostly"),
        pytest.param("majority", None, [GOOD, BAD], BAD, id="half is no majority"),
        pytest.param("majority", None, [GOOD, None, "refused"], GOOD, id="of those who answered"),
        pytest.param("half_of_all", None, [GOOD, BAD], GOOD, id="half is enough in 镇海"),
        pytest.param("half_of_all", None, [GOOD, None, "refused"], BAD, id="of all in 镇海"),
        # 29 were present when 镇海 graded
        pytest.param("half_of_all", None, [GOOD] * 15 + [BAD] * 14, GOOD, id="15 of 29"),
        pytest.param("half_of_all", None, [GOOD] * 14 + [FAIR] + [BAD] * 14, FAIR, id="14 and 1 of 29"),
        pytest.param("half_of_all", None, [GOOD] * 14 + [None] * 15, BAD, id="14 of 29, the others silent"),
        # 来宾: an item counts when at least 80 % of its deputies are satisfied
        pytest.param("threshold_of_asked", 80, [GOOD] * 4 + [BAD], GOOD, id="80 of 100"),
        pytest.param("threshold_of_asked", 80, [GOOD] * 3 + [FAIR, BAD], FAIR, id="80 of 100 at least mostly"),
        pytest.param("threshold_of_asked", 80, [GOOD] * 3 + [None], BAD, id="75 of 100 asked"),
        pytest.param("threshold_of_answered", 80, [GOOD] * 3 + [None], GOOD, id="all of those who answered"),
        pytest.param("threshold_of_asked", 100, [GOOD, GOOD], GOOD, id="everybody"),
        pytest.param("threshold_of_asked", 34, [GOOD, BAD, BAD], BAD, id="a third is below 34"),
        pytest.param("threshold_of_asked", 80, [None, "unclear"], None, id="nobody rated it"),
    ],
)  # fmt: skip
def test_a_verdict_by_votes(rule, threshold, outcomes, found):
    frame = pd.DataFrame({"suggestion_id": 1, "signature": CO, "outcome": pd.Series(outcomes, dtype=object)})
    (row,) = judged(frame, rule, [BAD], threshold).to_dict("records")
    assert row["outcome"] == found
    assert (row["event"] is Event.NOT_RATED) == (found is None)


@pytest.mark.parametrize(("rule", "threshold"), [("threshold_of_asked", None), ("loudest", 50)])
def test_what_is_no_rule_gives_no_verdicts(rule, threshold):
    frame = pd.DataFrame({"suggestion_id": [1], "signature": [LEAD], "outcome": [GOOD]})
    with pytest.raises(ValueError, match="no rule"):
        judged(frame, rule, [BAD], threshold)


@settings(deadline=None, max_examples=80)
@given(answers, st.sampled_from(VERDICT_RULES[2:]), st.integers(1, 100))
def test_verdicts_by_votes_are_what_counting_them_one_by_one_gives(rows, rule, threshold):
    expected: dict[int, str | None] = {}
    for suggestion in {s for s, _, _ in rows}:
        said = [o for s, _, o in rows if s == suggestion]
        rated = [o for o in said if o in (GOOD, FAIR, BAD)]
        voters = len(rated if rule in ("majority", "threshold_of_answered") else said)
        wanted = Fraction(threshold if "threshold" in rule else 50, 100)
        expected[suggestion] = BAD if rated else None
        for rating, votes in ((FAIR, [GOOD, FAIR]), (GOOD, [GOOD])):
            share = Fraction(len([o for o in said if o in votes]), voters or 1)
            if rated and (share > wanted if rule == "majority" else share >= wanted):
                expected[suggestion] = rating
    frame = pd.DataFrame(rows, columns=["suggestion_id", "signature", "outcome"])
    found = judged(frame, rule, [BAD], threshold)
    assert dict(zip(found["suggestion_id"], found["outcome"], strict=True)) == expected


def test_what_was_taken_back_keeps_what_was_said_and_is_out_without():
    frame = pd.DataFrame(
        [
            (1, LEAD, BAD),
            (1, CO, None),
            (2, LEAD, None),
            (2, CO, GOOD),
            (3, LEAD, "unclear"),
            (4, LEAD, None),
        ],
        columns=["suggestion_id", "signature", "outcome"],
    )
    found = judged(frame, "lead", [BAD, "unclear"], taken_back=(1, 2, 3)).to_dict("records")
    # the co-signer's word is no verdict on 2 where the lead's is
    assert found == [
        {"suggestion_id": 1, "outcome": BAD, "event": Event.WITHDRAWN},
        {"suggestion_id": 4, "outcome": None, "event": Event.NOT_RATED},
    ]
    by_votes = judged(frame, "half_of_all", [BAD], taken_back=(1, 2, 3)).set_index("suggestion_id")["outcome"]
    # who was not asked any more has no vote to withhold
    assert by_votes.to_dict() == {1: BAD, 2: GOOD, 4: None}


# --- shares -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("numerator", "denominator", "decimals", "printed"),
    [
        pytest.param(118, 120, 1, "98.3", id="the founding case"),
        pytest.param(118, 120, 2, "98.33", id="with two decimals"),
        pytest.param(118, 120, 0, "98", id="with none"),
        pytest.param(1, 8, 0, "13", id="12.5 goes up"),
        pytest.param(1, 16, 1, "6.3", id="6.25 goes up"),
        pytest.param(5, 200, 0, "3", id="2.5 goes up, not to the even"),
        pytest.param(119, 120, 1, "99.2", id="99.166"),
        pytest.param(1999, 2000, 0, "100", id="99.95 printed whole"),
        pytest.param(0, 120, 1, "0.0", id="nobody"),
        pytest.param(120, 120, 1, "100.0", id="everybody"),
        pytest.param(0, 0, 1, None, id="nothing to divide by"),
    ],
)
def test_a_share_is_printed_rounded_half_up(numerator, denominator, decimals, printed):
    assert Share(numerator, denominator).percent(decimals) == printed


@settings(deadline=None, max_examples=300)
@given(st.integers(1, 100_000), st.data(), st.integers(0, 4))
def test_every_share_is_rounded_as_fractions_say(denominator, data, decimals):
    numerator = data.draw(st.integers(0, denominator))
    scaled = Fraction(100 * numerator, denominator) * 10**decimals
    rounded = int(scaled + Fraction(1, 2))
    digits = str(rounded).zfill(decimals + 1)
    printed = f"{digits[: len(digits) - decimals]}.{digits[len(digits) - decimals :]}" if decimals else digits
    assert Share(numerator, denominator).percent(decimals) == printed


def test_a_share_may_be_truncated_instead():
    assert Share(2, 120).percent(1, Convention.TRUNCATE) == "1.6"


def test_a_share_says_what_was_counted():
    assert str(Share(118, 120)) == "118/120"


def test_an_item_without_rating_stays_in_the_base():
    assert satisfied_share(pd.Series([GOOD, FAIR, BAD, None, "unreached"])) == Share(2, 5)
    assert satisfied_share(pd.Series([], dtype=object)) == Share(0, 0)


# --- how calls ended --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outcomes", "has_phone", "end"),
    [
        pytest.param([GOOD, BAD], True, "complete", id="every item rated"),
        pytest.param([GOOD, "unclear"], True, "complete", id="unclear is an answer"),
        pytest.param([GOOD, None], True, "partial", id="one item outstanding"),
        pytest.param([GOOD, "refused"], True, "partial", id="refused in the middle"),
        pytest.param(["unreached", "unreached"], True, "unreached", id="not reached"),
        pytest.param([None, "refused"], True, "refused", id="refused, the rest empty"),
        pytest.param(["left_office"], True, "left_office", id="left office"),
        pytest.param([None, None], True, "outstanding", id="not called yet"),
        pytest.param([None], False, "no_usable_phone", id="nobody to call"),
        pytest.param([GOOD], False, "complete", id="rated without a telephone of ours"),
    ],
)
def test_a_call_ended_as(outcomes, has_phone, end):
    frame = pd.DataFrame(
        {
            "deputy_id": 7,
            "has_phone": has_phone,
            "is_withdrawn": False,
            "outcome": pd.Series(outcomes, dtype=object),
        }
    )
    assert disposition_of_calls(frame).to_dict("records") == [{"deputy_id": 7, "disposition": end}]


def test_each_deputy_has_one_disposition():
    frame = pd.DataFrame(
        {
            "deputy_id": [2, 1, 2],
            "has_phone": [True, False, True],
            "is_withdrawn": False,
            "outcome": [GOOD, None, None],
        }
    )
    assert disposition_of_calls(frame).to_dict("records") == [
        {"deputy_id": 1, "disposition": "no_usable_phone"},
        {"deputy_id": 2, "disposition": "partial"},
    ]
