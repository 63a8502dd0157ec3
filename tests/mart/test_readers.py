"""A reader logs in on the real server and tries everything: only the mart, only their offices, no number, no writing."""

from datetime import datetime
from uuid import uuid4

import psycopg
import pytest
from psycopg import errors, sql
from sqlalchemy import create_engine, inspect, make_url, select

from schemas.words import Role
from tests.warehouse.builder import PHONE, Builder, put
from warehouse import tables
from warehouse.engine import begin
from warehouse.mart import VIEWS
from warehouse.mart.readers import ReaderError, grant, grant_again, readers, revoke
from warehouse.mart.refresh import drop_views, make_views
from warehouse.tables import metadata

OURS, THEIRS = "370398", "370399"
# local time, as in a log of attempts
NOON = datetime(2020, 9, 1, 12)  # noqa: DTZ001
NOT_WRITTEN = (errors.InsufficientPrivilege, errors.ObjectNotInPrerequisiteState)
SECRETS = (PHONE, "张三丰", "刘德华", "zhang@example.gov.cn")


@pytest.fixture
def shared(warehouse_url):
    """A warehouse of two offices, with something private in every place that has room for it."""
    if warehouse_url.startswith("sqlite"):
        pytest.skip("SQLite knows no roles")
    with begin(warehouse_url) as connection:
        for code in (OURS, THEIRS):
            _fill(
                Builder(connection, put(connection, tables.office, region_code=code, name=f"{code}代表工委"))
            )
    return warehouse_url


def _fill(book):
    office_id = book.office_id
    book.committee("教科委", "教育")
    deputy, handler = book.deputy("张一", "东团"), book.department("区教体局")
    contact = {"contact_name": "张三丰", "email": "zhang@example.gov.cn"}
    book.connection.execute(tables.department.update().values(contact))
    alias = {"office_id": office_id, "alias": "教体", "department_id": handler}
    book.connection.execute(tables.department_alias.insert().values(alias))
    number = book.suggestion("1", "教育", deputy)
    referral = book.referral(number, handler, None, role=Role.CO_HANDLER)
    book.reply(referral, None, signatory="刘德华", contact="张三丰")
    cycle = book.cycle("第一轮")
    call = book.call(cycle, deputy, [(number, f"dissatisfied: 请打{PHONE}")])
    dial = {"happened_at": NOON, "disposition": "1.1", "number_no": 1, "interviewer": "刘德华"}
    book.put(tables.attempt, call_id=call, batch_id=book.batch_id, row_no=1, **dial)
    book.verdict(cycle, number, None)
    decided = {"decision": "close", "decided_by": "刘德华", "decided_on": NOON.date(), "findings": PHONE}
    book.put(tables.rereferral, cycle_id=cycle, suggestion_id=number, round=1, basis="verdict", **decided)
    day = {"day": NOON.date(), "kind": "working", "is_provisional": False}
    book.put(tables.calendar_day, office_id=office_id, **day)


@pytest.fixture
def role(shared):
    """A role that is not there yet; what was made of it goes with the test."""
    name = f'duban "reader" {uuid4().hex[:8]}'
    yield name
    with begin(shared) as connection:
        found = connection.exec_driver_sql("SELECT 1 FROM pg_roles WHERE rolname = %s", (name,)).first()
        if found:
            driver = connection.connection.driver_connection
            for action in ("DROP OWNED BY {}", "DROP ROLE {}"):
                driver.execute(sql.SQL(action).format(sql.Identifier(name)))


@pytest.fixture
def reader(shared, role):
    with begin(shared) as connection:
        assert grant(connection, role, [OURS])
    with _logged_in(shared, role) as connection:
        yield connection


def _logged_in(url, role):
    place = make_url(url).set(username=role, password=None)
    return psycopg.connect(
        host=place.host, port=place.port, dbname=place.database, user=role, password="x", autocommit=True
    )


def test_every_view_shows_rows_of_the_own_office_and_nothing_private(reader):
    (ours,) = reader.execute("SELECT office_id FROM mart.dim_office").fetchone()
    for view in VIEWS:
        rows = reader.execute(f"SELECT * FROM mart.{view.name}").fetchall()
        assert rows, f"{view.name} shows nothing, so this says nothing"
        assert {row[list(view.columns).index("office_id")] for row in rows} == {ours}, view.name
        shown = str(rows)
        assert not [secret for secret in SECRETS if secret in shown], view.name


def test_bi_tools_find_the_views_with_their_titles_and_nothing_else(shared, role, reader):
    # Superset asks through SQLAlchemy, Metabase for whatever may be selected
    engine = create_engine(make_url(shared).set(drivername="postgresql+psycopg", username=role, password="x"))
    with engine.connect() as connection:
        found = inspect(connection)
        assert set(found.get_view_names("mart")) == {view.name for view in VIEWS}
        for view in VIEWS:
            assert view.chinese in found.get_table_comment(view.name, "mart")["text"]
            said = {one["name"]: one["comment"] for one in found.get_columns(view.name, "mart")}
            assert all(title in said[name] for name, (title, _) in view.columns.items())
    engine.dispose()
    shown = reader.execute(
        "SELECT table_schema, table_name FROM information_schema.tables"
        " WHERE table_schema NOT IN ('pg_catalog', 'information_schema')"
    ).fetchall()
    assert set(shown) == {("mart", view.name) for view in VIEWS}


def test_a_condition_that_leaks_is_not_asked_about_rows_of_others(reader):
    # an error text tells what it was given: casting a name to a number would show it, were it asked first
    with pytest.raises(errors.InvalidTextRepresentation) as told:
        reader.execute("SELECT 1 FROM mart.dim_office WHERE CAST(name AS integer) > 0").fetchall()
    assert OURS in str(told.value)
    seen = reader.execute(
        "SELECT 1 FROM mart.dim_office WHERE name <> '370398代表工委' AND CAST(name AS int) > 0"
    )
    assert seen.fetchall() == []


def test_no_table_can_be_read_or_written(reader):
    for table in [*metadata.sorted_tables, "alembic_version"]:
        with pytest.raises(errors.InsufficientPrivilege):
            reader.execute(f'SELECT 1 FROM public."{table}"')
        with pytest.raises(errors.InsufficientPrivilege):
            reader.execute(f'DELETE FROM public."{table}"')


def test_no_view_can_be_written_and_nothing_made(reader):
    for view in VIEWS:
        with pytest.raises(NOT_WRITTEN):
            reader.execute(f"DELETE FROM mart.{view.name}")
    for attempt in (
        "INSERT INTO mart.dim_office VALUES (9, '000000', 'x')",
        "UPDATE mart.dim_deputy SET name = 'x'",
        "CREATE VIEW mart.own AS SELECT 1",
        "CREATE TABLE public.own (x int)",
        "SET ROLE postgres",
        "COPY mart.dim_office TO '/tmp/x'",
    ):
        with pytest.raises(NOT_WRITTEN):
            reader.execute(attempt)


def test_tricks_with_the_search_path_change_nothing(reader):
    reader.execute("CREATE TEMP TABLE reader_office (role text, office_id bigint)")
    reader.execute("INSERT INTO reader_office SELECT current_user, generate_series(1, 99)")
    reader.execute("SET search_path TO pg_temp, mart, public")
    assert reader.execute("SELECT count(*) FROM mart.dim_office").fetchone() == (1,)


def test_views_made_anew_are_read_as_before(shared, role, reader):
    with begin(shared) as connection:
        drop_views(connection)
        make_views(connection)
    assert reader.execute("SELECT region_code FROM mart.dim_office").fetchall() == [(OURS,)]


def test_a_second_office_may_be_added_and_all_taken_away(shared, role, reader):
    with begin(shared) as connection:
        # the role is there: no new password
        assert grant(connection, role, [THEIRS]) is None
        assert readers(connection)["region_code"].tolist() == [OURS, THEIRS]
    assert len(reader.execute("SELECT 1 FROM mart.dim_office").fetchall()) == 2
    with begin(shared) as connection:
        assert revoke(connection, role, [THEIRS]) == 1
    assert reader.execute("SELECT region_code FROM mart.dim_office").fetchall() == [(OURS,)]
    with begin(shared) as connection:
        assert revoke(connection, role, []) == 1
        grant_again(connection)
    with pytest.raises(errors.InsufficientPrivilege):
        reader.execute("SELECT 1 FROM mart.dim_office")


def test_the_owner_sees_every_office(shared):
    with begin(shared) as connection:
        rows = (
            connection.exec_driver_sql("SELECT region_code FROM mart.dim_office ORDER BY 1").scalars().all()
        )
    assert rows == [OURS, THEIRS]


def test_an_unknown_office_and_whoever_sees_more_are_refused(shared, role):
    with begin(shared) as connection, pytest.raises(ReaderError, match="000000"):
        grant(connection, role, [OURS, "000000"])
    with begin(shared) as connection, pytest.raises(ReaderError, match="no reader"):
        grant(connection, "postgres", [OURS])
    with begin(shared) as connection:
        assert connection.execute(select(tables.reader_office)).all() == []


def test_an_owner_who_may_make_no_roles_is_told_who_can(shared, role):
    # as administrators set it up: the warehouse belongs to a role of its own, which is nobody special
    owner = f"owner_{uuid4().hex[:8]}"
    with begin(shared) as connection:
        connection.exec_driver_sql(f"CREATE ROLE {owner} LOGIN")
        connection.exec_driver_sql(f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {owner}")
        connection.exec_driver_sql(f"GRANT ALL ON SCHEMA mart TO {owner} WITH GRANT OPTION")
        connection.exec_driver_sql(f"GRANT ALL ON ALL TABLES IN SCHEMA mart TO {owner} WITH GRANT OPTION")
    try:
        with begin(shared) as connection:
            connection.exec_driver_sql(f"SET LOCAL ROLE {owner}")
            with pytest.raises(ReaderError, match="administrator run CREATE ROLE"):
                grant(connection, role, [OURS])
        with begin(shared) as connection:
            connection.connection.driver_connection.execute(
                sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role))
            )
            connection.exec_driver_sql(f"SET LOCAL ROLE {owner}")
            assert grant(connection, role, [OURS]) is None
        with _logged_in(shared, role) as reader:
            assert reader.execute("SELECT region_code FROM mart.dim_office").fetchall() == [(OURS,)]
    finally:
        with begin(shared) as connection:
            for action in ("DROP OWNED BY {} CASCADE", "DROP ROLE {}"):
                connection.connection.driver_connection.execute(sql.SQL(action).format(sql.Identifier(owner)))


def test_sqlite_has_no_readers(tmp_path):
    with (
        begin(f"sqlite:///{tmp_path / 'warehouse.db'}") as connection,
        pytest.raises(ReaderError, match="PostgreSQL"),
    ):
        grant(connection, "reader", [OURS])
