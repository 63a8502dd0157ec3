"""Changes come in by sheet: clocks move by the rules, both dates are kept, the night goes by the new ones."""

from datetime import date

import pytest
from sqlalchemy import select

from tasks.asking import ask
from tasks.deadlines import due_dates, recompute
from tasks.problems import open_problems
from tests.digest import digest
from tests.offices import run_night, write
from warehouse.engine import reading
from warehouse.queries import find_query
from warehouse.tables import open_referral, referral, referral_change, set_aside_row, suggestion_state

DAY = date(2020, 4, 1)
DEPARTMENTS = "单位全称,简称,单位类别,联络员,联系电话\n区教育局,,政府部门,,\n区公安局,,政府部门,,\n区民政局,,政府部门,,\n"
DEPUTIES = "姓名,代表团,单位及职务,联系电话\n王一,东团,,13800001111\n"
REGISTER = (
    "建议编号,建议标题,领衔代表,主办单位,会办单位,交办日期\n"
    "1,关于一的建议,王一,区教育局,区民政局,2020-01-17\n"
    "2,关于二的建议,王一,区公安局,,2020-01-17\n"
    "3,关于三的建议,王一,区公安局,,2020-01-17\n"
)
HEAD = "建议编号,承办单位,变更事项,变更日期,改派单位,延期至,变更原因,批准人\n"
REPLIES = "建议编号,承办单位,答复文号,答复日期,办理结果,签发人,联系人,联系电话,是否面商,公开属性\n"


def _prepare(made):
    write(made, "名录.csv", DEPARTMENTS)
    write(made, "名册.csv", DEPUTIES)
    write(made, "台账.csv", REGISTER)
    run_night(made, date(2020, 1, 20))


@pytest.fixture
def folder(prepared_office):
    return prepared_office(_prepare)


def _send(folder, *rows, name="变更.csv", on=DAY):
    write(folder, name, HEAD + "\n".join(rows) + "\n")
    run_night(folder, on)
    return set(open_problems(folder)["code"])


def _due(folder, number, department=None):
    rows = due_dates(folder, number)
    if department:
        rows = rows[rows["department"] == department]
    return rows.iloc[-1]


def _overdue(folder, on):
    return set(ask(folder, find_query("overdue"), on)["number"])


def test_an_extension_moves_the_due_date_and_tells_how(folder):
    assert _send(folder, "1,区教育局,同意延期,2020-03-30,,2020-06-30,需要立项,李主任") == set()
    due = _due(folder, "1")
    assert due["due_on"] == date(2020, 6, 30)
    assert "期满日为2020年4月17日" in due["explanation"]
    assert "经李主任同意，办理期限由2020年4月17日延至2020年6月30日" in due["explanation"]
    assert _overdue(folder, date(2020, 4, 20)) == {"2", "3"}
    with reading(folder.database) as connection:
        change = connection.execute(
            select(referral_change.c.old_due_on, referral_change.c.new_due_on, referral_change.c.row_no)
        ).one()
    assert tuple(change) == (date(2020, 4, 17), date(2020, 6, 30), 2)


def test_the_same_change_again_changes_nothing(folder):
    row = "1,区教育局,同意延期,2020-03-30,,2020-06-30,需要立项,李主任"
    _send(folder, row)
    before = _due(folder, "1")["due_on"]
    assert _send(folder, row, "2,区公安局,签收,2020-01-19,,,,", name="变更二.csv") == set()
    assert _due(folder, "1")["due_on"] == before
    with reading(folder.database) as connection:
        assert len(connection.execute(select(referral_change)).all()) == 2


def test_what_the_rules_do_not_allow_is_set_aside_by_name(folder):
    codes = _send(
        folder,
        "1,区教育局,同意延期,2020-03-30,,2020-12-31,,李主任",
        "2,区公安局,中止,2020-03-30,,,疫情,李主任",
        "3,区教育局,签收,2020-01-19,,,,",
        "9,区教育局,签收,2020-01-19,,,,",
        "3,区公安局,改派,2020-02-03,不存在局,,,李主任",
        "3,区公安局,升级,2020-02-03,,,,",
        "1,区教育局,签收,2020-05-19,,,,",
        "2,区公安局,签收,2020-01-19,,,,",
        "1,区教育局,签收,2020-01-19,,,,",
        "3,区公安局,签收,2020-01-19,,,,",
        "2,区公安局,不同意延期,2020-01-21,,,,",
        "1,区教育局,不同意延期,2020-01-21,,,,",
    )
    assert codes == {
        "extension_over_cap",
        "suspension_not_provided",
        "not_referred",
        "unknown_suggestion",
        "missing_new_department",
        "unknown_change",
        "change_in_future",
    }
    with reading(folder.database) as connection:
        assert len(connection.execute(select(set_aside_row)).all()) == 7


def test_a_returned_item_waits_without_being_overdue_and_goes_to_another_department(folder):
    _send(folder, "2,区公安局,同意退回,2020-01-20,,,不属于本单位职责,李主任", on=date(2020, 1, 21))
    assert _overdue(folder, date(2020, 5, 1)) == {"1", "3"}
    run_night(folder, date(2020, 1, 22))
    _send(folder, "2,区公安局,改派,2020-02-03,区民政局,,,李主任", name="改派.csv", on=date(2020, 2, 4))
    assert _overdue(folder, date(2020, 5, 1)) == {"1", "2", "3"}
    due = _due(folder, "2", "区民政局")
    assert due["due_on"] == date(2020, 4, 17)
    assert "期限不因改派重新计算" in due["explanation"]
    write(
        folder,
        "答复.csv",
        REPLIES
        + "2,区公安局,公字〔2020〕1号,2020-03-02,A,张,陈,0500-1234568,是,公开\n"
        + "2,区民政局,民字〔2020〕1号,2020-03-03,A,赵,孙,0500-1234567,是,公开\n",
    )
    run_night(folder, DAY)
    assert "not_referred" in set(open_problems(folder)["code"])
    assert _overdue(folder, date(2020, 5, 1)) == {"1", "3"}


def test_what_was_handed_on_counts_once_among_the_due_dates(folder):
    _send(folder, "2,区公安局,改派,2020-02-03,区民政局,,,李主任")
    _send(folder, "2,区民政局,同意延期,2020-03-30,,2020-06-30,需要立项,李主任", name="延期.csv")
    counts = ask(folder, find_query("due-dates"), DAY)
    assert list(zip(counts["due_on"], counts["suggestions"], strict=True)) == [
        (date(2020, 4, 17), 2),
        (date(2020, 6, 30), 1),
    ]


def test_several_changes_of_one_suggestion_in_one_sheet_happen_in_the_order_of_their_days(folder):
    codes = _send(
        folder,
        "2,区教育局,签收,2020-02-05,,,,",
        "2,区公安局,改派,2020-02-03,区教育局,,,李主任",
        "2,区公安局,同意退回,2020-01-21,,,不属于本单位职责,李主任",
        "2,区公安局,签收,2020-01-19,,,,",
    )
    assert codes == set()
    with reading(folder.database) as connection:
        rows = connection.execute(
            select(referral.c.received_on, referral.c.ended_as, referral.c.is_latest)
            .where(referral.c.suggestion_id == 2)
            .order_by(referral.c.referral_id)
        ).all()
    assert [tuple(row) for row in rows] == [
        (date(2020, 1, 19), "reassigned", False),
        (date(2020, 2, 5), None, True),
    ]


def test_what_went_to_another_department_may_come_back(folder):
    _send(folder, "2,区公安局,改派,2020-02-03,区教育局,,,李主任", on=date(2020, 2, 4))
    codes = _send(
        folder, "2,区教育局,改派,2020-02-10,区公安局,,,李主任", name="改回.csv", on=date(2020, 2, 11)
    )
    assert codes == set()
    with reading(folder.database) as connection:
        open_ones = connection.execute(
            select(referral.c.department_id)
            .join(open_referral, open_referral.c.referral_id == referral.c.referral_id)
            .where(referral.c.suggestion_id == 2)
        ).all()
    assert [tuple(row) for row in open_ones] == [(2,)]


@pytest.mark.parametrize(
    "second",
    ["2,区教育局,改派,2020-02-03,区公安局,,,李主任", "2,区教育局,改派,2020-02-03,区民政局,,,李主任"],
    ids=["back", "on"],
)
def test_a_department_hands_over_once_a_day(folder, second):
    first = "2,区公安局,改派,2020-02-03,区教育局,,,李主任"
    assert _send(folder, first, second) == {"handed_over_twice_a_day"}
    assert _send(folder, first, second, name="再次.csv") == {"handed_over_twice_a_day"}
    with reading(folder.database) as connection:
        owing = connection.scalars(
            select(open_referral.c.suggestion_id).order_by(open_referral.c.suggestion_id)
        ).all()
    assert owing == [1, 2, 3]
    assert _due(folder, "2", "区教育局")["department"] == "区教育局"


def test_a_co_handler_that_takes_over_becomes_the_lead(folder):
    assert _send(folder, "1,区教育局,改派,2020-02-03,区民政局,,,李主任") == set()
    assert _due(folder, "1", "区民政局")["due_on"] == date(2020, 4, 17)


def test_a_co_handler_hands_nothing_on(folder):
    assert _send(folder, "1,区民政局,改派,2020-02-03,区公安局,,,李主任") == {"not_referred"}
    assert _due(folder, "1", "区教育局")["due_on"] == date(2020, 4, 17)


def test_a_withdrawn_suggestion_is_asked_about_and_waited_for_no_more(folder):
    _send(folder, "3,区公安局,撤回,2020-02-03,,,代表撤回,")
    assert _overdue(folder, date(2020, 5, 1)) == {"1", "2"}
    with reading(folder.database) as connection:
        status = connection.scalar(
            select(suggestion_state.c.status).where(suggestion_state.c.suggestion_id == 3)
        )
    assert status == "withdrawn"


def test_an_answered_referral_is_not_extended(folder):
    write(
        folder, "答复.csv", REPLIES + "3,区公安局,公字〔2020〕1号,2020-03-02,A,张,陈,0500-1234568,是,公开\n"
    )
    run_night(folder, date(2020, 3, 3))
    assert "change_after_reply" in _send(folder, "3,区公安局,同意延期,2020-03-30,,2020-06-30,,李主任")


HOLIDAYS = """
[[notice]]
published = 2020-04-02
title = "临泉区放假通知"
off = [[2020-04-17, 2020-04-19]]
work = [2020-04-25]
"""


def test_a_changed_holiday_file_moves_exactly_the_dates_it_should(folder):
    write(
        folder, "答复.csv", REPLIES + "3,区公安局,公字〔2020〕1号,2020-03-02,A,张,陈,0500-1234568,是,公开\n"
    )
    _send(folder, "1,区教育局,同意延期,2020-03-30,,2020-06-30,需要立项,李主任")
    assert recompute(folder, DAY).empty
    folder.holidays.write_text(HOLIDAYS, "utf-8")
    before = digest(folder.database)
    shown = recompute(folder, date(2020, 4, 3), dry_run=True)
    assert digest(folder.database) == before
    moved = recompute(folder, date(2020, 4, 3))
    assert shown.equals(moved)
    # 1 was extended by a person, 3 is answered: only 2, from Friday 17 April over the holiday to Monday 20 April
    assert moved[["number", "due_on", "new_due_on"]].values.tolist() == [
        ["2", date(2020, 4, 17), date(2020, 4, 20)]
    ]
    assert "临泉区" not in moved["explanation"].iloc[0]
    assert [_due(folder, number)["due_on"] for number in "123"] == [
        date(2020, 6, 30),
        date(2020, 4, 20),
        date(2020, 4, 17),
    ]
    assert recompute(folder, date(2020, 4, 3)).empty
    assert _overdue(folder, date(2020, 4, 18)) == set()
