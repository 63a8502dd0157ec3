"""The views say what the tables and the named queries say, on both databases."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Date, func, inspect, select, text

from schemas.working_days import DayKind, working_days
from tasks.asking import ask
from tasks.date_table import keep_dates
from tests.mart.story import FORMER, NEW, RENAMED_ON, tell
from tests.warehouse.builder import Builder, put
from warehouse import tables
from warehouse.columns_read import columns_read
from warehouse.engine import begin, reading
from warehouse.mart import VIEWS, view_named
from warehouse.mart.definition import view_name
from warehouse.mart.view import rows_of
from warehouse.migrate import upgrade
from warehouse.queries import find_query
from warehouse.tables.base import PRIVATE
from warehouse.tables.directory import CalendarKind


@pytest.fixture
def folder(prepared_office):
    return prepared_office(tell)


@pytest.fixture
def connection(folder):
    with reading(folder.database) as reader:
        yield reader


def _rows(connection, name, where="", columns="*"):
    place = view_name(view_named(name), connection.dialect.name)
    return connection.execute(text(f"SELECT {columns} FROM {place} {where}")).mappings().all()


def test_no_view_reads_a_private_column():
    private = {
        (table.name, column.name)
        for table in tables.metadata.sorted_tables
        for column in table.columns
        if column.info == PRIVATE
    }
    assert {("deputy_phone", "e164"), ("department", "contact_phone"), ("reply", "phone")} <= private
    read = columns_read(view.statement() for view in VIEWS)
    assert ("reply", "replied_on") in read
    assert not read & private
    assert "deputy_phone" not in {table for table, _ in read}


def test_every_row_is_there_once_and_has_its_office_and_session(connection):
    of = {
        "fact_referral": tables.referral,
        "fact_reply": tables.reply,
        "fact_answer": tables.answer,
        "fact_call_attempt": tables.attempt,
        "fact_verdict": tables.verdict,
        "fact_rereferral": tables.rereferral,
        "dim_suggestion": tables.suggestion,
        "dim_department": tables.department_name,
        "dim_deputy": tables.deputy,
        "dim_date": tables.calendar_day,
    }
    for view in VIEWS:
        rows = _rows(connection, view.name)
        if view.name in of:
            assert len(rows) == connection.scalar(select(func.count()).select_from(of[view.name])), view.name
        assert {row["office_id"] for row in rows} <= {1}
        if view.is_fact:
            assert {row["session_id"] for row in rows} <= {1}
    assert all(row["department_name_id"] for row in _rows(connection, "fact_reply"))


def test_satisfaction_and_time_add_up_to_the_named_queries(folder, connection):
    said = ask(folder, find_query("satisfaction"), RENAMED_ON).to_dict("records")[0]
    verdicts = [row for row in _rows(connection, "fact_verdict") if row["is_newest"] and row["round"] == 1]
    assert (sum(bool(row["is_good"]) for row in verdicts), len(verdicts)) == (118, 120)
    assert said["numerator"] == 118
    overdue = ask(folder, find_query("overdue"), RENAMED_ON)
    late = [
        row
        for row in _rows(connection, "fact_referral")
        if row["is_open"] and str(row["due_on"]) < RENAMED_ON.isoformat()
    ]
    assert len(late) == len(overdue)
    decisions = _rows(connection, "fact_rereferral")
    assert [(row["decision"], row["next_round"]) for row in decisions] == [("re_refer", 2)] * 2


def test_a_renamed_department_keeps_both_names_with_their_days(connection):
    rows = [row for row in _rows(connection, "dim_department") if row["present_name"] == NEW]
    names = {row["name"]: row for row in rows}
    assert set(names) == {FORMER, NEW}
    assert (names[FORMER]["valid_from"], str(names[FORMER]["valid_to"])) == (None, str(RENAMED_ON))
    assert (str(names[NEW]["valid_from"]), names[NEW]["valid_to"]) == (str(RENAMED_ON), None)
    assert (bool(names[FORMER]["is_present"]), bool(names[NEW]["is_present"])) == (False, True)
    # what was referred before the day was referred to the former name
    before = [
        row for row in _rows(connection, "fact_referral") if row["department_id"] == rows[0]["department_id"]
    ]
    assert before
    assert {row["department_name_id"] for row in before} == {names[FORMER]["department_name_id"]}


def test_every_date_of_a_fact_is_in_the_calendar(connection):
    known = {str(row["day"]) for row in _rows(connection, "dim_date")}
    for view in VIEWS:
        days = [column.name for column in rows_of(view).c if type(column.type) is Date]
        if view.is_fact:
            said = {str(row[day]) for row in _rows(connection, view.name) for day in days if row[day]}
            assert said <= known, view.name


def test_the_calendar_is_that_of_the_due_dates(connection):
    calendar = working_days()
    for row in _rows(connection, "dim_date"):
        day = date.fromisoformat(str(row["day"]))
        assert row["weekday"] == day.isoweekday()
        assert (row["year"], row["month"]) == (day.year, day.month)
        assert row["kind"] == calendar.kind(day).name.lower()
        assert bool(row["is_working_day"]) == calendar.kind(day).is_working
        assert bool(row["is_provisional"]) != calendar.knows(day)
    (new_year,) = _rows(connection, "dim_date", "WHERE day = '2020-01-24'")
    assert (new_year["kind"], new_year["holiday"]) == ("holiday", "春节")
    assert {kind.value for kind in CalendarKind} == {kind.name.lower() for kind in DayKind}


def test_the_calendar_follows_a_notice_and_is_else_left_alone(folder):
    assert keep_dates(folder, RENAMED_ON) == {"days": 0}
    later = date(2020, 12, 31) + timedelta(days=1)
    folder.holidays.write_text("[[notice]]\npublished = 2020-10-01\noff = [2020-10-19]\n", "utf-8")
    assert keep_dates(folder, RENAMED_ON) == {"days": 1}
    assert keep_dates(folder, later)["days"] == 365


def test_a_confidential_suggestion_names_no_deputy(folder):
    with begin(folder.database) as connection:
        suggestion_id = connection.scalar(
            select(func.min(tables.answer.c.call_item_id)).select_from(tables.answer)
        )
        asked = connection.scalar(
            select(tables.call_item.c.suggestion_id).where(tables.call_item.c.call_item_id == suggestion_id)
        )
        this = tables.suggestion.c.suggestion_id == asked
        connection.execute(tables.suggestion.update().where(this).values(is_confidential=True))
        where = f"WHERE suggestion_id = {asked}"
        assert {row["deputy_id"] for row in _rows(connection, "fact_answer", where)} == {None}
        assert [row["lead_deputy_id"] for row in _rows(connection, "dim_suggestion", where)] == [None]


def test_views_of_another_version_are_made_anew(warehouse_url):
    with begin(warehouse_url) as connection:
        on_server = connection.dialect.name == "postgresql"
        gone, left = (view_name(view, connection.dialect.name) for view in VIEWS[:2])
        connection.execute(text(f"DROP VIEW {gone}"))
        connection.execute(text(f"DROP VIEW {left}"))
        connection.execute(text(f"CREATE VIEW {left} AS SELECT 1 AS no_more"))
        connection.execute(tables.mart_version.update().values(digest="of an older Duban"))
    upgrade(warehouse_url)
    with begin(warehouse_url) as connection:
        found = inspect(connection)
        names = found.get_view_names("mart" if on_server else None)
        assert len(names) == len(VIEWS)
        assert list(connection.execute(text(f"SELECT * FROM {left}")).keys()) == list(VIEWS[1].columns)


def test_whoever_was_dialled_about_confidential_suggestions_only_is_not_named(warehouse_url):
    with begin(warehouse_url) as connection:
        office = put(connection, tables.office, region_code="370398", name="代表工委")
        book = Builder(connection, office)
        named, unnamed = book.deputy("张一", "东团"), book.deputy("张二", "东团")
        secret = book.suggestion("1", None, named, [unnamed], is_confidential=True)
        other, cycle = book.suggestion("2", None, named), book.cycle("第一轮")
        for deputy, asked in ((named, [secret, other]), (unnamed, [secret])):
            call = book.call(cycle, deputy, [(number, "satisfied") for number in asked])
            moment = datetime(2020, 9, 1, 12)  # noqa: DTZ001
            dial = {"happened_at": moment, "disposition": "1.1", "number_no": 1, "row_no": deputy}
            book.put(tables.attempt, call_id=call, batch_id=book.batch_id, **dial)
        dialled = _rows(connection, "fact_call_attempt", "ORDER BY attempt_id", "deputy_id")
        assert [row["deputy_id"] for row in dialled] == [named, None]
