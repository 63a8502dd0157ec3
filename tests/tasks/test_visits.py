"""Opinions of deputies' visits and the meetings that deal with them: registers in, versions kept, what is wrong named."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.offices import office_at, run_night, write
from warehouse.engine import begin, reading
from warehouse.offices import find_scope
from warehouse.queries import find_query
from warehouse.queries.base import run
from warehouse.tables import consultation, consultation_item, opinion, problem

DAY = date(2020, 12, 1)
OPINIONS = "意见编号,走访季度,走访日期,提出代表,意见内容,涉及单位,处理方式,转建议编号\n"
MEETINGS = "会商编号,会商日期,参加单位,走访季度,意见编号,会商结果,责任单位,完成时限,落实情况\n"


@pytest.fixture
def folder(tmp_path):
    made = office_at(tmp_path / "office")
    write(made, "单位.csv", "单位全称,简称\n区住建局,住建局\n区水利局,水利局\n")
    return made


def opinions(folder, name, *rows):
    write(folder, name, OPINIONS + "".join(f"{row}\n" for row in rows))
    run_night(folder, DAY)


def meetings(folder, name, *rows):
    write(folder, name, MEETINGS + "".join(f"{row}\n" for row in rows))
    run_night(folder, DAY)


def kept(folder, *columns):
    with begin(folder.database) as connection:
        return sorted(tuple(row) for row in connection.execute(select(*columns)))


def asked(folder, name):
    with reading(folder.database) as connection:
        return run(connection, find_query(name), find_scope(connection, folder), DAY)


def codes(folder):
    return [code for code, _ in kept(folder, problem.c.code, problem.c.problem_id)]


def test_an_opinion_says_its_quarter_or_the_day_does(folder):
    opinions(
        folder,
        "意见.csv",
        "1,一季度,,张三,路灯不亮,,当场答复,",
        "1,2020年第2季度,2020-05-06,张三、李四,井盖破损,住建局,列入会商清单,平字第4号",
        "2,,2020年5月7日,东关代表小组,河道淤积,水利局,转建议,5",
        "3,,,张三,没有季度,,了解情况,",
        "4,第一季度,2020-05-07,张三,日期不符,,了解情况,",
        "5,五月,2020-05-07,张三,不是季度,,了解情况,",
    )
    assert kept(folder, opinion.c.quarter, opinion.c.number, opinion.c.sorting, opinion.c.suggestion) == [
        ("2020Q1", "1", "on_the_spot", None),
        ("2020Q2", "1", "listed", "闭会4"),
        ("2020Q2", "2", "taken_up", "闭会5"),
    ]
    assert codes(folder) == ["missing_quarter", "unreadable_quarter", "visit_outside_quarter"]


def test_what_contradicts_itself_is_named(folder):
    opinions(
        folder,
        "意见.csv",
        "1,一季度,,张三,路灯不亮,,转为建议,",
        "2,一季度,,张三,井盖破损,,当场答复,4",
        "3,一季度,,张三,噪声,,列入会商清单,5",
        "4,一季度,,张三,噪声扰民,,列入会商清单,5",
        "4,一季度,,李四,又一条,,当场答复,",
        "6,一季度,,李四,词不对,,再说,",
        "7,一季度,2021-01-01,李四,明年的,,当场答复,",
    )
    assert len(kept(folder, opinion.c.number)) == 4
    assert codes(folder) == [
        "duplicate_opinion",
        "opinion_without_suggestion",
        "suggestion_not_expected",
        "suggestion_of_two_opinions",
        "suggestion_of_two_opinions",
        "unknown_sorting",
        "visit_in_future",
    ]


def test_a_correction_keeps_what_it_corrects_and_settles_its_problem(folder):
    opinions(folder, "意见.csv", "1,一季度,,张三,路灯不亮,,转为建议,", "2,一季度,,张三,井盖,,当场答复,")
    opinions(folder, "意见更正.csv", "1,一季度,,张三,路灯不亮,,转为建议,3", "2,一季度,,张三,井盖,,当场答复,")
    said = kept(folder, opinion.c.number, opinion.c.version, opinion.c.is_current, opinion.c.suggestion)
    assert said == [("1", 1, False, None), ("1", 2, True, "闭会3"), ("2", 1, True, None)]
    assert kept(folder, problem.c.code, problem.c.status) == [("opinion_without_suggestion", "superseded")]
    opinions(folder, "意见再报.csv", "1,一季度,,张三,路灯不亮,,转为建议,3", "", "")
    assert len(kept(folder, opinion.c.number)) == 3


def test_one_meeting_deals_with_several_opinions_and_one_opinion_comes_up_twice(folder):
    opinions(
        folder,
        "意见.csv",
        "1,一季度,2020-02-06,张三,路灯不亮,,列入会商清单,1",
        "1,二季度,2020-05-06,张三,井盖破损,,列入会商清单,2",
        "2,二季度,2020-05-06,张三,已经答复,,当场答复,",
    )
    meetings(
        folder,
        "会商.csv",
        # what is written once holds for the rows below
        "1,2020-06-01,住建局、水利局,一季度,1,换灯,住建局,2020-07-31,未落实",
        ",,,二季度,1,换井盖,住建局,2020-12-31,正在落实",
        "2,2020-08-01,住建局,一季度,1,再会商,住建局,2020-11-30,",
        "3,2020-08-02,住建局,,2,没有列入,住建局,,已办结",
        "4,2020-08-02,住建局,,1,哪个季度,住建局,,",
        "4,2020-08-03,住建局,二季度,1,日期不一,住建局,,",
        "5,2020-08-03,住建局,一季度,9,没有,住建局,,",
        "6,2020-01-03,住建局,一季度,1,太早,住建局,,",
        "7,2021-01-03,住建局,一季度,1,太晚,住建局,,",
        "8,2020-08-05,住建局,一季度,1,一次,住建局,,弄好了",
        "8,2020-08-05,住建局,一季度,1,两次,住建局,,",
        "9,2020-08-06,住建局,,1,哪一条,住建局,,",
    )
    assert codes(folder) == [
        "ambiguous_opinion",
        "consulted_before_visit",
        "contradicting_meetings",
        "contradicting_meetings",
        "duplicate_consultation",
        "meeting_in_future",
        "opinion_not_listed",
        "unknown_follow_up",
        "unknown_opinion",
    ]
    held = asked(folder, "consultations")[["number", "opinions", "done", "open", "overdue"]]
    assert list(held.itertuples(index=False, name=None)) == [
        ("1", 2, 0, 2, 1),
        ("2", 1, 0, 1, 1),
        ("3", 1, 1, 0, 0),
        ("8", 1, 0, 1, 0),
    ]
    listed = asked(folder, "consultation-list").to_dict("records")
    assert [(row["quarter"], row["meetings"], row["result"]) for row in listed] == [
        ("2020Q1", 3, "一次"),
        ("2020Q2", 1, "换井盖"),
    ]


def test_what_became_of_an_agreement_is_a_new_version_of_it(folder):
    opinions(folder, "意见.csv", "1,一季度,2020-02-06,张三,路灯不亮,,列入会商清单,1")
    meetings(folder, "会商.csv", "1,2020-06-01,住建局,一季度,1,换灯,住建局,2020-07-31,未落实")
    meetings(folder, "会商更新.csv", "1,2020-06-02,住建局,一季度,1,换灯,住建局,2020-07-31,已落实")
    assert kept(folder, consultation_item.c.version, consultation_item.c.follow_up) == [
        (1, "not_begun"),
        (2, "done"),
    ]
    assert kept(folder, consultation.c.held_on, consultation.c.is_current) == [
        (date(2020, 6, 1), False),
        (date(2020, 6, 2), True),
    ]
    assert asked(folder, "consultation-list")["follow_up"].tolist() == ["已落实"]
