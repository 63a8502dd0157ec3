"""Questions that a rule answers, the list of all questions, and the page that documents them."""

import csv
import json
import re
from datetime import date

import pandas as pd
import pytest
from sqlalchemy import insert, select, update
from typer.testing import CliRunner

from flows.cli import app, commands  # noqa: F401
from flows.cli.app import UsageError
from flows.cli.output import markdown
from tasks.asking import ask
from tasks.questions import catalogue, find_question, formula_of, page, question_names
from tasks.rules.titles import bare_title
from tests.offices import SAMPLES, drop, run_night
from warehouse import tables
from warehouse.engine import begin

AS_OF = date(2020, 2, 1)


def prepare(folder):
    drop(folder, SAMPLES / "1-register")
    run_night(folder, AS_OF)


@pytest.fixture
def office(prepared_office):
    return prepared_office(prepare)


def duban(office, *arguments):
    told = ["query", *arguments, "--office", str(office.path)]
    return CliRunner().invoke(app, told, env={"DUBAN_DATABASE_URL": office.database})


def test_the_page_has_every_question_with_its_formula_parameters_and_columns():
    sections = dict(part.split("\n", 1) for part in page().split("\n## ")[1:])
    assert [head.partition(":")[0] for head in sections] == question_names()
    for name in question_names():
        question = find_question(name)
        section = sections[f"{name}: {question.chinese}"]
        assert len(formula_of(name)) > 40
        assert formula_of(name).strip() in section
        for parameter in question.parameters:
            assert f"| {parameter.name} | {parameter.accepts} |" in section
        for column, chinese in question.columns.items():
            assert f"| {column} | {chinese} |" in section
    assert CliRunner().invoke(app, ["query", "--docs"]).stdout == page()


def test_the_list_says_what_a_question_may_be_told():
    told = catalogue().set_index("name")["parameters"]
    assert told["due-soon"] == "[days=7]"
    assert told["on-time-by"] == "[by=department] [of_round=1]"
    assert told["overdue"] == ""
    assert len({find_question(name).chinese for name in question_names()}) == len(question_names())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("关于加快老旧小区改造的建议", "加快老旧小区改造"),
        ("关于“三线”入地的建议", "三线 入地建议"),
        ("Ｗｉ-Ｆｉ 全覆盖", "wi fi全覆盖"),
    ],
)
def test_titles_are_the_same_whatever_surrounds_them(one, other):
    assert bare_title(one) == bare_title(other)


def test_titles_that_are_only_alike_are_two():
    assert bare_title("关于建设一号公园的建议") != bare_title("关于建设二号公园的建议")
    assert bare_title("建议") == "建议"


def test_a_title_of_an_earlier_session_is_found_and_one_of_a_later_is_not(office):
    with begin(office.database) as connection:
        suggestion, session = tables.suggestion, tables.session
        row = connection.execute(select(suggestion).where(suggestion.c.number == "3")).mappings().one()
        known = dict(connection.execute(select(session)).mappings().one())
        del known["session_id"]
        for meeting in (3, 5):
            other = known | {"meeting": meeting, "name": f"{meeting}次会议", "year": 2016 + meeting}
            added = connection.execute(insert(session).values(other)).inserted_primary_key
            copied = dict(row) | {"session_id": added[0], "number": "71", "title": f"{row['title']}。"}
            del copied["suggestion_id"]
            connection.execute(insert(suggestion).values(copied))
    found = ask(office, find_question("repeated-titles"), AS_OF).to_dict("records")
    assert [(row["number"], row["earlier_session"], row["earlier_number"]) for row in found] == [
        ("3", "3次会议", "71")
    ]


def test_a_question_takes_values_in_order_or_by_name_and_refuses_others(office):
    by_place = duban(office, "handling", "017", "--format", "json")
    by_name = duban(office, "handling", "--param", "number=17", "--format", "json")
    assert by_place.stdout == by_name.stdout
    assert {row["number"] for row in json.loads(by_name.stdout)} == {"17"}
    for wrong in (("due-soon", "soon"), ("overdue", "3"), ("due-soon", "--param", "days")):
        assert isinstance(duban(office, *wrong).exception, UsageError)


@pytest.mark.parametrize("name", ["ledger", "due-dates", "repeated-titles", "committee-figures"])
def test_the_first_rows_of_an_answer_are_its_first_and_it_says_whether_there_are_more(office, name):
    every = json.loads(duban(office, name, "--format", "json").stdout)
    for first in {1, max(1, len(every) - 1), len(every), len(every) + 1} - {0}:
        found = duban(office, name, "--first", str(first), "--format", "json")
        assert json.loads(found.stdout) == every[:first]
        assert (f"the first {first} rows, there are more" in found.stderr) == (len(every) > first)


def test_there_is_no_answer_of_no_rows(office):
    assert duban(office, "ledger", "--first", "0").exit_code == 2


def test_people_read_no_code_and_programs_a_boolean(office):
    printed = duban(office, "handling", "17", "--format", "csv").stdout.lstrip("\ufeff").splitlines()
    told = [(row["办理方式"], row["已答复"], row["经延期"]) for row in csv.DictReader(printed)]
    assert set(told) == {("主办", "否", "否"), ("会办", "否", "否")}
    rows = json.loads(duban(office, "handling", "17", "--format", "json").stdout)
    assert {(row["role"], row["is_answered"]) for row in rows} == {("主办", False), ("会办", False)}
    ledger = duban(office, "ledger", "--format", "markdown").stdout
    assert "| 办理中 | 否 |" in ledger
    assert not re.search("[a-z]{3}", ledger)


def test_a_table_cuts_nothing_however_long(office):
    title = f"关于加快{'鑫淼焱垚' * 12}的建议"
    with begin(office.database) as connection:
        connection.execute(
            update(tables.suggestion).where(tables.suggestion.c.number == "3").values(title=title)
        )
    shown = duban(office, "ledger").stdout
    assert "…" not in shown
    assert shown.count("垚") == 12
    assert "2020-04-17" in duban(office, "due-dates").stdout


def test_markdown_keeps_every_cell_in_its_place():
    frame = pd.DataFrame({"title": ["甲|乙\n丙", None], "count": [1, 2]})
    lines = markdown(frame, {"title": "标题", "count": "件数"}, "表*一*").splitlines()
    assert lines == [
        "**表\\*一\\***",
        "",
        "| 标题 | 件数 |",
        "| --- | ---: |",
        "| 甲\\|乙 丙 | 1 |",
        "|  | 2 |",
    ]
