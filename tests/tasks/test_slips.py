"""Slips of real people: rows moved, odd file names, numbers in the wrong column. Nothing is credited wrongly, nothing stops."""

import os
import re
from datetime import date

import pytest
from sqlalchemy import select

from flows.demo.centre import open_list
from tasks.cycles import SurveyError, cycle_answers
from tasks.problems import open_problems
from tasks.surveys import open_cycle
from tests.offices import SAMPLES, drop, office_at, run_night, write
from warehouse.engine import reading
from warehouse.tables import batch, problem, set_aside_row

WINDOW = (date(2020, 9, 1), date(2020, 9, 30))
HEAD = "建议编号,建议标题,承办单位,答复文号,答复日期,办理结果,签发人,联系人,联系电话,是否面商,公开属性"


@pytest.fixture
def folder(tmp_path, warehouse_url):
    made = office_at(tmp_path / "office", warehouse_url)
    drop(made, SAMPLES / "1-register")
    run_night(made, date(2020, 4, 30))
    return made


def _codes(folder):
    return set(open_problems(folder)["code"])


def _listed(folder):
    drop(folder, SAMPLES / "2-replies-by-april")
    run_night(folder, date(2020, 8, 31))
    workbook = open_list(folder, open_cycle(folder, WINDOW[0], WINDOW, "主任").path)
    sheet = workbook["名单"]
    return workbook, sheet, {cell.value: cell.column for cell in sheet[2]}


def test_an_answer_under_another_key_is_set_aside_and_credited_to_nobody(folder):
    workbook, sheet, column = _listed(folder)
    keys = [sheet.cell(row, column["回访编码"]).value for row in range(3, sheet.max_row + 1)]
    other = next(row for row, key in enumerate(keys, start=3) if key != keys[0])
    sheet.cell(3, column["回访结果"]).value = "不满意"
    sheet.cell(3, column["不满意原因"]).value = "没有落实"
    sheet.cell(3, column["回访编码"]).value = sheet.cell(other, column["回访编码"]).value
    sheet.cell(3, column["题号"]).value = sheet.cell(other, column["题号"]).value
    sheet.cell(other + 1, column["回访结果"]).value = "满意"
    sheet.cell(other + 2, column["回访结果"]).value = "满意"
    workbook.save(folder.inbox / "结果.xlsx")
    run_night(folder, date(2020, 9, 10))
    _, answers = cycle_answers(folder)
    assert sorted(answers["outcome"].dropna()) == ["satisfied", "satisfied"]
    assert "answer_misplaced" in _codes(folder)


def test_one_wrong_key_keeps_no_right_answer_out(folder):
    workbook, sheet, column = _listed(folder)
    for row in range(3, 7):
        sheet.cell(row, column["回访结果"]).value = "满意"
    sheet.cell(3, column["回访编码"]).value = "ABCDEFGHJ"
    workbook.save(folder.inbox / "结果.xlsx")
    run_night(folder, date(2020, 9, 10))
    _, answers = cycle_answers(folder)
    assert answers["outcome"].notna().sum() == 3
    assert "bad_case_key" in _codes(folder)


def test_names_of_files_from_old_systems_and_long_ones_stop_nothing(folder):
    line = "1,,区住建局,临提〔2020〕1号,2020-03-03,A,,王芳,0500-5550001,是,主动公开"
    old = os.fsencode(folder.inbox) + b"/" + "登记表一".encode("gb18030") + b".csv"
    with open(old, "wb") as stream:  # noqa: PTH123 - pathlib does not take bytes
        stream.write(f"{HEAD}\n{line}".encode())
    write(folder, "长" * 80 + ".csv", f"{HEAD}\n{line.replace('王芳', '王云')}")
    run_night(folder, date(2020, 5, 1))
    with reading(folder.database) as connection:
        names = set(connection.scalars(select(batch.c.file_name).where(batch.c.status != "received")))
    assert {"登记表一.csv", "长" * 80 + ".csv"} <= names


def test_control_characters_are_no_part_of_any_value(folder):
    write(
        folder,
        "登记表.csv",
        f"{HEAD}\n1,,区住建局\x01,临提〔2020〕1号,2020-03-03,A,李\x02强,王芳,0500-5550001,是,主动公开",
    )
    (folder.inbox / "宽.csv").write_bytes(f"{HEAD}\n1,,区住\x00建局,,,,,,,,".encode("utf-16"))
    run_night(folder, date(2020, 5, 1))
    assert not [row for row in open_problems(folder)["text"] if re.search(r"[\x00-\x08]", row)]


def test_a_telephone_number_typed_into_any_column_is_masked_where_it_is_kept(folder):
    mobile = "13800001234"
    cells = HEAD.split(",")
    lines = [
        ",".join(mobile if place == wrong else "x" for place in range(len(cells)))
        for wrong in range(len(cells))
    ]
    write(folder, "登记表.csv", "\n".join([HEAD, *lines]))
    run_night(folder, date(2020, 5, 1))
    with reading(folder.database) as connection:
        kept = [str(row) for row in connection.execute(select(problem.c.raw_value, problem.c.field))]
        kept += [str(row) for row in connection.execute(select(set_aside_row.c.content))]
    assert kept
    assert not [text for text in kept if mobile in text]


def test_a_cycle_about_nobody_is_not_opened(folder):
    with pytest.raises(SurveyError):
        open_cycle(folder, WINDOW[0], WINDOW, "主任")


def test_a_link_in_the_inbox_is_not_followed(folder, tmp_path):
    secret = tmp_path / "别处.csv"
    secret.write_text(HEAD, "utf-8")
    (folder.inbox / "链接.csv").symlink_to(secret)
    before = len(list(folder.archive.rglob("*")))
    run_night(folder, date(2020, 5, 1))
    assert len(list(folder.archive.rglob("*"))) == before
