"""Promises in reply registers, reports of progress, and what becomes of both."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.offices import office_at, run_night, write
from warehouse.engine import begin
from warehouse.offices import find_scope
from warehouse.queries import find_query
from warehouse.queries.base import run
from warehouse.tables import problem, progress, promise, reply

DAY = date(2020, 12, 1)
HEAD = "建议编号,承办单位,答复文号,答复日期,办理结果,签发人,联系人,联系电话,是否面商,公开属性"
ROW = "{no},区住建局,临建〔2020〕{no}号,2020-03-0{no},B,李四,王五,0500-5550001,是,主动公开"
PROMISED = HEAD + ",承诺事项,完成时限,责任人"
REPORT = "建议编号,承办单位,进展日期,进展情况,是否完成,新类别\n"


@pytest.fixture
def folder(tmp_path):
    made = office_at(tmp_path / "office")
    write(made, "单位.csv", "单位全称,简称\n区住建局,住建局\n")
    write(
        made,
        "建议.csv",
        "建议编号,建议标题,领衔代表,主办单位,交办日期\n"
        + "".join(f"{no},关于道路的建议{no},张三,区住建局,2020-01-17\n" for no in (1, 2)),
    )
    return made


def register(folder, name, *rows, head=PROMISED):
    write(folder, name, "\n".join([head, *rows]) + "\n")


def asked(folder, name, day=DAY):
    with begin(folder.database) as connection:
        return run(connection, find_query(name), find_scope(connection, folder), day)


def test_only_rows_that_promise_something_are_in_the_ledger(folder):
    first = ROW.format(no=1) + ",年底前修好道路,2020-10-31,赵六"
    register(folder, "答复.csv", first, ROW.format(no=2) + ",,,")
    run_night(folder, DAY)
    broken = asked(folder, "promises-broken")
    (row,) = broken.to_dict("records")
    assert (row["number"], row["promise"], row["owner"]) == ("1", "年底前修好道路", "赵六")
    assert asked(folder, "promises-due", date(2020, 10, 31)).shape[0] == 1


def test_a_promise_may_lie_in_the_future_and_an_impossible_day_is_named(folder):
    register(
        folder,
        "答复.csv",
        ROW.format(no=1) + ",修好道路,2031-10-31,赵六",
        ROW.format(no=2) + ",修好道路,2021-02-30,赵六",
    )
    run_night(folder, DAY)
    assert set(asked(folder, "promises-due")["number"]) == {"1", "2"}
    with begin(folder.database) as connection:
        codes = connection.scalars(select(problem.c.code).where(problem.c.field == "promised_on")).all()
    assert len(codes) == 1


def test_a_register_without_the_columns_has_no_problem_and_the_same_reply_is_not_a_new_version(folder):
    register(folder, "答复.csv", ROW.format(no=1), head=HEAD)
    run_night(folder, DAY)
    register(folder, "答复再报.csv", ROW.format(no=1) + ",,,")
    run_night(folder, DAY)
    with begin(folder.database) as connection:
        assert len(connection.execute(select(reply)).all()) == 1
        assert connection.execute(select(promise)).all() == []


def test_a_promise_of_a_later_version_takes_the_place_of_the_earlier(folder):
    register(folder, "答复.csv", ROW.format(no=1) + ",修好道路,2020-10-31,赵六")
    run_night(folder, DAY)
    register(folder, "答复更正.csv", ROW.format(no=1) + ",修好道路,2021-10-31,赵六")
    run_night(folder, DAY)
    with begin(folder.database) as connection:
        statuses = connection.scalars(select(promise.c.status).order_by(promise.c.promise_id)).all()
    assert statuses == ["superseded", "open"]
    assert asked(folder, "promises-broken").empty


def test_reports_are_kept_and_the_newest_decides(folder):
    register(folder, "答复.csv", ROW.format(no=1) + ",修好道路,2020-10-31,赵六")
    run_night(folder, DAY)
    write(folder, "进展.csv", REPORT + "1,区住建局,2020-06-30,开工,否,\n1,住建局,2020-10-30,完工,是,A\n")
    run_night(folder, DAY)
    assert asked(folder, "promises-broken").empty
    with begin(folder.database) as connection:
        kept = connection.execute(select(promise.c.status, promise.c.kept_on, promise.c.evidence)).one()
        assert len(connection.execute(select(progress)).all()) == 2
    assert kept == ("kept", date(2020, 10, 30), "完工")
    moves = asked(folder, "class-moves")
    assert moves[["at_reply", "today", "moved", "moved_count"]].to_numpy().tolist() == [["B", "A", "B→A", 1]]
    write(folder, "进展二.csv", REPORT + "1,区住建局,2020-11-20,返工,否,\n")
    run_night(folder, DAY)
    assert len(asked(folder, "promises-broken")) == 1


def test_the_same_reports_again_change_nothing(folder):
    register(folder, "答复.csv", ROW.format(no=1) + ",修好道路,2020-10-31,赵六")
    write(folder, "进展.csv", REPORT + "1,区住建局,2020-10-30,完工,是,A\n")
    run_night(folder, DAY)
    write(folder, "进展再报.csv", REPORT + "1,区住建局,2020-10-30,完工,是,A\n\n")
    run_night(folder, DAY)
    with begin(folder.database) as connection:
        assert len(connection.execute(select(progress)).all()) == 1


def test_what_is_not_the_departments_or_lies_in_the_future_is_set_aside(folder):
    write(
        folder,
        "进展.csv",
        REPORT
        + "1,区住建局,2020-06-30,开工,否,\n1,区住建局,2020-07-30,开工,否,\n1,区住建局,2020-08-30,开工,否,\n"
        + "9,区住建局,2020-06-30,开工,否,\n2,区住建局,2020-12-02,开工,否,\n",
    )
    run_night(folder, DAY)
    with begin(folder.database) as connection:
        codes = set(connection.scalars(select(problem.c.code)))
        assert len(connection.execute(select(progress)).all()) == 3
    assert {"unknown_suggestion", "progress_in_future"} <= codes
