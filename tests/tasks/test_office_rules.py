"""An office with rules of its own: its due dates go by them, and say so; what was worked out before stays as it was."""

from datetime import date

import pytest

from tasks.deadlines import due_dates, recompute
from tests.offices import run_night, write

RULES = """
[[edition]]
effective_from = 2019-01-01
title = "本区办法"
read = "full_text"
source = "区人大常委会文件"
[edition.terms.reply]
value = 40
unit = "day"
start = "referred"
end_rule = "none"
article = "第九条"
"""
REGISTER = "建议编号,建议标题,领衔代表,主办单位,交办日期\n"
NOTICE = """
[[notice]]
published = 2026-11-05
title = "国务院办公厅关于2027年部分节假日安排的通知"
year = 2027
off = [[2027-01-01, 2027-01-03]]
"""


def _prepare(made):
    write(made, "名录.csv", "单位全称,简称,单位类别,联络员,联系电话\n区教育局,,政府部门,,\n")
    write(made, "名册.csv", "姓名,代表团,单位及职务,联系电话\n王一,东团,,13800001111\n")
    run_night(made, date(2020, 1, 16))


@pytest.fixture
def folder(prepared_office):
    return prepared_office(_prepare)


def _rules(folder, text):
    (folder.path / "rules.toml").write_text(text, "utf-8")


def _register(folder, number, name, assigned_on="2020-01-17"):
    write(folder, name, f"{REGISTER}{number},关于{number}的建议,王一,区教育局,{assigned_on}\n")
    run_night(folder, date(2020, 1, 20))
    return due_dates(folder, str(number)).iloc[-1]


def test_due_dates_go_by_the_rules_of_the_office_and_cite_them(folder):
    assert _register(folder, 1, "一.csv")["due_on"] == date(2020, 4, 17)
    _rules(folder, RULES)
    due = _register(folder, 2, "二.csv")
    assert due["due_on"] == date(2020, 2, 26)
    assert "本区办法第九条" in due["explanation"]
    _rules(folder, RULES.replace("value = 40", "value = 50"))
    assert _register(folder, 3, "三.csv")["due_on"] == date(2020, 3, 7)
    dues = due_dates(folder)
    assert list(zip(dues["number"], dues["due_on"], strict=True)) == [
        ("1", date(2020, 4, 17)),
        ("2", date(2020, 2, 26)),
        ("3", date(2020, 3, 7)),
    ]


def test_published_holidays_move_what_was_worked_out_under_rules_of_the_office(folder):
    _rules(folder, RULES.replace("none", "off_statutory_holidays"))
    write(folder, "一.csv", f"{REGISTER}1,关于一的建议,王一,区教育局,2026-11-22\n")
    run_night(folder, date(2026, 11, 23))
    assert due_dates(folder)["due_on"].tolist() == [date(2027, 1, 1)]
    folder.holidays.write_text(NOTICE, "utf-8")
    moved = recompute(folder, date(2026, 11, 25))
    assert moved["new_due_on"].tolist() == [date(2027, 1, 4)]


def test_rules_that_cannot_be_used_stop_the_night_and_nothing_is_lost(folder):
    _rules(folder, RULES.replace("value = 40", "value = 0"))
    with pytest.raises(Exception, match=r"rules\.toml, line 8: terms\.reply\.value"):
        _register(folder, 1, "一.csv")
    _rules(folder, RULES)
    run_night(folder, date(2020, 1, 20))
    assert due_dates(folder)["due_on"].tolist() == [date(2020, 2, 26)]
