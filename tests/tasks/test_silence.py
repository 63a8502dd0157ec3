"""What nobody said stays nothing in the warehouse, on both databases: never the word NaN, never a verdict."""

from datetime import date

import pytest
from sqlalchemy import select

from schemas.lifecycle import Status
from schemas.words import Outcome
from tasks.progress import count_by_status
from tasks.surveys import close_cycle
from tests.offices import SETTINGS, office_at, run_night, write
from tests.reading.files import csv_text
from tests.warehouse.builder import Builder, put
from warehouse import tables
from warehouse.engine import begin

DAY = date(2020, 10, 9)


@pytest.fixture
def folder(tmp_path, warehouse_url):
    """An office in whose open cycle 1 is rated satisfied, 2 dissatisfied without reason, and 3 not at all."""
    made = office_at(tmp_path / "office", warehouse_url)
    with begin(warehouse_url) as connection:
        office = {"region_code": SETTINGS["region_code"], "name": SETTINGS["name"]}
        builder = Builder(connection, put(connection, tables.office, **office))
        deputy, department = builder.deputy("张三", "东团"), builder.department("区教体局")
        cycle = builder.cycle("第一轮")
        items = []
        for number, said in [("1", "satisfied"), ("2", "dissatisfied"), ("3", None)]:
            key = builder.suggestion(number, "教育", deputy, status=Status.SURVEYING)
            builder.reply(builder.referral(key, department, date(2020, 4, 17)), date(2020, 4, 10))
            items.append((key, said))
        builder.call(cycle, deputy, items)
        connection.execute(tables.cycle.update().values(closed_on=None))
    return made


def test_a_suggestion_that_nobody_rated_has_no_verdict_and_can_be_asked_about_again(folder):
    assert close_cycle(folder, DAY) == {"satisfied": 1, "dissatisfied": 1, "not_rated": 1}
    with begin(folder.database) as connection:
        verdicts = connection.scalars(
            select(tables.verdict.c.outcome).order_by(tables.verdict.c.suggestion_id)
        ).all()
    assert verdicts == [Outcome.SATISFIED, Outcome.DISSATISFIED, None]
    assert count_by_status(folder) == {"satisfied": 1, "unsatisfied": 1, "answered": 1}


def test_a_decision_without_findings_and_requirements_has_none(folder):
    close_cycle(folder, DAY)
    head = ["建议编号", "审定意见", "审定人", "调研情况", "办理要求"]
    write(folder, "审定.csv", csv_text([head, ["2", "再次交办", "主任", "", ""]]))
    run_night(folder, DAY)
    with begin(folder.database) as connection:
        (row,) = connection.execute(
            select(tables.rereferral.c.findings, tables.rereferral.c.requirements)
        ).all()
    assert tuple(row) == (None, None)
    assert count_by_status(folder)["re_referred"] == 1
