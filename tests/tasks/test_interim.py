"""An interim reply is kept and does not stop the clock; the final one does, and no interim one replaces it."""

from datetime import date

import pytest
from sqlalchemy import select

from tasks.asking import ask
from tasks.problems import open_problems
from tests.offices import run_night, write
from warehouse.engine import reading
from warehouse.queries import find_query
from warehouse.tables import reply, suggestion_state

DEPARTMENTS = "单位全称,简称,单位类别,联络员,联系电话\n区教育局,,政府部门,,\n"
DEPUTIES = "姓名,代表团,单位及职务,联系电话\n王一,东团,,13800001111\n"
REGISTER = "建议编号,建议标题,领衔代表,主办单位,会办单位,交办日期\n1,关于一的建议,王一,区教育局,,2020-01-17\n"
HEAD = "建议编号,承办单位,答复文号,答复日期,办理结果,签发人,联系人,联系电话,是否面商,公开属性,答复性质\n"
INTERIM = "1,区教育局,教字〔2020〕1号,2020-03-02,B,王局,刘,0500-1234567,是,公开,阶段性答复\n"
FINAL = "1,区教育局,教字〔2020〕9号,2020-04-10,A,王局,刘,0500-1234567,是,公开,最终答复\n"


def _prepare(made):
    for name, text in (("名录", DEPARTMENTS), ("名册", DEPUTIES), ("台账", REGISTER)):
        write(made, f"{name}.csv", text)
    run_night(made, date(2020, 1, 20))


@pytest.fixture
def folder(prepared_office):
    return prepared_office(_prepare)


def _status(folder):
    with reading(folder.database) as connection:
        return connection.scalar(select(suggestion_state.c.status))


def _asked(folder, name, on):
    return ask(folder, find_query(name), on)


def test_an_interim_reply_does_not_stop_the_clock(folder):
    write(folder, "阶段.csv", HEAD + INTERIM)
    run_night(folder, date(2020, 3, 3))
    assert _status(folder) == "referred"
    assert list(_asked(folder, "overdue", date(2020, 4, 20))["number"]) == ["1"]
    assert _asked(folder, "on-time-rate", date(2020, 4, 20)).iloc[0].tolist()[1:4] == [0, 1, 0.0]
    write(folder, "最终.csv", HEAD + FINAL)
    run_night(folder, date(2020, 4, 20))
    assert _status(folder) == "answered"
    assert _asked(folder, "on-time-rate", date(2020, 4, 20)).iloc[0].tolist()[1:4] == [1, 1, 100.0]
    with reading(folder.database) as connection:
        kept = connection.execute(
            select(reply.c.is_interim, reply.c.is_current).order_by(reply.c.version)
        ).all()
    assert [tuple(row) for row in kept] == [(True, False), (False, True)]


def test_an_interim_reply_never_replaces_a_final_one(folder):
    write(folder, "最终.csv", HEAD + FINAL)
    run_night(folder, date(2020, 4, 20))
    write(folder, "阶段.csv", HEAD + INTERIM)
    run_night(folder, date(2020, 4, 21))
    assert set(open_problems(folder)["code"]) == {"interim_after_final"}
    assert _status(folder) == "answered"
