"""The data dictionary, in English and in Chinese, as Markdown."""

from collections.abc import Iterable, Mapping
from typing import Literal

from warehouse.dictionary import Chapter, mart_chapters, table_chapters

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
        "note": "表名和字段名均附中文名称；各项说明目前只有英文。各项查询见 `duban query --docs`。",
        "mart": "读者视图",
        "mart_note": "PostgreSQL 中位于模式 `mart`；SQLite 中名称前加 `mart_`。名称保持不变。",
        "tables": "业务表",
        "tables_note": "督办系统自身使用，随版本变动；报表请使用读者视图。",
        "head": "| 字段 | 类型 | 中文名称 | 说明（英文） |",
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
    parts = [f"# {words['title']}", words["note"], f"## {words['mart']}", words["mart_note"]]
    parts += [_chapter(chapter, language) for chapter in mart_chapters()]
    parts += [f"## {words['tables']}", words["tables_note"]]
    parts += [_chapter(chapter, language) for chapter in table_chapters()]
    return "\n\n".join(parts) + "\n"


def _chapter(chapter: Chapter, language: Language) -> str:
    table = chapter.table
    if language == "en":
        title, note = f"### {table.name} {table.chinese}", table.english
    else:
        title, note = f"### {table.chinese}（{table.name}）", table.english
    rows = []
    for column in chapter.columns:
        of_type = column.type if language == "en" else _TYPES.get(column.type, column.type)
        target = f" → `{column.refers_to}`" if column.refers_to else ""
        rows.append(
            f"| `{column.name}` | {of_type} | {_cell(column.chinese)} | {_cell(column.english)}{target} |"
        )
    return "\n\n".join([title, note, _table(_WORDS[language]["head"], rows)])


def _table(head: str, rows: Iterable[str]) -> str:
    line = "|" + " --- |" * (head.count("|") - 1)
    return "\n".join([head, line, *rows])


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
