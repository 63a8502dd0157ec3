"""What came back of a cycle: it balances, it says whom to call again, and it shows nothing that exposes a deputy."""

from datetime import date

import pytest
from openpyxl import load_workbook
from sqlalchemy import select, update

from tasks.problems import open_problems
from tasks.rules.figures.rounding import Convention
from tasks.survey_balance import survey_balance, write_follow_up
from tasks.survey_checks import checks
from tasks.survey_figures import note_under
from tasks.survey_tables import by_group
from tests.offices import run_night, write
from tests.tasks.test_fieldwork import _keys, _log, _prepare
from warehouse.engine import begin, reading
from warehouse.tables import dispatch, suggestion_state

DAY = date(2020, 9, 12)
RESULTS = "回访编码,题号,回访结果,不满意原因,拨打日期\n"


@pytest.fixture
def folder(prepared_office):
    return prepared_office(_prepare)


def _terms(folder, unit):
    row = survey_balance(folder).set_index("unit").loc[unit]
    return {name: int(count) for name, count in row.items() if count}


def test_everything_sent_is_in_one_term_for_calls_and_for_items(folder):
    keys = _keys(folder)
    nothing = {"sent": 4, "outstanding": 4, "sum": 4}
    assert _terms(folder, "代表") == _terms(folder, "代表×建议") == nothing
    write(
        folder, "结果.csv", RESULTS + f"{keys['甲']},1,满意,,2020-09-10\n{keys['乙']},1,已卸任,,2020-09-10\n"
    )
    _log(
        folder,
        (keys["丙"], "2020-09-10 18:30", "拒访", "1", "7"),
        (keys["丁"], "2020-09-10 18:40", "无人接听", "1", "7"),
    )
    both = {"sent": 4, "complete": 1, "not_eligible": 1, "refused": 1, "outstanding": 1, "sum": 4}
    assert _terms(folder, "代表") == _terms(folder, "代表×建议") == both
    with begin(folder.database) as connection:
        connection.execute(update(suggestion_state).values(status="withdrawn"))
    gone = {**both, "withdrawn": 1}
    del gone["outstanding"]
    # 丙 refused, whatever became of the suggestion; 丁 was not asked yet
    assert _terms(folder, "代表") == gone


def test_a_list_that_is_not_the_frozen_one_shows_as_the_difference(folder):
    with begin(folder.database) as connection:
        row = connection.execute(select(dispatch).where(dispatch.c.what == "call_list")).one()
        more = {**row.manifest, "calls": row.manifest["calls"] + 2}
        connection.execute(
            update(dispatch).where(dispatch.c.dispatch_id == row.dispatch_id).values(manifest=more)
        )
    assert survey_balance(folder)["difference"].tolist() == [2, 0]


def test_whom_to_call_again_is_a_file_without_names_and_numbers(folder):
    keys = _keys(folder)
    _log(
        folder,
        (keys["丙"], "2020-09-11 18:40", "空号", "1", "7"),
        (keys["丁"], "2020-09-11 18:50", "占线", "1", "7"),
    )
    path = write_follow_up(folder, date(2020, 9, 12))
    assert write_follow_up(folder, date(2020, 9, 12)) == path
    cells = [[cell for cell in row if cell is not None] for row in load_workbook(path).active.values]
    listed = {row[0]: row[1:] for row in cells}
    assert listed[keys["丁"]] == ["2020-09-12 09:00至17:00", "电话一", 4, "占线", "尚未接通，换另一号码"]
    assert keys["丙"] not in listed
    text = "".join(str(cell) for row in cells for cell in row)
    assert not any(secret in text for secret in ("1380000", "甲", "乙", "丙", "丁"))
    with reading(folder.database) as connection:
        entered = connection.scalars(
            select(dispatch.c.file_name).where(dispatch.c.what.startswith("call_again"))
        )
        assert list(entered) == [path.name]


def test_one_dissatisfied_deputy_is_hidden_and_the_table_says_so(folder):
    keys = _keys(folder)
    rows = [
        f"{keys[name]},1,{word},慢,2020-09-10\n"
        for name, word in zip("甲乙丙", ("满意", "满意", "不满意"), strict=True)
    ]
    write(folder, "结果.csv", RESULTS + "".join(rows))
    run_night(folder, DAY)
    for by in ("department", "committee", "delegation"):
        table, note = by_group(folder, by)
        assert (table["不满意"] == "*").all()
        assert (table["满意率（%）"] == "*").all()
        assert "隐去" not in note
        assert "首轮满意率" in note
        assert Convention.HALF_UP.chinese in note
    assert "满意率的取舍：四舍五入，保留1位小数" in note_under(folder)


def test_shares_are_shown_where_nothing_is_hidden(folder):
    keys = _keys(folder)
    write(folder, "结果.csv", RESULTS + "".join(f"{keys[name]},1,满意,,2020-09-10\n" for name in "甲乙丙"))
    run_night(folder, DAY)
    table, _ = by_group(folder, "department")
    assert table.iloc[-1].tolist() == ["占比（%）", "75.0", "0.0", "0.0", "25.0", "", ""]
    assert table.iloc[0].tolist() == ["区教育局", "3", "0", "0", "1", "4", "75.0"]


def test_what_is_worth_looking_into_is_listed_and_nothing_follows_from_it(folder):
    keys = _keys(folder)
    write(
        folder,
        "自评.csv",
        "建议编号,承办单位,答复文号,答复日期,办理结果,签发人,联系人,联系电话,是否面商,公开属性,代表评价\n"
        "1,区教育局,教字〔2020〕1号,2020-04-02,A,王局,刘,0500-1234567,是,公开,满意\n",
    )
    write(
        folder,
        "结果.csv",
        RESULTS
        + f"{keys['甲']},1,不满意,慢,2020-09-10\n{keys['乙']},1,满意,,2020-09-10\n{keys['丙']},1,满意,,2020-09-10\n",
    )
    _log(
        folder,
        (keys["甲"], "2020-09-10 18:30", "完成", "1", "7"),
        (keys["乙"], "2020-09-10 18:40", "完成", "1", "8"),
        (keys["丙"], "2020-09-10 18:40", "完成", "1", "8"),
        (keys["丁"], "2020-09-10 22:40", "无人接听", "1", "8"),
    )
    found = checks(folder).groupby("check")["finding"].apply(list).to_dict()
    assert set(found) == {"从未记录不满意", "同一访问员的访问时间重叠", "承办单位自填满意度"}
    assert len(found["同一访问员的访问时间重叠"]) == 2
    (said,) = found["承办单位自填满意度"]
    assert said == (
        "登记表自填满意1件。自填满意、基本满意的1件中，列入本次回访1件，代表已评价1件：与自填一致0件，不一致1件，其中代表不满意1件（第1号）"
    )


def test_how_long_a_call_took_tells_what_cannot_have_been_asked(folder):
    keys = _keys(folder)
    said = "".join(f"{keys[name]},1,满意,,2020-09-10\n" for name in "甲乙丙丁")
    write(folder, "结果.csv", RESULTS + said)
    head = "回访编码,拨打时间,拨打结果,号码序号,访问员,通话时长\n"
    dials = [
        (keys["甲"], "2020-09-10 18:30", "12秒"),
        # what took three minutes was still going on a minute later
        (keys["乙"], "2020-09-10 18:40", "3分"),
        (keys["丙"], "2020-09-10 18:41", "01:30"),
        (keys["丁"], "2020-09-10 18:43", "很长"),
    ]
    write(folder, "拨打.csv", head + "".join(f"{key},{at},完成,1,7,{took}\n" for key, at, took in dials))
    run_night(folder, DAY)
    assert set(open_problems(folder)["code"]) == {"unreadable_duration"}
    found = checks(folder)[["check", "finding"]].to_numpy().tolist()
    assert found == [
        ["访问时长过短", f"回访编码{keys['甲']}，2020-09-10 18:30"],
        ["同一访问员的访问时间重叠", f"回访编码{keys['乙']}，2020-09-10 18:40"],
        ["同一访问员的访问时间重叠", f"回访编码{keys['丙']}，2020-09-10 18:41"],
    ]


def test_a_cycle_without_a_log_of_attempts_has_nothing_to_look_into(folder):
    assert checks(folder).empty
