"""Why a due date is that day: the paragraph for a letter, and the data that is stored."""

import json
import re
from datetime import date

import pytest

from schemas.profile import EndRule, Span, Start, Term, Unit, in_force, profile_names
from schemas.working_days import working_days
from tasks.rules.deadline import due_date

DAYS = working_days()


def explained(start, value, unit=Unit.MONTH, rule=EndRule.OFF_NON_WORKING_DAYS, **more):
    how = Term(
        value=value, unit=unit, start=Start.REFERRED, end_rule=rule, **{"source": "某条例第九条", **more}
    )
    return due_date(date.fromisoformat(start), how, DAYS)


def test_the_explanation_names_the_start_the_term_the_end_and_the_article():
    due = due_date(date(2020, 1, 17), in_force("shandong", date(2020, 1, 17)).terms["reply"], DAYS)
    assert due.explanation == (
        "自2020年1月17日交办之日起3个月，开始的当日不计入，期满日为2020年4月17日。"
        "依据：山东省人民代表大会代表建议、批评和意见办理工作条例（2017年修正）第十九条；期间计算参照民法关于期间的规定。"
    )


@pytest.mark.parametrize(
    ("due", "said"),
    [
        pytest.param(
            explained("2019-10-28", 3),
            "期满日为2020年1月28日。该日为法定节假日，顺延6日至2020年2月3日。",
            id="a holiday",
        ),
        pytest.param(
            explained("2020-01-25", 3),
            "期满日为2020年4月25日。该日为周末，顺延1日至2020年4月26日（补班）。",
            id="on to a Sunday that is worked",
        ),
        pytest.param(
            explained("2020-01-26", 3),
            "期满日为2020年4月26日。该日为补班的工作日，不顺延。",
            id="a Sunday that is worked",
        ),
        # 23 January is 1; free 24 January to 2 February; 3 to 7 February are 2 to 6: weekends 8/9, 15/16, 22/23, 29/1, 7/8
        pytest.param(
            explained("2020-01-22", 30, Unit.WORKING_DAY),
            "起30个工作日，开始的当日不计入，期满日为2020年3月12日（其间法定节假日10日、周末10日不计）。依据",
            id="working days over spring festival",
        ),
        # Friday 24 April; Sunday 26 April is worked, Saturday 25 is not
        pytest.param(
            explained("2020-04-24", 2, Unit.WORKING_DAY),
            "期满日为2020年4月27日（其间周末1日不计，补班1日计入）。",
            id="working days over a make-up day",
        ),
        pytest.param(
            explained("2020-04-20", 2, Unit.WORKING_DAY), "期满日为2020年4月22日。依据", id="an ordinary week"
        ),
        pytest.param(
            explained("2024-03-28", None, Unit.FIXED_DATE, EndRule.NONE, on="06-30"),
            "自2024年3月28日交办之日起，应于6月30日前（含当日）办结，期满日为2024年6月30日。",
            id="a fixed date",
        ),
        pytest.param(
            explained("2024-04-15", 3, at_most=Span(unit=Unit.FIXED_DATE, on="06-30")),
            "起3个月，最迟不超过6月30日，开始的当日不计入，期满日为2024年6月30日。该日为周末，顺延1日至2024年7月1日。",
            id="the earlier of two",
        ),
        pytest.param(explained("2020-01-17", 3, source=""), "期满日为2020年4月17日。", id="without a source"),
    ],
)
def test_the_explanation_says_what_moved_the_end(due, said):
    assert said in due.explanation


@pytest.mark.parametrize("name", profile_names())
def test_the_explanation_of_every_term_is_chinese_and_cites_its_article(name):
    for term in in_force(name, date(2026, 6, 1)).terms.values():
        text = due_date(date(2026, 1, 17), term, DAYS).explanation
        assert not re.search("[A-Za-z]", text)
        assert term.start.chinese in text
        assert term.article in text or term.article == "本项目默认"


def test_the_trace_is_data_that_json_keeps():
    due = due_date(date(2020, 1, 22), in_force("chongqing", date(2020, 1, 22)).terms["co_handling"], DAYS)
    assert json.loads(json.dumps(due.trace)) == due.trace
    assert due.trace == {
        "profile": "chongqing",
        "edition": "重庆市人民代表大会代表建议批评和意见工作条例（2017年）",
        "effective_from": "2018-01-01",
        "article": "第二十条",
        "source": "重庆市人民代表大会代表建议批评和意见工作条例（2017年）第二十条；期间计算参照民法关于期间的规定",
        "term": "co_handling",
        "length": "30个工作日",
        "unit": "working_day",
        "start_event": "referred",
        "start_on": "2020-01-22",
        "end_rule": "off_non_working_days",
        "plain_end": "2020-03-12",
        "due_on": "2020-03-12",
        "is_provisional": False,
        "known_until": DAYS.known_until.isoformat(),
        "skipped": [
            *({"day": f"2020-01-{day}", "why": "法定节假日"} for day in range(24, 32)),
            *({"day": f"2020-02-0{day}", "why": "法定节假日"} for day in (1, 2)),
            *(
                {"day": day, "why": "周末"}
                for day in (
                    *(f"2020-02-{day}" for day in ("08", "09", "15", "16", "22", "23", "29")),
                    *(f"2020-03-{day}" for day in ("01", "07", "08")),
                )
            ),
        ],
        "made_up": [],
    }


def test_a_term_in_months_skips_only_the_days_that_the_end_moved_over():
    due = explained("2020-01-25", 3)
    assert due.trace["skipped"] == [{"day": "2020-04-25", "why": "周末"}]
    assert due.trace["made_up"] == [{"day": "2020-04-26", "why": "补班"}]
    assert (due.trace["plain_end"], due.trace["due_on"]) == ("2020-04-25", "2020-04-26")


def test_without_end_rule_nothing_is_skipped():
    due = explained("2020-01-26", 3, rule=EndRule.NONE)
    assert (due.trace["skipped"], due.trace["made_up"]) == ([], [])
