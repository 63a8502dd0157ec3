"""A suggestion that is taken back while deputies are asked about it: nobody asks on, what was said stands, everything adds up."""

from datetime import date, datetime, time

import pytest
from sqlalchemy import select

from flows.demo.centre import open_list
from schemas.words import Decision
from tasks.asking import ask
from tasks.call_lists import reissue
from tasks.cycles import cycle_answers
from tasks.fieldwork import call_again, rates
from tasks.problems import open_problems, waive
from tasks.progress import count_by_status
from tasks.replay import replay
from tasks.rereferrals import awaiting, decide
from tasks.rules.decisions import Order
from tasks.survey_balance import survey_balance
from tasks.survey_figures import satisfaction
from tasks.survey_tables import by_group
from tasks.surveys import close_cycle, open_cycle
from tasks.verifying import verify
from tests.offices import run_night, write
from warehouse.engine import reading
from warehouse.queries import find_query
from warehouse.tables import problem, referral, set_aside_row

OPENED, CLOSED = date(2020, 9, 1), date(2020, 9, 30)
BEFORE, TAKEN_BACK, AFTER = date(2020, 9, 8), date(2020, 9, 10), date(2020, 9, 14)
DEPUTIES = "姓名,代表团,单位及职务,联系电话\n" + "".join(
    f"{name},东团,,1380000{place}111\n" for place, name in enumerate("甲乙丙丁", start=1)
)
# 甲 leads 1 and 2, 乙 leads 3, 丙 leads 4 and 5; 丁 signed 1 and 2 too
LED = (("1", "甲", "丁"), ("2", "甲", "丁"), ("3", "乙", ""), ("4", "丙", ""), ("5", "丙", ""))
REGISTER = "建议编号,建议标题,领衔代表,附议代表,主办单位,交办日期\n" + "".join(
    f"{number},关于{number}的建议,{lead},{other},区教育局,2020-02-03\n" for number, lead, other in LED
)
REPLIES = "建议编号,承办单位,答复文号,答复日期,办理结果,签发人,联系人,联系电话,是否面商,公开属性\n" + "".join(
    f"{number},区教育局,教字〔2020〕{number}号,2020-04-01,A,王局,刘,0500-1234568,是,公开\n"
    for number, _, _ in LED
)
RESULTS = "回访编码,题号,回访结果,不满意原因,拨打日期\n"
CHANGES = "建议编号,承办单位,变更事项,变更日期,改派单位,延期至,变更原因,批准人\n"


def _prepare(made):
    write(made, "名录.csv", "单位全称,简称,单位类别,联络员,联系电话\n区教育局,,政府部门,,\n")
    for name, text in (("名册", DEPUTIES), ("台账", REGISTER), ("答复", REPLIES)):
        write(made, f"{name}.csv", text)
    run_night(made, date(2020, 8, 31))
    open_cycle(made, OPENED, (OPENED, CLOSED), "主任")


@pytest.fixture
def folder(prepared_office):
    return prepared_office(_prepare)


def _list(path, folder):
    """Return of a list the case key and item number of every (deputy, suggestion)."""
    sheet = open_list(folder, path)["名单"]
    column = {str(cell.value): cell.column for cell in sheet[2]}
    rows = [
        {name: sheet.cell(at, place).value for name, place in column.items()}
        for at in range(3, sheet.max_row + 1)
    ]
    return {
        (row["称呼"][0], row["建议"].removeprefix("关于").removesuffix("的建议")): (
            row["回访编码"],
            row["题号"],
        )
        for row in rows
        if row["回访编码"]
    }


def _asked(folder):
    return _list(next((folder.outbox / "survey").glob("*_名单.xlsx")), folder)


def _results(folder, name, on, *said, asked=None):
    """Let results come in: (deputy, suggestion, word, day)."""
    asked = asked or _asked(folder)
    lines = [
        f"{asked[who, what][0]},{asked[who, what][1]},{word},没有办,{day}\n" for who, what, word, day in said
    ]
    write(folder, name, RESULTS + "".join(lines))
    run_night(folder, on)


def _take_back(folder, *numbers, on=TAKEN_BACK):
    rows = "".join(f"{number},区教育局,撤回,{on},,,代表要求,主任\n" for number in numbers)
    write(folder, f"撤回{''.join(numbers)}.csv", CHANGES + rows)
    run_night(folder, on)


def _terms(folder, unit):
    row = survey_balance(folder).set_index("unit").loc[unit]
    return {name: int(count) for name, count in row.items() if count}


def _codes(folder):
    return sorted(open_problems(folder)["code"])


def test_what_is_taken_back_is_withdrawn_in_both_balances_and_asked_about_no_more(folder):
    asked = _asked(folder)
    _take_back(folder, "3", "4")
    assert _codes(folder) == []
    assert count_by_status(folder) == {"surveying": 3, "withdrawn": 2}
    assert _terms(folder, "代表×建议") == {"sent": 7, "withdrawn": 2, "outstanding": 5, "sum": 7}
    assert _terms(folder, "代表") == {"sent": 4, "withdrawn": 1, "outstanding": 3, "sum": 4}
    again = call_again(folder, datetime.combine(AFTER, time()))
    assert set(again["case_key"]) == {asked[pair][0] for pair in asked if pair[0] != "乙"}
    # 丙 is rated on the one item that is left: the call is complete
    _results(folder, "结果.csv", AFTER, ("丙", "5", "满意", AFTER))
    assert _terms(folder, "代表") == {"sent": 4, "complete": 1, "withdrawn": 1, "outstanding": 2, "sum": 4}
    assert set(call_again(folder, datetime.combine(AFTER, time()))["case_key"]) == {
        asked["甲", "1"][0],
        asked["丁", "1"][0],
    }
    found = rates(folder)
    of_calls = found[(found["rate"] == "RR1") & (found["unit"] == "代表")].iloc[0]
    # who is asked about nothing any more is not eligible
    assert (of_calls["numerator"], of_calls["denominator"]) == (1, 3)
    assert verify(folder).empty


def test_a_list_that_is_made_anew_leaves_it_out_and_still_balances(folder):
    before = _asked(folder)
    _take_back(folder, "1", "3")
    _, path = reissue(folder, AFTER, "代表撤回", "主任")
    assert _list(path, folder) == {pair: place for pair, place in before.items() if pair[1] not in ("1", "3")}
    assert _terms(folder, "代表×建议") == {"sent": 7, "withdrawn": 3, "outstanding": 4, "sum": 7}
    assert _terms(folder, "代表") == {"sent": 4, "withdrawn": 1, "outstanding": 3, "sum": 4}


def test_a_list_of_nothing_but_what_was_taken_back_is_empty_and_its_cycle_closes(folder):
    _take_back(folder, "1", "2", "3", "4", "5")
    _, path = reissue(folder, AFTER, "代表撤回", "主任")
    assert _list(path, folder) == {}
    assert _terms(folder, "代表") == {"sent": 4, "withdrawn": 4, "sum": 4}
    assert call_again(folder, datetime.combine(AFTER, time())).empty
    assert (satisfaction(folder)["asked"] == 0).all()
    assert close_cycle(folder, CLOSED) == {"withdrawn": 5}
    assert ask(folder, find_query("satisfaction"), CLOSED).empty
    assert count_by_status(folder) == {"withdrawn": 5}


def test_what_was_said_before_stands_and_nothing_follows_from_it(folder):
    _results(
        folder,
        "结果.csv",
        BEFORE,
        *(("甲", "1", "不满意", BEFORE), ("丁", "2", "不满意", BEFORE), ("丙", "4", "未接通", BEFORE)),
    )
    _take_back(folder, "1", "2", "4")
    assert _codes(folder) == []
    terms = {"sent": 7, "complete": 2, "withdrawn": 3, "outstanding": 2, "sum": 7}
    assert _terms(folder, "代表×建议") == terms
    assert _terms(folder, "代表") == {"sent": 4, "complete": 2, "outstanding": 2, "sum": 4}
    _results(folder, "其余.csv", AFTER, ("乙", "3", "满意", AFTER), ("丙", "5", "满意", AFTER))
    told = satisfaction(folder)
    told = told[told["question"] == "办理结果"].set_index("base")[["numerator", "dissatisfied", "asked"]]
    # 2 has no verdict (its lead was not asked in time) and 4 was not rated: both are out; 丁's answer on 2 is an answer
    assert told.loc["建议件数"].tolist() == [2, 1, 3]
    assert told.loc["人次（代表×建议）"].tolist() == [2, 2, 4]
    assert told.loc["代表人数"].tolist() == [2, 2, 4]
    assert close_cycle(folder, CLOSED) == {"satisfied": 2, "dissatisfied": 1, "withdrawn": 2}
    assert count_by_status(folder) == {"satisfied": 2, "withdrawn": 3}
    assert _terms(folder, "代表×建议") == {"sent": 7, "complete": 4, "withdrawn": 3, "sum": 7}
    assert awaiting(folder, CLOSED).empty
    (row,) = ask(folder, find_query("satisfaction"), CLOSED).to_dict("records")
    assert (row["items"], row["dissatisfied"], row["numerator"]) == (3, 1, 2)
    listed = ask(folder, find_query("unsatisfied"), CLOSED)
    assert listed[["number", "departments", "status"]].to_numpy().tolist() == [["1", "区教育局", "已撤回"]]
    rounds = ask(folder, find_query("department-rounds"), CLOSED).iloc[0]
    assert (rounds["owed"], rounds["asked"], rounds["dissatisfied"]) == (2, 3, 1)
    by_department = ask(folder, find_query("by-department"), CLOSED).iloc[0]
    assert (by_department["lead"], by_department["dissatisfied"]) == (2, 1)
    table, _ = by_group(folder, "department")
    assert table.iloc[0]["承办单位"] == "区教育局"
    (calls,) = ask(folder, find_query("call-outcomes"), CLOSED).to_dict("records")
    assert (calls["complete"], calls["partial"], calls["withdrawn"]) == (4, 0, 0)
    assert verify(folder).empty


def test_what_comes_afterwards_is_kept_and_named_and_counts_nowhere(folder):
    asked = _asked(folder)
    _results(folder, "结果.csv", BEFORE, ("甲", "1", "不满意", BEFORE))
    _take_back(folder, "1", "3")
    _results(
        folder,
        "后来.csv",
        AFTER,
        # again what is on record, then what contradicts it, what is new, what nobody dated
        *(("甲", "1", "不满意", BEFORE), ("丁", "1", "满意", AFTER), ("乙", "3", "满意", "")),
    )
    with reading(folder.database) as connection:
        named = select(problem.c.code, problem.c.row_no, problem.c.raw_value, problem.c.field)
        found = connection.execute(named.order_by(problem.c.row_no)).all()
        kept = list(connection.scalars(select(set_aside_row.c.content).order_by(set_aside_row.c.row_no)))
    code = "answer_after_withdrawal"
    assert [tuple(row) for row in found] == [(code, 3, "满意", "outcome"), (code, 4, "满意", "outcome")]
    assert [row["case_key"] for row in kept] == [asked["丁", "1"][0], asked["乙", "3"][0]]
    _results(folder, "改口.csv", AFTER, ("甲", "1", "满意", AFTER))
    _, answers = cycle_answers(folder)
    assert answers["outcome"].dropna().tolist() == ["dissatisfied"]
    assert _terms(folder, "代表×建议") == {
        "sent": 7,
        "complete": 1,
        "withdrawn": 2,
        "outstanding": 4,
        "sum": 7,
    }
    # said before, known later: by the day of the call, not of the file
    _results(folder, "补报.csv", AFTER, ("乙", "3", "基本满意", BEFORE))
    assert _terms(folder, "代表")["complete"] == 1
    assert close_cycle(folder, CLOSED)["mostly_satisfied"] == 1


def test_a_sheet_of_the_centre_s_own_is_judged_the_same_way(folder):
    _take_back(folder, "3")
    write(
        folder,
        "中心.csv",
        "建议编号,代表姓名,回访结果,拨打日期\n3,乙,满意,2020-09-12\n4,丙,满意,2020-09-12\n",
    )
    run_night(folder, AFTER)
    held = open_problems(folder)
    (number,) = held.loc[held["code"] == "results_without_keys", "problem_id"]
    waive(folder, int(number), "张三", "已与测评中心核对", AFTER)
    replay(folder, AFTER)
    assert _codes(folder) == ["answer_after_withdrawal"]


def test_a_dial_after_it_is_on_record_and_no_answer(folder):
    asked = _asked(folder)
    _take_back(folder, "3")
    key = asked["乙", "3"][0]
    log = f"回访编码,拨打时间,拨打结果,号码序号,访问员\n{key},{AFTER} 18:30,拒访,1,7\n"
    write(folder, "拨打.csv", log)
    run_night(folder, AFTER)
    # whoever refused has refused
    assert _terms(folder, "代表")["refused"] == _terms(folder, "代表×建议")["refused"] == 1


def test_what_a_closed_cycle_counted_stays_when_the_suggestion_is_taken_back_later(folder):
    _results(folder, "结果.csv", BEFORE, ("甲", "1", "满意", BEFORE))
    run_night(folder, date(2020, 10, 1))
    before = survey_balance(folder), ask(folder, find_query("satisfaction"), CLOSED), satisfaction(folder)
    assert count_by_status(folder) == {"answered": 4, "satisfied": 1}
    _take_back(folder, "3", on=date(2020, 10, 2))
    assert count_by_status(folder) == {"answered": 3, "satisfied": 1, "withdrawn": 1}
    after = survey_balance(folder), ask(folder, find_query("satisfaction"), CLOSED), satisfaction(folder)
    assert all(old.equals(new) for old, new in zip(before, after, strict=True))
    _take_back(folder, "1", on=date(2020, 10, 3))
    assert _codes(folder) == ["withdrawn_too_late"]


def test_each_evening_can_be_told_again(folder):
    names = (
        "satisfaction",
        "satisfaction-final",
        "call-outcomes",
        "all-answers",
        "status",
        "department-rounds",
    )
    days = {}

    def evening(day):
        days[day] = {name: ask(folder, find_query(name), day).to_json(date_format="iso") for name in names}

    _results(folder, "结果.csv", BEFORE, ("甲", "1", "不满意", BEFORE))
    evening(BEFORE)
    # it happened on the 10th and came to be known on the 14th
    write(
        folder,
        "撤回.csv",
        f"{CHANGES}1,区教育局,撤回,{TAKEN_BACK},,,代表要求,\n3,区教育局,撤回,{TAKEN_BACK},,,代表要求,\n",
    )
    evening(TAKEN_BACK)
    run_night(folder, AFTER)
    evening(AFTER)
    close_cycle(folder, CLOSED)
    evening(CLOSED)
    assert len({days[day]["call-outcomes"] for day in (BEFORE, AFTER)}) == 2
    for day, said in days.items():
        for name in names:
            again = ask(folder, find_query(name), day, known_on=day).to_json(date_format="iso")
            assert again == said[name], (day, name)


def test_the_first_round_stays_as_it_was_when_the_second_is_ended(folder):
    _results(folder, "结果.csv", BEFORE, ("甲", "1", "不满意", BEFORE))
    close_cycle(folder, CLOSED)
    first = ask(folder, find_query("by-department"), CLOSED)
    decide(folder, {"1": Order(Decision.RE_REFER)}, "主任", date(2020, 10, 9))
    _take_back(folder, "1", on=date(2020, 10, 12))
    assert count_by_status(folder)["withdrawn"] == 1
    assert ask(folder, find_query("by-department"), CLOSED).equals(first)
    with reading(folder.database) as connection:
        of_one = select(referral.c.round, referral.c.ended_as).where(referral.c.suggestion_id == 1)
        assert sorted(tuple(row) for row in connection.execute(of_one)) == [(1, None), (2, "withdrawn")]
    assert survey_balance(folder, 1)["withdrawn"].tolist() == [0, 0]
    assert verify(folder).empty
