"""The table of dispositions: complete, without contradictions, made for a list of named people."""

import re

import pytest

from schemas.dispositions import Group, disposition_table, disposition_words, read_table
from schemas.outcome_words import OUTCOME_WORDS
from schemas.words import Outcome
from tasks.rules.figures.aapor import GROUPS

TABLE = disposition_table()
ENDS = {"chinese": "完成", "words": [], "group": "I", "is_final": True}


@pytest.mark.parametrize("entry", TABLE.values(), ids=lambda entry: entry.code)
def test_a_line_is_said_in_chinese_and_goes_on_or_ends(entry):
    assert re.search("[\u4e00-\u9fff]", entry.chinese)
    assert entry.is_final == (entry.retry_after_minutes is None)
    assert not entry.when_exhausted or not entry.is_final


def test_groups_are_those_of_the_outcome_rates():
    assert tuple(Group) == GROUPS


def test_only_an_ended_mandate_is_not_eligible_and_no_number_makes_anyone_so():
    assert {code for code, entry in TABLE.items() if entry.group is Group.NOT_ELIGIBLE} == {"4.10"}
    faulty = [entry for entry in TABLE.values() if entry.is_about_number]
    assert {entry.code for entry in faulty} == {"4.20", "4.32", "4.51"}
    assert {entry.group for entry in faulty} == {Group.NON_CONTACT}


def test_on_a_list_of_named_people_only_a_doubtful_mandate_is_unknown():
    unknown = {Group.UNKNOWN_HOUSEHOLD, Group.UNKNOWN_OTHER}
    assert {code for code, entry in TABLE.items() if entry.group in unknown} == {"3.91"}


def test_who_was_never_reached_is_no_contact_when_the_attempts_are_used_up():
    for entry in TABLE.values():
        if entry.when_exhausted:
            assert TABLE[entry.when_exhausted].contacted == entry.contacted
    assert (TABLE["2.30a"].group, TABLE["2.30b"].group) == (Group.OTHER, Group.NON_CONTACT)


def test_every_refusal_remains_one():
    for entry in TABLE.values():
        if entry.code.startswith(("2.111", "2.112")):
            assert (entry.group, entry.when_exhausted) == (Group.REFUSAL, None)


def test_delays_are_those_of_quexs():
    delays = {code: TABLE[code].retry_after_minutes for code in ("3.13", "2.20", "2.112a", "2.36")}
    assert delays == {"3.13": 180, "2.20": 180, "2.112a": 10080, "2.36": 10080}


def test_every_word_for_an_outcome_without_rating_leads_to_a_disposition_of_its_kind():
    kinds = {
        Outcome.UNREACHED: Group.NON_CONTACT,
        Outcome.REFUSED: Group.REFUSAL,
        Outcome.INVALID_NUMBER: Group.NON_CONTACT,
        Outcome.LEFT_OFFICE: Group.NOT_ELIGIBLE,
        Outcome.NO_USABLE_PHONE: Group.NON_CONTACT,
    }
    words = {**OUTCOME_WORDS, **{outcome.chinese: outcome for outcome in kinds}}
    known = disposition_words()
    for word, outcome in words.items():
        if outcome in kinds:
            assert TABLE[known[word]].group is kinds[outcome], word


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ({"1.1": {**ENDS, "is_final": False}}, "either it is final"),
        ({"1.1": {**ENDS, "retry_after_minutes": 5}}, "either it is final"),
        ({"1.1": {**ENDS, "colour": "red"}}, "colour"),
        ({"1.1": {**ENDS, "group": "U"}}, "group"),
        ({"9": ENDS}, "code"),
        ({"1.1": ENDS, "2.20": {**ENDS, "group": "NC"}}, "stands for"),
        (
            {"2.20": {"chinese": "a", "words": [], "group": "NC", "retry_after_minutes": 1, "when_exhausted": "2.30"}},
            "no final disposition",
        ),
    ],
)  # fmt: skip
def test_a_table_that_contradicts_itself_is_refused(raw, said):
    with pytest.raises(ValueError, match=said):
        read_table(raw)
