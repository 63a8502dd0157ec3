"""A centre's own sheets: words, codes with a legend, ticks, a row per attempt; with keys or, once vouched for, without."""

from datetime import date

import pytest
from sqlalchemy import select

from flows.health import findings
from flows.inspection import inspect_sheet
from schemas.survey_words import SurveyWordsError, read_survey_words
from tasks.problems import open_problems, waive
from tasks.replay import replay
from tests.offices import run_night, write
from tests.tasks.test_fieldwork import _keys, _prepare
from warehouse.engine import reading
from warehouse.tables import answer, call, call_item, deputy

DAY = date(2020, 9, 12)


@pytest.fixture
def folder(prepared_office):
    return prepared_office(_prepare)


def answers(folder):
    query = (
        select(deputy.c.name, answer.c.outcome, answer.c.reason, answer.c.attempts)
        .join(call, call.c.deputy_id == deputy.c.deputy_id)
        .join(call_item, call_item.c.call_id == call.c.call_id)
        .join(answer, (answer.c.call_item_id == call_item.c.call_item_id) & answer.c.is_current)
    )
    with reading(folder.database) as connection:
        return {name: tuple(rest) for name, *rest in connection.execute(query)}


def codes(folder):
    return sorted(open_problems(folder)["code"])


def vouch(folder):
    held = open_problems(folder)
    (number,) = held.loc[held["code"] == "results_without_keys", "problem_id"]
    waive(folder, int(number), "张三", "已与测评中心核对", DAY)
    return replay(folder, DAY)


def test_ticks_a_row_per_attempt_and_remarks_are_read_by_their_keys(folder):
    keys = _keys(folder)
    write(
        folder,
        "打勾.csv",
        "回访编码,题号,代表,满意,基本满意,不满意,第几次,时间,备注\n"
        f"{keys['甲']},1,甲,√,,,1,2020-09-10,\n"
        f"{keys['乙']},1,乙,,,√,2,2020-09-11,没有面商\n"
        f"{keys['丙']},1,丙,√,√,,1,2020-09-10,\n"
        f"{keys['丁']},1,丁,,,,1,2020-09-10,\n",
    )
    run_night(folder, DAY)
    assert answers(folder) == {"甲": ("satisfied", None, 1), "乙": ("dissatisfied", "没有面商", 2)}
    assert codes(folder) == ["no_answer", "several_answers"]


def test_codes_mean_what_the_sheet_itself_says_of_them(folder):
    keys = _keys(folder)
    write(
        folder,
        "代码.csv",
        "代码说明：1=不满意 2=基本满意 3=满意 4=无人接听,,,\n回访编码,题号,结果代码,结果\n"
        f"{keys['甲']},1,1,\n{keys['乙']},1,3,满意\n{keys['丙']},1,3,不满意\n{keys['丁']},1,4,\n",
    )
    run_night(folder, DAY)
    assert {name: said[0] for name, said in answers(folder).items()} == {
        "甲": "dissatisfied",
        "乙": "satisfied",
        "丁": "unreached",
    }
    assert codes(folder) == ["missing_reason", "word_code_conflict"]


def test_a_sheet_without_keys_counts_only_after_somebody_vouched_for_it(folder):
    write(
        folder,
        "访问记录.csv",
        "访问日期,建议号,受访人,访问结果,不满意原因或建议\n"
        "2020-09-10,1,甲,非常满意,\n2020-09-10,2,乙代表,空号,\n2020-09-10,2,丙,满意,\n2020-09-10,99,丙,满意,\n"
        "2020-09-10,4,丁,不满意,太慢\n",
    )
    run_night(folder, DAY)
    assert answers(folder) == {}
    assert codes(folder) == ["deputy_not_asked", "results_without_keys", "unknown_suggestion"]
    vouch(folder)
    assert {name: said[:2] for name, said in answers(folder).items()} == {
        "甲": ("satisfied", None),
        "乙": ("invalid_number", None),
        "丁": ("dissatisfied", "太慢"),
    }
    assert codes(folder) == ["deputy_not_asked", "unknown_suggestion"]


def test_of_several_attempts_the_answer_counts_and_what_was_said_stands(folder):
    keys = _keys(folder)
    head = "回访编码,题号,回访结果,不满意原因,拨打日期,拨打次数\n"
    write(
        folder,
        "结果.csv",
        head
        + f"{keys['甲']},1,未接通,,2020-09-09,1\n{keys['甲']},1,满意,,2020-09-10,2\n"
        + f"{keys['乙']},1,基本满意,,2020-09-09,1\n{keys['乙']},1,拒访,,2020-09-10,2\n"
        + f"{keys['丙']},1,满意,,2020-09-09,1\n{keys['丙']},1,不满意,慢,2020-09-10,2\n"
        + f"{keys['丁']},1,满意,,2020-08-30,1\n",
    )
    run_night(folder, DAY)
    assert answers(folder) == {"甲": ("satisfied", None, 2), "乙": ("mostly_satisfied", None, 1)}
    assert codes(folder) == [
        "called_before_list",
        "duplicate_answer",
        "duplicate_answer",
        "outcome_after_answer",
    ]
    write(folder, "后来.csv", head + f"{keys['甲']},1,拒访,,2020-09-12,3\n")
    run_night(folder, DAY)
    assert answers(folder)["甲"] == ("satisfied", None, 2)
    assert codes(folder).count("outcome_after_answer") == 2


def test_an_answer_on_a_call_that_reached_nobody_is_named(folder):
    keys = _keys(folder)
    write(folder, "拨打.csv", f"回访编码,拨打时间,拨打结果\n{keys['甲']},2020-09-10 18:30,无人接听\n")
    run_night(folder, DAY)
    write(folder, "结果.csv", f"回访编码,题号,回访结果,拨打日期\n{keys['甲']},1,满意,2020-09-10\n")
    run_night(folder, DAY)
    assert codes(folder) == ["answer_without_contact"]


def test_a_word_that_the_office_adds_is_read_everywhere_and_takes_in_what_was_set_aside(folder):
    keys = _keys(folder)
    head = "回访编码,题号,回访结果,拨打日期\n"
    sheet = write(
        folder, "结果.csv", head + f"{keys['甲']},1,还可以,2020-09-10\n{keys['乙']},1,满意,2020-09-10\n"
    )
    write(folder, "拨打.csv", f"回访编码,拨打时间,拨打结果\n{keys['丙']},2020-09-10 18:30,彩铃响完\n")
    write(folder, "拨打二.csv", f"回访编码,拨打时间,拨打结果\n{keys['丁']},2020-09-10 18:30,占线\n")
    kept = sheet.read_bytes()
    run_night(folder, DAY)
    assert set(answers(folder)) == {"乙"}
    assert codes(folder) == ["batch_held", "unknown_disposition", "unknown_outcome_word"]
    folder.survey_words.write_text(
        '\ufeff[outcomes]\n"还可以" = "基本满意"\n\n[dispositions]\n"彩铃响完" = "无人接听"\n', "utf-8"
    )
    assert (
        True,
        "survey_words.toml adds 还可以 = 基本满意, 彩铃响完 = 无人接听 to the words of survey centres",
    ) in list(findings(folder, DAY))
    replay(folder, DAY)
    assert answers(folder)["甲"][0] == "mostly_satisfied"
    assert codes(folder) == []
    copy = folder.path / "结果.csv"
    copy.write_bytes(kept)
    words = read_survey_words(folder.survey_words).outcomes
    assert "unknown_outcome_word" in [row["reason"] for row in inspect_sheet(copy)["rejected"]]
    assert [row["outcome"] for row in inspect_sheet(copy, words)["rows"]] == ["mostly_satisfied", "satisfied"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[outcomes]\n"满意" = "不满意"\n', "line 2: 满意"),
        ('[outcomes]\n"还行" = "满意"\n"还 行" = "基本满意"\n', "line 3: 还 行"),
        ('[outcomes]\n\n"还行" = "凑合"\n', "line 3: 还行: 凑合"),
        ('[dispositions]\n"空号" = "关机"\n', "line 2: 空号"),
        ('[answers]\n"还行" = "满意"\n', "answers"),
        ("[outcomes\n", "line 1"),
    ],
)
def test_a_word_that_already_means_something_else_is_refused_with_its_line(tmp_path, text, said):
    path = tmp_path / "survey_words.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(SurveyWordsError, match=said) as error:
        read_survey_words(path)
    assert str(path) in str(error.value)
