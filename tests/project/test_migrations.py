"""The migrations make exactly the tables that the code names, in one line, on both databases."""

import re

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, inspect

from tests.digest import digest
from tests.project.sources import ROOT
from warehouse.engine import begin
from warehouse.migrate import alembic_config, revision, upgrade
from warehouse.tables import metadata

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
