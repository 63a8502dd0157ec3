"""A suggestion that two departments answer separately cannot be handed from one to the other: both answers are owed."""

from datetime import date

from sqlalchemy import select

from tasks.problems import open_problems
from tests.offices import run_night, write
from warehouse.engine import reading
from warehouse.tables import department, open_referral, referral, referral_change

DAY = date(2020, 2, 3)
CHANGES = "建议编号,承办单位,变更事项,变更日期,改派单位,延期至,变更原因,批准人\n"
REPLIES = "建议编号,承办单位,答复文号,答复日期,办理结果,签发人,联系人,联系电话,是否面商,公开属性\n"


def _prepare(made):
    write(made, "单位.csv", "单位全称,简称\n区教育局,\n区交通局,\n")
    write(made, "代表.csv", "姓名,代表团,联系电话\n王一,东团,13800000001\n")
    write(
        made,
        "建议.csv",
        "建议编号,建议标题,领衔代表,主办单位,交办日期\n1,护栏,王一,区教育局、区交通局,2020-02-03\n",
    )
    run_night(made, DAY)


def _refused(folder):
    with reading(folder.database) as connection:
        open_before = connection.execute(select(open_referral)).all()
    write(folder, "变更.csv", CHANGES + "1,区教育局,改派,2020-02-10,区交通局,,职责调整,主任\n")
    run_night(folder, date(2020, 2, 10))
    assert "reassigned_to_handler" in set(open_problems(folder)["code"])
    with reading(folder.database) as connection:
        assert connection.execute(select(open_referral)).all() == open_before
        assert not connection.execute(select(referral_change)).all()


def test_not_to_one_that_still_owes_its_reply(prepared_office):
    _refused(prepared_office(_prepare))


def test_not_to_one_that_has_answered(prepared_office):
    folder = prepared_office(_prepare)
    write(
        folder, "答复.csv", REPLIES + "1,区交通局,交〔2020〕1号,2020-02-05,A,李,王,0500-5550001,是,主动公开\n"
    )
    run_night(folder, date(2020, 2, 6))
    _refused(folder)


def test_what_one_of_several_hands_on_is_still_answered_separately(prepared_office):
    folder = prepared_office(_prepare)
    write(folder, "新单位.csv", "单位全称,简称\n区城管局,\n")
    write(folder, "变更.csv", CHANGES + "1,区交通局,改派,2020-02-10,区城管局,,职责调整,主任\n")
    run_night(folder, date(2020, 2, 10))
    with reading(folder.database) as connection:
        roles = connection.execute(
            select(department.c.name, referral.c.role)
            .join(referral, referral.c.department_id == department.c.department_id)
            .join(open_referral, open_referral.c.referral_id == referral.c.referral_id)
        ).all()
    assert {tuple(row) for row in roles} == {("区教育局", "separate"), ("区城管局", "separate")}
