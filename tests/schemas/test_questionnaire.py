"""What a profile wants asked becomes questions in exactly its words, and every word counts as a stated table says."""

from datetime import date

import pytest

from schemas.contradictions import find_contradictions
from schemas.profile import in_force
from schemas.questionnaire import as_asked, draw_up
from schemas.words import Outcome

SHANDONG = in_force("shandong", date(2023, 1, 1))
FIVE = ("非常满意", "满意", "基本满意", "不满意", "非常不满意")


def survey(**changes):
    return SHANDONG.survey.model_copy(update=changes)


def wrong(**changes):
    edition = SHANDONG.model_copy(update={"survey": survey(**changes)})
    return [said for path, said in find_contradictions(edition) if path[0] == "survey"]


def test_a_scale_of_five_is_read_out_and_counts_as_three():
    asked = draw_up(survey(scale=FIVE), "临泉区人大常委会")
    assert list(asked.words.values()) == [
        Outcome.SATISFIED,
        Outcome.SATISFIED,
        Outcome.MOSTLY_SATISFIED,
        Outcome.DISSATISFIED,
        Outcome.DISSATISFIED,
    ]
    assert "您对办理态度的评价是非常满意、满意、基本满意、不满意，还是非常不满意？" in asked.script
    assert asked.script[-1].startswith("评价为不满意或非常不满意时追问")
    # 1, 2, 3 are places in a scale of three words and say nothing in another
    assert "1" not in asked.words


def test_a_place_s_rule_says_what_a_word_counts_as():
    scale = ("满意", "一般", "不满意")
    assert draw_up(survey(scale=scale), "").words["一般"] is Outcome.MOSTLY_SATISFIED
    counted = draw_up(survey(scale=scale, scale_means={"一般": "dissatisfied"}), "")
    assert counted.words["一般"] is Outcome.DISSATISFIED


def test_what_was_asked_is_kept_whole():
    asked = draw_up(survey(scale=FIVE, questions=("attitude", "result", "fulfilment")), "临泉区人大常委会")
    kept = asked.as_kept()
    assert as_asked(kept) == asked
    assert [question["title"] for question in kept["questions"]] == ["态度评价", "回访结果", "承诺兑现评价"]


def test_a_cycle_from_before_asked_for_the_result_in_three_words():
    asked = as_asked(None)
    assert (asked.questions, list(asked.scale)) == (("result",), ["满意", "基本满意", "不满意"])


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"questions": ("attitude",)}, "is not asked"),
        ({"scale": ("满意", "凑合")}, "凑合 is no word of a scale"),
        ({"scale": ("满意", "满意")}, "twice"),
        ({"scale_means": {"一般": "dissatisfied"}}, "一般 is not in the scale"),
    ],
)
def test_what_cannot_be_asked_is_a_contradiction(changes, said):
    assert any(said in text for text in wrong(**changes))


def test_only_the_lead_is_called_where_only_the_lead_rates():
    assert in_force("chongqing", date(2023, 1, 1)).survey.called == "lead"
    assert SHANDONG.survey.called == "signers"
