"""Nothing in the database is undocumented, and nothing is documented that is not there."""

import pytest
from sqlalchemy import inspect
from typer.testing import CliRunner

from flows.cli import app, commands  # noqa: F401
from tasks.questions import page
from tasks.writing.dictionary import dictionary_page
from warehouse.dictionary import mart_chapters, table_chapters
from warehouse.engine import begin
from warehouse.mart import SCHEMA, VIEWS
from warehouse.tables import metadata


@pytest.fixture
def found(warehouse_url):
    with begin(warehouse_url) as connection:
        yield inspect(connection)


def _documented(chapters):
    return {chapter.table.name: [column.name for column in chapter.columns] for chapter in chapters}


def test_the_dictionary_of_tables_is_that_of_the_database(found):
    there = {
        name: sorted(column["name"] for column in found.get_columns(name))
        for name in found.get_table_names()
        if name != "alembic_version"
    }
    assert {name: sorted(columns) for name, columns in _documented(table_chapters()).items()} == there


def test_the_dictionary_of_views_is_that_of_the_database(found):
    on_server = found.dialect.name == "postgresql"
    schema, prefix = (SCHEMA, "") if on_server else (None, f"{SCHEMA}_")
    there = {
        name.removeprefix(prefix): [column["name"] for column in found.get_columns(name, schema)]
        for name in found.get_view_names(schema)
    }
    assert _documented(mart_chapters()) == there


def test_postgresql_keeps_the_same_comments(found):
    if found.dialect.name != "postgresql":
        pytest.skip("SQLite keeps no comments")
    for view in VIEWS:
        comments = {c["name"]: c["comment"] for c in found.get_columns(view.name, SCHEMA)}
        assert comments == {name: f"{english} ({title})" for name, (title, english) in view.columns.items()}
        assert found.get_table_comment(view.name, SCHEMA)["text"] == f"{view.english} ({view.chinese})"
    for table in metadata.sorted_tables:
        assert found.get_table_comment(table.name)["text"] == table.comment
        assert {c["name"]: c["comment"] for c in found.get_columns(table.name)} == {
            column.name: column.comment for column in table.columns
        }


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_dictionary_names_every_view_and_column(language):
    page = dictionary_page(language)
    for chapter in [*mart_chapters(), *table_chapters()]:
        assert chapter.table.chinese in page
        for column in chapter.columns:
            assert f"| `{column.name}` |" in page


def test_the_three_pages_are_written_into_a_folder(tmp_path):
    ran = CliRunner().invoke(app, ["dictionary", "--write", str(tmp_path / "docs")])
    assert ran.exit_code == 0
    written = {path.name: path.read_text("utf-8") for path in (tmp_path / "docs").iterdir()}
    assert written == {
        "dictionary.md": dictionary_page("en"),
        "dictionary.zh-CN.md": dictionary_page("zh"),
        "queries.md": page(),
    }
