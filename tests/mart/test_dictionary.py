"""Nothing in the database is undocumented, and nothing is documented that is not there."""

import re
from enum import StrEnum

import pytest
from sqlalchemy import inspect
from typer.testing import CliRunner

from flows.cli import app, commands  # noqa: F401
from tasks.questions import page
from tasks.writing.dictionary import dictionary_page
from warehouse.chinese import chinese_of
from warehouse.dictionary import mart_chapters, table_chapters
from warehouse.dictionary_facts import used_by
from warehouse.engine import begin
from warehouse.mart import SCHEMA, VIEWS
from warehouse.meanings import EVERY, OF_TABLE, meaning_of, meanings
from warehouse.queries import query_names
from warehouse.tables import metadata
from warehouse.tables.base import WORDS


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


def _tables():
    return [(table, column) for table in metadata.sorted_tables for column in table.columns]


def _said(page):
    """Return what the Chinese page says, by table and column."""
    rows = _rows(page).items()
    return {(table, cells[0].strip("`")): cells[3] for table, columns in rows for cells in columns}


def _rows(page):
    """Return the cells of each column by table."""
    rows = {}
    for line in page.splitlines():
        if line.startswith("### "):
            columns = rows.setdefault(line.rpartition("（")[2].removesuffix("）"), [])
        elif line.startswith("| `"):
            columns.append([cell.strip() for cell in line.strip("| ").split(" | ")])
    return rows


def test_the_chinese_page_says_of_every_column_whether_it_must_be_filled_and_where_it_leads():
    said = _said(dictionary_page("zh"))
    for table, column in _tables():
        told = said[table.name, column.name]
        assert ("必填" in told) is not (column.nullable or column.primary_key), (table.name, column.name)
        assert ("可为空" in told) is bool(column.nullable)
        for key in column.foreign_keys:
            assert f"`{key.target_fullname}`" in told
        assert ("个人信息，读者视图不含" in told) is bool((table.info | column.info).get("is_private"))


# the name of each says all there is to say
_NAMES_SAY_IT = {
    "deletion.deleted_by",
    "deletion.deleted_on",
    "department_name.name",
    "dispatch.dispatched_on",
    "list_reissue.reissued_on",
    "problem.waived_on",
    "reminder_digest.mailed_on",
    "report_figure.as_of",
}


def test_the_chinese_page_says_more_of_a_column_than_whether_it_is_filled():
    keys = {
        f"{table.name}.{column.name}"
        for table, column in _tables()
        if column.primary_key and column.autoincrement is True
    }
    bare = {
        f"{table}.{column}"
        for (table, column), told in _said(dictionary_page("zh")).items()
        if told in ("必填。", "可为空。", "主键。")
    }
    # a new column is either explained or named here; a key that nothing refers to is a number
    assert bare - keys == _NAMES_SAY_IT


def test_no_two_columns_of_a_table_mean_the_same():
    for table, columns in _rows(dictionary_page("zh")).items():
        meanings = [(cells[2], cells[3]) for cells in columns]
        assert len(set(meanings)) == len(meanings), table
        assert all(re.search("[\u4e00-\u9fff]", title) for title, _ in meanings)


def test_every_sentence_is_about_something_that_is_there():
    there = {
        chapter.table.name: {column.name for column in chapter.columns}
        for chapter in [*mart_chapters(), *table_chapters()]
    }
    for table, said in meanings().items():
        known = set.union(*there.values()) if table == EVERY else there[table] | {OF_TABLE}
        assert set(said) <= known, table
        assert not any(text.endswith("。") for name, text in said.items() if name != OF_TABLE)
    assert all(meaning_of(table).endswith("。") for table in there)


def test_every_word_that_a_column_may_hold_is_there_with_its_chinese():
    said = _said(dictionary_page("zh"))
    checked = [
        check.info[WORDS]
        for table in metadata.sorted_tables
        for check in table.constraints
        if WORDS in check.info
    ]
    # every check of words is one that the page knows of
    assert len(checked) == sum("取值：" in said[table.name, column.name] for table, column in _tables())
    for table in metadata.sorted_tables:
        for check in table.constraints:
            if WORDS in check.info:
                column, words = check.info[WORDS]
                told = said[table.name, column]
                assert all(word.value in told for word in words)
                assert f"取值：{'、'.join(_coded(words))}；" in told.replace("。", "；")


def _coded(words):
    for code, chinese in chinese_of(words).items():
        assert re.search("[\u4e00-\u9fff]", chinese)
        yield code if code == chinese else f"{code} {chinese}"


def test_words_without_chinese_stop_the_page():
    class Unknown(StrEnum):
        ODD = "odd"

    with pytest.raises(KeyError, match="ODD has no Chinese"):
        chinese_of(Unknown)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (("reply", "replied_on"), "对应《答复登记表》“答复日期”栏"),
        (
            ("fact_reply", "replied_on"),
            "即 `reply.replied_on`；对应《答复登记表》“答复日期”栏",
        ),
        (
            ("fact_reply", "days_taken"),
            "由 `reply.replied_on`、`referral.assigned_on` 得出；单位：天（自然日）。",
        ),
        (("final_reply", "face_to_face"), "用于查询 `not-met`。"),
        (("fact_reply", "referral_id"), "见交办 `fact_referral`"),
        (("fact_reply", "publicity"), "即 `reply.publicity`"),
        (("fact_verdict", "weight"), "抽样时一件代表几件；全部回访的为空；即 `cycle_sample.weight`"),
        (("cycle", "cycle_id"), "`call.cycle_id`、`cycle_exclusion.cycle_id`、"),
        (("opinion", "suggestion"), "对应《走访意见登记表》“转建议编号”栏"),
    ],
)
def test_a_column_says_where_it_comes_from_and_who_asks_for_it(place, words):
    assert words in _said(dictionary_page("zh"))[place]


def test_the_questions_that_use_a_column_are_questions():
    named = {name for names in used_by().values() for name in names}
    assert named == set(query_names())


def test_a_table_says_of_what_it_has_one_row():
    assert "同一代表建议、承办单位、轮次只有一行。" in dictionary_page("zh")


def test_the_three_pages_are_written_into_a_folder(tmp_path):
    ran = CliRunner().invoke(app, ["dictionary", "--write", str(tmp_path / "docs")])
    assert ran.exit_code == 0
    written = {path.name: path.read_text("utf-8") for path in (tmp_path / "docs").iterdir()}
    assert written == {
        "dictionary.md": dictionary_page("en"),
        "dictionary.zh-CN.md": dictionary_page("zh"),
        "queries.md": page(),
    }
