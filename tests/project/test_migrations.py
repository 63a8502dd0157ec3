"""The migrations make exactly the tables that the code names, in one line, on both databases."""

import re
from datetime import date

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, inspect, select, update

from tests.digest import digest
from tests.project.sources import ROOT
from warehouse.engine import begin
from warehouse.migrate import alembic_config, revision, upgrade
from warehouse.tables import mart_version, metadata, rereferral

VERSIONS = sorted((ROOT / "warehouse" / "migrations" / "versions").glob("*.py"))


def test_migrating_an_empty_database_leaves_no_difference_to_the_tables(warehouse_url):
    with begin(warehouse_url) as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, metadata) == []


def test_every_constraint_of_the_tables_is_in_the_database(warehouse_url):
    # what Alembic does not compare
    with begin(warehouse_url) as connection:
        found = inspect(connection)
        for table in metadata.sorted_tables:
            named = {str(c.name) for c in table.constraints if type(c).__name__ == "CheckConstraint"}
            assert named <= {c["name"] for c in found.get_check_constraints(table.name)}, table.name


def test_migrating_twice_changes_nothing(warehouse_url):
    def shape():
        reflected = MetaData()
        with begin(warehouse_url) as connection:
            reflected.reflect(connection)
        return {name: sorted(map(str, table.columns)) for name, table in reflected.tables.items()}

    before, rows = shape(), digest(warehouse_url)
    upgrade(warehouse_url)
    assert (shape(), digest(warehouse_url)) == (before, rows)
    at, newest = revision(warehouse_url)
    assert at == newest


def test_a_warehouse_that_is_there_is_only_read(warehouse_url, monkeypatch):
    def no_altering(_url):
        raise AssertionError("a transaction that alters tables was begun")

    monkeypatch.setattr("warehouse.migrate._altering", no_altering)
    upgrade(warehouse_url)
    with begin(warehouse_url) as connection:
        connection.execute(update(mart_version).values(digest="older"))
    with pytest.raises(AssertionError, match="alters"):
        upgrade(warehouse_url)


def test_there_is_one_head_and_one_line(warehouse_url):
    with begin(warehouse_url) as connection:
        scripts = ScriptDirectory.from_config(alembic_config(connection))
    assert len(scripts.get_heads()) == len(scripts.get_bases()) == 1
    assert len(list(scripts.walk_revisions())) == len(VERSIONS)


@pytest.mark.parametrize("path", VERSIONS, ids=lambda path: path.stem)
def test_a_migration_is_named_by_its_place_and_what_it_does(path):
    place = VERSIONS.index(path) + 1
    assert re.fullmatch(rf"{place:04d}_[a-z0-9_]+", path.stem)
    assert f'revision = "{place:04d}"' in path.read_text("utf-8")


def test_an_older_warehouse_keeps_its_rows_and_references(tmp_path, warehouse_url):
    """A warehouse at the first revision, with rows that refer to each other, comes through every later one."""
    if warehouse_url.startswith("sqlite"):
        url = f"sqlite:///{tmp_path / 'old.db'}"
        _upgrade_to(url, "0001")
    else:
        # a migrated database is taken back to nothing first: PostgreSQL has no file to begin with
        url = warehouse_url
        with begin(url) as connection:
            connection.exec_driver_sql("DROP SCHEMA public CASCADE")
            connection.exec_driver_sql("CREATE SCHEMA public")
        _upgrade_to(url, "0001")
    with begin(url) as connection:
        for statement in _OLD_ROWS:
            connection.exec_driver_sql(statement)
    upgrade(url)
    with begin(url) as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        kept = connection.exec_driver_sql(
            "SELECT d.name, a.source, b.kind, s.is_confidential FROM department_alias a"
            " JOIN department d ON d.department_id = a.department_id"
            " JOIN referral r ON r.department_id = d.department_id"
            " JOIN suggestion s ON s.suggestion_id = r.suggestion_id JOIN batch b ON b.batch_id = s.batch_id"
        ).all()
        numbered = connection.exec_driver_sql("SELECT series, number FROM suggestion ORDER BY suggestion_id")
        series = [tuple(row) for row in numbered]
        decided = connection.execute(select(rereferral)).mappings().one()
    assert [tuple(row) for row in kept] == [("区教育局", "directory", "suggestions", False)]
    # two that would be one keep what they have
    assert series == [
        ("in_session", "1"),
        ("between_sessions", "3"),
        ("in_session", "平4"),
        ("in_session", "闭会-4"),
        ("in_session", "开平5"),
    ]
    assert (decided["round"], decided["basis"], decided["cycle_id"]) == (2, "verdict", 1)
    assert (decided["decided_on"], decided["findings"]) == (date(2020, 10, 9), "未落实")


_OLD_ROWS = (
    "INSERT INTO office (office_id, region_code, name) VALUES (1, '370398', '区人大常委会')",
    "INSERT INTO session (session_id, office_id, term, meeting, name, year) VALUES (1, 1, 17, 4, '四次会议', 2020)",
    "INSERT INTO department (department_id, office_id, name) VALUES (1, 1, '区教育局')",
    "INSERT INTO department_alias (office_id, alias, department_id) VALUES (1, '区教育局', 1)",
    "INSERT INTO batch (batch_id, office_id, sha256, file_name, kind, status, received_on)"
    " VALUES (1, 1, 'x', 'a.csv', 'suggestions', 'loaded', '2020-02-03')",
    "INSERT INTO suggestion (suggestion_id, session_id, series, number, title, term_kind, is_key, batch_id, row_no)"
    " VALUES (1, 1, 'in_session', '1', '题', 'reply', false, 1, 2)",
    *(
        "INSERT INTO suggestion (suggestion_id, session_id, series, number, title, term_kind, is_key, batch_id, row_no)"
        f" VALUES ({key}, 1, 'in_session', '{number}', '题', 'reply', false, 1, {key + 1})"
        for key, number in ((2, "平3"), (3, "平4"), (4, "闭会-4"), (5, "开平5"))
    ),
    "INSERT INTO due_trace (due_trace_id, profile, effective_from, term_name, start_on, due_on, is_provisional, explanation)"
    " VALUES (1, 'shandong', '2017-05-19', 'reply', '2020-02-03', '2020-05-06', false, '三个月')",
    "INSERT INTO referral (referral_id, suggestion_id, department_id, role, round, assigned_on, due_on, due_trace_id)"
    " VALUES (1, 1, 1, 'lead', 1, '2020-02-03', '2020-05-06', 1)",
    "INSERT INTO open_referral (referral_id, suggestion_id, due_on) VALUES (1, 1, '2020-05-06')",
    "INSERT INTO suggestion_event (event_id, suggestion_id, event, happened_on, round)"
    " VALUES (1, 1, 're_referred', '2020-10-09', 3)",
    "INSERT INTO cycle (cycle_id, session_id, round, name, as_of, window_from, window_to, ask, verdict_rule, confirmed_by)"
    " VALUES (1, 1, 2, '回访', '2020-09-01', '2020-09-01', '2020-09-30', 'lead', 'lead', '主任')",
    "INSERT INTO rereferral (cycle_id, suggestion_id, decision, decided_by, decided_on, findings)"
    " VALUES (1, 1, 're_refer', '主任', '2020-10-09', '未落实')",
)


def _upgrade_to(url, revision_name):
    with begin(url) as connection:
        command.upgrade(alembic_config(connection), revision_name)
