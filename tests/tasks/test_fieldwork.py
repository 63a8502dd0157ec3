"""Attempts come in by their log, and the rates, the funnel and the list of whom to call again follow from them."""

from datetime import date, datetime, time

import pytest
from sqlalchemy import select

from flows.demo.centre import open_list
from tasks.fieldwork import call_again, funnel, rates
from tasks.problems import open_problems
from tasks.rules.calling import Calling
from tasks.survey_balance import survey_balance
from tasks.survey_figures import interviewers, satisfaction
from tasks.surveys import close_cycle, open_cycle
from tests.digest import digest
from tests.offices import run_night, write
from warehouse.engine import reading
from warehouse.tables import call, deputy

OPENED, CLOSED = date(2020, 9, 1), date(2020, 9, 30)
DEPARTMENTS = "单位全称,简称,单位类别,联络员,联系电话\n区教育局,,政府部门,,\n"
DEPUTIES = "姓名,代表团,单位及职务,联系电话\n" + "".join(
    f"{name},东团,,1380000{place}111\n" for place, name in enumerate("甲乙丙丁", start=1)
)
REGISTER = "建议编号,建议标题,领衔代表,主办单位,会办单位,交办日期\n" + "".join(
    f"{place},关于{place}的建议,{name},区教育局,,2020-02-03\n"
    for place, name in enumerate("甲乙丙丁", start=1)
)
REPLIES = "建议编号,承办单位,答复文号,答复日期,办理结果,签发人,联系人,联系电话,是否面商,公开属性\n" + "".join(
    f"{place},区教育局,教字〔2020〕{place}号,2020-04-01,A,王局,刘,0500-1234567,是,公开\n"
    for place in range(1, 5)
)
LOG = "回访编码,拨打时间,拨打结果,号码序号,访问员\n"


def _prepare(made):
    for name, text in (("名录", DEPARTMENTS), ("名册", DEPUTIES), ("台账", REGISTER), ("答复", REPLIES)):
        write(made, f"{name}.csv", text)
    run_night(made, date(2020, 8, 31))
    open_cycle(made, OPENED, (OPENED, CLOSED), "主任")


@pytest.fixture
def folder(prepared_office):
    return prepared_office(_prepare)


def _keys(folder):
    path = next((folder.outbox / "survey").glob("*_名单.xlsx"))
    sheet = open_list(folder, path)["名单"]
    return {str(sheet.cell(row, 2).value)[0]: sheet.cell(row, 1).value for row in range(3, 7)}


def _log(folder, *rows, name="拨打.csv"):
    write(folder, name, LOG + "".join(f"{','.join(row)}\n" for row in rows))
    run_night(folder, date(2020, 9, 12))


def _rate(folder, name, unit="代表"):
    frame = rates(folder)
    row = frame[(frame["rate"] == name) & (frame["unit"] == unit)].iloc[0]
    return row["numerator"], row["denominator"]


def test_answers_and_attempts_make_the_rates(folder):
    keys = _keys(folder)
    write(
        folder, "结果.csv", f"回访编码,题号,回访结果,不满意原因,拨打日期\n{keys['甲']},1,满意,,2020-09-10\n"
    )
    _log(
        folder,
        (keys["乙"], "2020-09-10 18:30", "拒访", "1", "7"),
        (keys["丙"], "2020-09-10 18:40", "无人接听", "1", "7"),
    )
    assert open_problems(folder).empty
    # 甲 complete, 乙 refused, 丙 and 丁 not reached
    assert _rate(folder, "RR1") == (1, 4)
    assert _rate(folder, "COOP1") == (1, 2)
    assert _rate(folder, "REF1") == (1, 4)
    assert _rate(folder, "CON1") == (2, 4)
    assert _rate(folder, "RR1") == _rate(folder, "RR3") == _rate(folder, "RR5")
    assert _rate(folder, "成功率") == (1, 3)
    assert funnel(folder)["calls"].tolist() == [4, 3, 2, 1]
    assert rates(folder)["percent"].iloc[0] == 25.0


def test_whoever_was_not_reached_is_called_again_and_the_others_are_not(folder):
    keys = _keys(folder)
    write(
        folder, "结果.csv", f"回访编码,题号,回访结果,不满意原因,拨打日期\n{keys['甲']},1,满意,,2020-09-10\n"
    )
    _log(
        folder,
        (keys["乙"], "2020-09-10 18:30", "拒访", "1", "7"),
        (keys["丙"], "2020-09-10 18:40", "无人接听", "1", "7"),
    )
    again = call_again(folder, datetime.combine(date(2020, 9, 11), time()))
    assert set(again["case_key"]) == {keys["丙"], keys["丁"]}
    assert again["call_again_at"].min() >= datetime.combine(date(2020, 9, 11), time(9))
    assert again.set_index("case_key")["attempts_left"].to_dict() == {keys["丙"]: 4, keys["丁"]: 5}


def test_whoever_a_sheet_says_was_not_reached_is_called_again_until_the_attempts_are_used_up(folder):
    keys = _keys(folder)
    said = (
        ("甲", "未接通", "2020-09-10", 2),
        ("乙", "未接通", "2020-09-10", 5),
        ("丙", "号码有误", "2020-09-10", 1),
    )
    rows = "".join(f"{keys[name]},1,{word},{day},{dials}\n" for name, word, day, dials in said)
    write(folder, "结果.csv", f"回访编码,题号,回访结果,拨打日期,拨打次数\n{rows}")
    run_night(folder, date(2020, 9, 11))
    again = call_again(folder, datetime.combine(date(2020, 9, 11), time())).set_index("case_key")
    assert again["attempts_left"].to_dict() == {keys["甲"]: 3, keys["丁"]: 5}
    # the log of the centre goes before what the sheet says
    _log(folder, (keys["甲"], "2020-09-11 18:40", "无人接听", "1", "7"))
    again = call_again(folder, datetime.combine(date(2020, 9, 12), time())).set_index("case_key")
    assert again.loc[keys["甲"], "attempts_left"] == 4


def test_what_the_cycle_was_planned_with_holds_unless_somebody_says_otherwise(folder):
    close_cycle(folder, OPENED)
    again = Calling(2, "09:00-11:30,18:00-20:30")
    open_cycle(folder, date(2020, 9, 2), (date(2020, 9, 2), CLOSED), "主任", calling=again)
    with reading(folder.database) as connection:
        keys = dict(
            connection.execute(
                select(deputy.c.name, call.c.case_key)
                .join(call, call.c.deputy_id == deputy.c.deputy_id)
                .where(call.c.cycle_id == 2)
            ).all()
        )
    dials = [(keys["丙"], f"2020-09-{day} 18:40", "无人接听", "1", "7") for day in ("09", "10")]
    _log(folder, *dials, (keys["丁"], "2020-09-10 18:40", "无人接听", "1", "7"))
    due = call_again(folder, datetime.combine(date(2020, 9, 12), time(12))).set_index("case_key")
    # 丙 was dialled as often as planned; the next hours of a Saturday are those of the plan
    assert set(due.index) == {keys[name] for name in "甲乙丁"}
    assert due.loc[keys["丁"], "attempts_left"] == 1
    begins, ends = due.loc[keys["丁"], ["call_again_at", "until"]]
    assert (f"{begins:%m-%d %H:%M}", f"{ends:%m-%d %H:%M}") == ("09-12 18:00", "09-12 20:30")
    assert _settled(folder) == 1
    assert _settled(folder, 3) == 0
    assert set(
        call_again(folder, datetime.combine(date(2020, 9, 12), time()), max_attempts=3)["attempts_left"]
    ) == {1, 2, 3}


def _settled(folder, max_attempts=None):
    """Return how many calls were given up as not reached."""
    return int(survey_balance(folder, max_attempts=max_attempts)["not_reached"][0])


def test_the_same_log_again_changes_nothing_and_a_longer_one_adds_the_rest(folder):
    keys = _keys(folder)
    first = (keys["丙"], "2020-09-10 18:40", "无人接听", "1", "7")
    _log(folder, first)
    before = digest(folder.database)["attempt"]
    _log(folder, first, (keys["丙"], "2020-09-11 18:40", "占线", "1", "8"), name="拨打二.csv")
    after = digest(folder.database)["attempt"]
    assert len(before) == 1
    assert len(after) == 2


def test_what_cannot_be_is_set_aside_by_name(folder):
    keys = _keys(folder)
    good = [(keys[name], "2020-09-10 18:40", "无人接听", "1", "7") for name in "甲乙丙丁"]
    _log(
        folder,
        *good,
        (keys["甲"], "2020-08-31 18:40", "无人接听", "1", "7"),
        (keys["甲"][:-1] + ("2" if keys["甲"][-1] != "2" else "3"), "2020-09-10 18:40", "占线", "1", "7"),
        (keys["甲"], "2020-09-10", "占线", "1", "7"),
        (keys["甲"], "2020-09-11 10:00", "不知道", "1", "7"),
    )
    assert set(open_problems(folder)["code"]) == {
        "attempt_outside_window",
        "bad_case_key",
        "unreadable_moment",
        "unknown_disposition",
    }
    assert len(digest(folder.database)["attempt"]) == 4


def test_an_answer_given_outside_the_window_counts_and_is_named(folder):
    keys = _keys(folder)
    write(
        folder, "结果.csv", f"回访编码,题号,回访结果,不满意原因,拨打日期\n{keys['甲']},1,满意,,2020-10-02\n"
    )
    run_night(folder, date(2020, 9, 12))
    assert set(open_problems(folder)["code"]) == {"called_outside_window"}
    assert _rate(folder, "RR1") == (1, 4)


def test_satisfaction_is_told_on_three_bases_with_what_it_is_made_of(folder):
    keys = _keys(folder)
    rows = f"{keys['甲']},1,满意,,2020-09-10\n{keys['乙']},1,不满意,没有落实,2020-09-10\n{keys['丙']},1,基本满意,,2020-09-10\n"
    write(folder, "结果.csv", f"回访编码,题号,回访结果,不满意原因,拨打日期\n{rows}")
    _log(
        folder,
        (keys["甲"], "2020-09-10 18:30", "完成", "1", "7"),
        (keys["乙"], "2020-09-10 18:40", "完成", "1", "8"),
        (keys["丙"], "2020-09-10 18:50", "完成", "1", "7"),
    )
    told = satisfaction(folder)
    assert set(told["question"]) == {"办理态度", "办理结果"}
    found = told[told["question"] == "办理结果"]
    assert len(found) == 3
    # each deputy leads one suggestion, so the bases agree: 2 of 4, one not asked yet
    assert found[["numerator", "asked", "no_answer"]].drop_duplicates().to_numpy().tolist() == [[2, 4, 1]]
    assert set(found["percent"]) == {"50.0"}
    assert set(found["answered_percent"]) == {"66.7"}
    assert (found["lower"] < 66.7).all()
    assert (found["upper"] > 66.6).all()
    beside = interviewers(folder).set_index("interviewer")
    assert beside["interviews"].to_dict() == {"7": 2, "8": 1}
    assert beside["dissatisfied"].to_dict() == {"7": 0, "8": 1}
