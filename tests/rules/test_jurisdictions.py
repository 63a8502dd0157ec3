"""What the rules of real places come to: due dates worked by hand, and the values that make places differ."""

from datetime import date

import pytest

from schemas.profile import in_force, profile_names, resolve
from schemas.working_days import working_days
from tasks.rules.deadline import settle

DAYS = working_days()
TODAY = date(2026, 6, 1)

GOLDEN = [
    # 29 June 2024 is a Saturday: Monday 1 July
    ("national", "reply", "2024-03-29", "2024-07-01"),
    # Friday 12 September 2025, under the law of 2025
    ("national", "long_reply", "2025-03-12", "2025-09-12"),
    # Friday 17 April 2020: the founding case
    ("zhangdian", "reply", "2020-01-17", "2020-04-17"),
    ("zhangdian", "long_reply", "2020-01-17", "2020-07-17"),
    # the province's one month: Friday 30 October 2020
    ("zhangdian", "second_reply", "2020-09-30", "2020-10-30"),
    # Friday 30 July 2021
    ("zibo", "reply", "2021-04-30", "2021-07-30"),
    # five days after 30 April 2024 is 5 May, Labour Day until 5: Monday 6
    ("shandong", "return", "2024-04-30", "2024-05-06"),
    # no 31 February: Saturday 29 February 2020, Monday 2 March
    ("shandong", "co_handling", "2020-01-31", "2020-03-02"),
    ("shandong", "second_reply", "2020-09-28", "2020-10-28"),
    # 1 to 5 May 2024 are free: 6 is 1, 7 is 2, 8 is 3, 9 is 4, 10 is 5
    ("qingdao", "return", "2024-04-30", "2024-05-10"),
    # Sunday 29 September 2024 is worked: 1; 30 is 2; free until 7 October; 8, 9, 10 are 3, 4, 5
    ("qingdao", "assignment", "2024-09-27", "2024-10-10"),
    # 6 to 9 February 2024 are 1 to 4; free 10 to 17; Sunday 18 is worked: 5; 19 is 6, 20 is 7
    ("shanghai", "return", "2024-02-05", "2024-02-20"),
    # Thursday 29 August 2024
    ("shanghai", "extension", "2024-05-29", "2024-08-29"),
    # 4 to 7 June 2024 are 1 to 4; Monday 10 is Dragon Boat; 11 to 14 are 5 to 8; 17 to 21 are 9 to 13; 24, 25 are 14, 15
    ("beijing", "feedback", "2024-06-03", "2024-06-25"),
    # no 31 February 2025: Friday 28
    ("beijing", "second_reply", "2024-12-31", "2025-02-28"),
    # 23 January 2020 is 1; free until 2 February; 3-7 are 2-6, 10-14 7-11, 17-21 12-16, 24-28 17-21, 2-6 March 22-26, 9-12 27-30
    ("chongqing", "co_handling", "2020-01-22", "2020-03-12"),
    # Sunday 28 April 2024 is worked: 1; 29, 30 are 2, 3; Labour Day; 6, 7 May are 4, 5
    ("chongqing", "co_handling_again", "2024-04-26", "2024-05-07"),
    # 18-22 March 2024 are 1-5, 25-29 6-10, 1-3 April 11-13; Qingming 4-6; Sunday 7 is worked: 14; 8-12 are 15-19; 15 is 20
    ("chongqing", "contact_deputy", "2024-03-15", "2024-04-15"),
    # 3 October 2024 is free, as it is until 7: Tuesday 8
    ("chongqing", "second_reply", "2024-08-03", "2024-10-08"),
    # under the rule of 2000: thirty days after 3 September 2016 is 3 October; free until 7; Saturday 8 is worked
    ("henan", "second_reply", "2016-09-03", "2016-10-08"),
    # 9 February 2018 is 1; Sunday 11 is worked: 2; 12-14 are 3-5; free 15-21; 22, 23 are 6, 7; Saturday 24 is worked: 8; 26, 27 9, 10
    ("henan", "return", "2018-02-08", "2018-02-27"),
    # 26-29 September 2017 are 1-4; Saturday 30 is worked: 5; free until 8 October; 9-13 are 6-10
    ("henan", "feedback", "2017-09-25", "2017-10-13"),
    # ten days after 21 April 2020 is 1 May; free until 5
    ("zhejiang", "return", "2020-04-21", "2020-05-06"),
    # two months after 31 December 2019: Saturday 29 February 2020, Monday 2 March
    ("zhejiang", "co_handling", "2019-12-31", "2020-03-02"),
    # Sunday 28 February 2021, Monday 1 March
    ("ningbo", "co_handling", "2021-01-31", "2021-03-01"),
    # no 31 September: Wednesday 30
    ("fujian", "co_handling", "2020-08-31", "2020-09-30"),
    # no 31 June: Tuesday 30
    ("fujian", "extension", "2020-03-31", "2020-06-30"),
    # the text of 2025 has not been read: the law's three months, Tuesday 1 July 2025
    ("fujian", "reply", "2025-04-01", "2025-07-01"),
    # seven days after 24 September 2024 is 1 October; free until 7
    ("guangzhou", "reassign", "2024-09-24", "2024-10-08"),
    # 26 April 2019 is 1; Sunday 28 is worked: 2; 29, 30 are 3, 4; free 1-4 May; Sunday 5 is worked: 5; 6, 7 are 6, 7
    ("yulin", "return", "2019-04-25", "2019-05-07"),
    # 4 October 2024 is free, as it is until 7
    ("sichuan", "second_reply", "2024-07-04", "2024-10-08"),
]


@pytest.mark.parametrize(("name", "term", "start", "due"), GOLDEN, ids=[" ".join(case) for case in GOLDEN])
def test_due_dates_worked_by_hand(name, term, start, due):
    day = date.fromisoformat(start)
    assert settle(day, in_force(name, day).terms[term], DAYS).due_on == date.fromisoformat(due)


def test_every_profile_has_a_case():
    assert {name for name, *_ in GOLDEN} == set(profile_names())


# the places that set each value themselves, as their texts say; others inherit
VALUES = [
    ("shandong", "long_reply.granted", "by_consent", "第十九条"),
    ("beijing", "long_reply.granted", "by_consent", "第二十一条"),
    ("chongqing", "long_reply.granted", "by_kind", "第二十一条"),
    ("henan", "long_reply.granted", "by_notice", "第二十条"),
    ("national", "long_reply.granted", "by_kind", "第五十一条"),
    ("qingdao", "returning.without_consent", "keep_handling", "第十九条"),
    ("yulin", "returning.late", "refused", "第二条第（一）项"),
    ("national", "returning.restarts_clock", False, "本项目默认"),
    ("chongqing", "co_handling.empty_is_sent_back", True, "第二十条"),
    ("chongqing", "feedback.missing", "left_out_after_reminder", "第二十九条"),
    ("chongqing", "survey.base", "forms_returned", "第二十九条"),
    ("chongqing", "survey.rater", "lead", "第二十六条"),
    ("chongqing", "second_handling.still_unsatisfied", "meeting", "第二十七条"),
    ("henan", "second_handling.still_unsatisfied", "expert_assessment", "第二十二条"),
    ("shandong", "survey.rater", "lead_after_co_signers", "第二十三条"),
    ("shanghai", "survey.questions", ["attitude", "result"], "第二十一条"),
    ("qingdao", "survey.questions", ["fulfilment", "result"], "第三十一条"),
    ("shandong", "reply.recipients", "lead_by_consent", "第二十条"),
    ("qingdao", "reply.recipients", "lead", "第二十八条"),
    ("shanghai", "reply.recipients", "each_signer", "第二十条"),
    ("zhejiang", "reply.recipients", "each_signer", "第二十二条"),
    ("shandong", "reply.signatory_must_be", "主要负责人", "第二十二条"),
    ("qingdao", "reply.signatory_must_be", "负责人", "第二十九条"),
    ("shandong", "publication.reply", "required", "第二十七条"),
    ("henan", "publication.reply", "allowed", "第二十九条"),
    ("beijing", "confidentiality.protects_deputy_data", True, "第二十五条"),
    ("beijing", "handling.withdrawal", "before_referral", "第十三条"),
    ("shanghai", "handling.joint_withdrawal", "all_signers", "第十条"),
    ("qingdao", "promises.ledger", True, "第二十七条"),
    ("zibo", "key_suggestions.led_by", "主任会议组成人员", "第二条"),
    ("national", "key_suggestions.chosen_by", "主任会议（委员长会议）", "第五十二条"),
    ("national", "reminders.days_before", [30, 7, 1], "本项目默认"),
]


@pytest.mark.parametrize(("name", "key", "value", "article"), VALUES, ids=[f"{v[0]} {v[1]}" for v in VALUES])
def test_a_value_is_what_its_article_says(name, key, value, article):
    found = {row: (said, origin) for row, said, origin in resolve(name, TODAY).rows()}
    said, origin = found[key]
    assert (said, origin.profile, origin.article) == (value, name, article)


@pytest.mark.parametrize(
    ("name", "last_day"),
    [("henan", "08-31"), ("chongqing", "11-30"), ("qingdao", "12-31"), ("shanghai", None)],
)
def test_report_days_are_only_those_that_the_rule_gives(name, last_day):
    assert in_force(name, TODAY).reporting.reports[0].last_day == last_day


def test_a_county_without_rules_of_its_own_says_so():
    gaps = in_force("zhangdian", TODAY).gaps
    assert any("本区办理规则未收录" in gap for gap in gaps)
    assert any(gap.startswith("淄博市") for gap in gaps)
    assert in_force("zhangdian", TODAY).terms["reply"].profile == "shandong"


def test_a_repealed_rule_is_gone_with_all_its_parts():
    # the rule of 2000 wanted copies for the electing unit
    assert "代表所在选举单位" in in_force("henan", date(2017, 7, 31)).reply.copies_to
    assert "代表所在选举单位" not in in_force("henan", date(2017, 8, 1)).reply.copies_to
    assert "co_handling" in in_force("fujian", date(2025, 3, 25)).terms
    assert "co_handling" not in in_force("fujian", date(2025, 3, 26)).terms
