"""The mark in a template is found whatever became of the file, and never in anything else."""

import pytest

from schemas.inputs import CONTRACTS, REPLIES
from tasks.rules.template_mark import look_at_mark, mark_of


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.kind.value)
def test_todays_own_template_has_no_problem(contract):
    assert look_at_mark([mark_of(contract, "national")], contract, "national") is None


@pytest.mark.parametrize("line", ["{}", " {} ", "登记表 {}", "（{}）"])
def test_the_mark_is_found_within_a_line(line):
    mark = mark_of(REPLIES, "national").replace(REPLIES.chinese, "旧表").replace("：", ": ")
    assert look_at_mark([None, "标题", line.format(mark)], REPLIES) == ("foreign_template", "旧表")


@pytest.mark.parametrize("line", ["", "模板版本", "模板版本：2024", "模板", "答复登记表"])
def test_a_line_without_a_mark_says_nothing(line):
    assert look_at_mark([line], REPLIES, "national") is None


def test_no_two_kinds_share_a_mark():
    assert len({mark_of(contract, "national") for contract in CONTRACTS}) == len(CONTRACTS)
