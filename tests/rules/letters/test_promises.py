"""What a letter promises, and by when; a time in the past or in doubt is none."""

from datetime import date

import pytest

from tasks.rules.letters.promises import promises
from tasks.rules.letters.text import Line

REPLIED = date(2020, 4, 10)


def _due(text, replied_on=REPLIED):
    return [found.value.due_on for found in promises([Line("body", 1, text)], replied_on)]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("计划于2020年9月30日前完成改造。", [date(2020, 9, 30)]),
        ("预计2021年6月底建成投用。", [date(2021, 6, 30)]),
        ("拟于2021年2月完成立项。", [date(2021, 2, 28)]),
        ("力争年底前开工建设。", [date(2020, 12, 31)]),
        ("我局将在今年内完成整治。", [date(2020, 12, 31)]),
        ("计划明年上半年启动。", [date(2021, 6, 30)]),
        ("争取明年第三季度完工。", [date(2021, 9, 30)]),
        ("该项目已列入2022年度计划,2022年完成。", [date(2022, 12, 31)]),
        ("将于2020年5月上旬完成摸底,2020年12月底前全部完成。", [date(2020, 12, 31)]),
        ("2019年12月已完成改造。", []),
        ("预计2019年底完成的工程已经完成。", []),
        ("下一步,我们将继续加强管理。", []),
        ("计划于2020年9月31日前完成。", []),
        ("计划6月底前完成。", []),
    ],
)
def test_a_promise_has_its_last_day(text, due):
    assert _due(text) == due


def test_without_a_date_of_the_letter_only_whole_dates_count():
    assert _due("力争年底前开工。", None) == []
    assert _due("力争2021年底前开工。", None) == [date(2021, 12, 31)]


def test_each_sentence_is_a_promise_of_its_own_with_its_place():
    line = Line("body", 7, "道路工程计划2020年8月完成。绿化预计2021年3月底前完成;其他事项已解决。")
    found = promises([line], REPLIED)
    assert [(each.value.text, each.evidence.paragraph) for each in found] == [
        ("道路工程计划2020年8月完成。", 7),
        ("绿化预计2021年3月底前完成;", 7),
    ]
