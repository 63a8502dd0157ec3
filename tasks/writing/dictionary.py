"""The data dictionary, in English and in Chinese, as Markdown."""

from collections.abc import Iterable, Mapping
from typing import Literal

from tasks.writing.dictionary_chinese import explain, explain_table
from warehouse.dictionary import Chapter, Entry, mart_chapters, table_chapters

Language = Literal["en", "zh"]

_WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "title": "Data dictionary",
        "note": "Every view and every table, with what each column holds. `duban query --docs` explains the named questions.",
        "mart": "The mart: views for readers",
        "mart_note": "On PostgreSQL in the schema `mart`, on SQLite with `mart_` before the name. The names stay.",
        "tables": "Operational tables",
        "tables_note": "What Duban itself works with. They change with Duban; reports read the mart.",
        "head": "| column | type | 中文 | holds |",
    },
    "zh": {
        "title": "数据字典",
        "note": "是否必填、取值、指向哪张表、对应哪份报送表的哪一栏、用于哪些查询，由程序按表的定义写出；名称已说明含义的，不再说明。"
        "各项查询见 `duban query --docs`。\n\n"
        "`_on` 结尾的是日期（中国日历）；`is_`、`has_` 开头的是“是否”，SQLite 中为1、0；主键由数据库编号。",
        "mart": "读者视图",
        "mart_note": "PostgreSQL 中位于模式 `mart`；SQLite 中名称前加 `mart_`。名称保持不变。",
        "tables": "业务表",
        "tables_note": "督办系统自身使用，随版本变动；报表请使用读者视图。",
        "head": "| 字段 | 类型 | 中文名称 | 说明 | 英文说明 |",
    },
}
_TYPES = {
    "integer": "整数",
    "text": "文本",
    "boolean": "是否",
    "number": "小数",
    "json": "JSON",
    "date": "日期",
    "datetime": "日期时间",
}


def dictionary_page(language: Language) -> str:
    """Return the dictionary of every view and table."""
    words = _WORDS[language]
    mart, tables = list(mart_chapters()), list(table_chapters())
    titles = {chapter.table.name: chapter.table.chinese for chapter in [*mart, *tables]}
    parts = [f"# {words['title']}", words["note"], f"## {words['mart']}", words["mart_note"]]
    parts += [_chapter(chapter, language, titles) for chapter in mart]
    parts += [f"## {words['tables']}", words["tables_note"]]
    parts += [_chapter(chapter, language, titles) for chapter in tables]
    return "\n\n".join(parts) + "\n"


def _chapter(chapter: Chapter, language: Language, titles: Mapping[str, str]) -> str:
    table = chapter.table
    if language == "en":
        parts = [f"### {table.name} {table.chinese}", table.english]
        rows = [_english_row(column) for column in chapter.columns]
    else:
        parts = [f"### {table.chinese}（{table.name}）", explain_table(chapter), table.english]
        rows = [_chinese_row(column, titles) for column in chapter.columns]
    return "\n\n".join([*filter(None, parts), _table(_WORDS[language]["head"], rows)])


def _english_row(column: Entry) -> str:
    target = f" → `{column.refers_to}`" if "." in column.refers_to else ""
    return f"| `{column.name}` | {column.type} | {_cell(column.chinese)} | {_cell(column.english)}{target} |"


def _chinese_row(column: Entry, titles: Mapping[str, str]) -> str:
    of_type, said = _TYPES.get(column.type, column.type), _cell(explain(column, titles))
    return f"| `{column.name}` | {of_type} | {_cell(column.chinese)} | {said} | {_cell(column.english)} |"


def _table(head: str, rows: Iterable[str]) -> str:
    line = "|" + " --- |" * (head.count("|") - 1)
    return "\n".join([head, line, *rows])


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
