"""A number that a cycle found dead goes behind the others on the next list, and says so there and nowhere else."""

from datetime import date

import pytest
from sqlalchemy import select

from flows.demo.centre import open_list
from tasks.purge import purge
from tasks.rules.sample import key_is_sound
from tasks.surveys import close_cycle, open_cycle
from tests.offices import run_night, write
from tests.tasks.test_fieldwork import DEPARTMENTS, LOG, REGISTER, REPLIES
from warehouse.engine import reading
from warehouse.tables import deputy, deputy_phone

OPENED, CLOSED = date(2020, 9, 1), date(2020, 9, 30)
DEPUTIES = (
    "姓名,代表团,单位及职务,联系电话\n甲,东团,,13800001111、0500-1234567\n乙,东团,,13800002111、13800002222\n"
    "丙,东团,,13800003111\n丁,东团,,13800004111\n"
)


def _prepare(made):
    for name, text in (("名录", DEPARTMENTS), ("名册", DEPUTIES), ("台账", REGISTER), ("答复", REPLIES)):
        write(made, f"{name}.csv", text)
    run_night(made, date(2020, 8, 31))
    open_cycle(made, OPENED, (OPENED, CLOSED), "主任")


@pytest.fixture
def folder(prepared_office):
    return prepared_office(_prepare)


def _listed(folder):
    sheet = open_list(folder, sorted((folder.outbox / "survey").glob("*_名单.xlsx"))[-1])["名单"]
    column = {str(cell.value): cell.column - 1 for cell in sheet[2]}
    names = ("回访编码", "电话一", "电话二", "号码提示")
    # without a doubtful number there is no column of hints
    cells = [column.get(name) for name in names]
    return {
        row[column["称呼"]][0]: [str((at is not None and row[at]) or "").replace(" ", "") for at in cells]
        for row in sheet.iter_rows(min_row=3, values_only=True)
        if row[column["回访编码"]] and key_is_sound(str(row[column["回访编码"]]))
    }


def _invalid(folder):
    query = select(deputy.c.name, deputy_phone.c.e164).join(
        deputy, deputy.c.deputy_id == deputy_phone.c.deputy_id
    )
    with reading(folder.database) as connection:
        return sorted(
            tuple(row) for row in connection.execute(query.where(deputy_phone.c.invalid_on.is_not(None)))
        )


def _first_cycle(folder):
    keys = {name: row[0] for name, row in _listed(folder).items()}
    write(
        folder,
        "拨打.csv",
        LOG
        + f"{keys['甲']},2020-09-10 18:30,空号,1,7\n{keys['乙']},2020-09-10 18:30,停机,1,7\n"
        + f"{keys['乙']},2020-09-10 18:40,完成,2,7\n",
    )
    write(folder, "结果.csv", f"回访编码,题号,回访结果,拨打日期\n{keys['丙']},1,号码有误,2020-09-10\n")
    run_night(folder, date(2020, 9, 12))
    assert _invalid(folder) == []
    close_cycle(folder, CLOSED)


def test_a_dead_number_goes_behind_the_others_and_the_next_list_says_so(folder):
    before = _listed(folder)
    assert [row[3] for row in before.values()] == [""] * 4
    _first_cycle(folder)
    assert _invalid(folder) == [("丙", "+8613800003111"), ("乙", "+8613800002111"), ("甲", "+8613800001111")]
    # a directory that repeats the numbers confirms nothing; one that leaves a number out ends it
    write(
        folder, "新名册.csv", DEPUTIES.replace("13800003111", "13800003999").replace("东团,,", "东团,书记,")
    )
    run_night(folder, date(2020, 10, 8))
    purge(folder, date(2020, 12, 1), "张三")
    assert [name for name, _ in _invalid(folder)] == ["乙", "甲"]
    opened = date(2020, 12, 2)
    open_cycle(folder, opened, (opened, date(2020, 12, 20)), "主任")
    after = _listed(folder)
    assert after["甲"][1].endswith("1234567")
    assert after["甲"][2:] == ["13800001111", "电话二以往回访时为空号、停机或号码有误，请最后拨打"]
    assert after["乙"][1:3] == ["13800002222", "13800002111"]
    assert after["丙"][3] == ""


def test_speaking_to_somebody_under_a_number_makes_it_good_again(folder):
    _first_cycle(folder)
    opened = date(2020, 10, 2)
    open_cycle(folder, opened, (opened, date(2020, 10, 20)), "主任")
    keys = {name: row[0] for name, row in _listed(folder).items()}
    write(folder, "又拨.csv", LOG + f"{keys['甲']},2020-10-10 18:30,完成,2,7\n")
    run_night(folder, date(2020, 10, 12))
    close_cycle(folder, date(2020, 10, 20))
    assert [name for name, _ in _invalid(folder)] == ["丙", "乙"]
