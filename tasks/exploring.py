"""A snapshot for the browser: the mart of an office and its named questions, described for Datasette."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

from sqlalchemy import Select

from schemas.office import OfficeFolder
from tasks.questions import computed_names, find_question
from warehouse.columns_read import as_sqlite, columns_read, private_ones
from warehouse.dictionary import Chapter, mart_chapters
from warehouse.engine import reading
from warehouse.mart.snapshot import write_snapshot
from warehouse.meanings import meaning_of
from warehouse.offices import Scope, find_scope
from warehouse.queries import find_query, formula_of, query_names
from warehouse.queries.base import Query
from warehouse.queries.parameters import Parameter, Type
from warehouse.url_values import from_url

DATABASE = "explore"


@dataclass(frozen=True)
class _Canned:
    """A question as a page of Datasette: its statement asks for `:name` of each parameter."""

    title: str
    formula: str
    query: Query
    statement: Select[Any]
    parameters: tuple[Parameter, ...]

    def described(self) -> dict[str, Any]:
        heads = "、".join(f"{name} {chinese}" for name, chinese in self.query.columns.items())
        rounded = ["满意率在此四舍五入保留一位小数；公布时的取舍见 duban query。"] if self.query.rate else []
        told = [f"参数 {one.name}：{one.help}; {_accepts(one)}" for one in self.parameters]
        return {
            "title": self.title,
            "description_html": "<br>".join(
                map(escape, [f"栏目：{heads}。", *rounded, self.formula.strip(), *told])
            ),
            "sql": as_sqlite(self.statement),
            # the answer first: a page of SQL would stand before it
            "hide_sql": True,
            "params": [one.name for one in self.parameters],
        }


def _accepts(parameter: Parameter) -> str:
    unsaid = "all" if parameter.default is None else parameter.default
    return f"{parameter.accepts}; empty: {unsaid}"


def take_snapshot(folder: OfficeFolder, path: Path, as_of: date) -> dict[str, Any]:
    """Write the snapshot to `path` and return Datasette's metadata for it.

    Nobody may write a statement of their own; views are shown; the operational tables that the questions need are there and
    denied. A question that reads what is private is left out, and so is one that a rule answers; the page says so.
    """
    with reading(folder.database) as connection:
        scope = find_scope(connection, folder)
        every = {name: question for one in query_names() for name, question in _canned(one, scope, as_of)}
        private = [n for n, found in every.items() if private_ones(columns_read([found.statement]))]
        questions = {name: found for name, found in every.items() if name not in private}
        statements = [found.statement for found in questions.values()]
        hidden = write_snapshot(connection, path, scope.office_id, statements)
    tables = {chapter.table.name: _shown(chapter) for chapter in mart_chapters()}
    tables |= {name: {"hidden": True, "allow": False} for name in hidden}
    shown = {
        "title": "查询和读者视图",
        "description": _left_out(private),
        "allow_sql": False,
        "tables": tables,
        "queries": {name: found.described() for name, found in questions.items()},
    }
    return {
        "title": folder.office.name,
        "description": f"{folder.session.name}，截至{as_of:%Y-%m-%d}",
        "databases": {DATABASE: shown},
    }


def _shown(chapter: Chapter) -> dict[str, Any]:
    """Return what is said above a view: what it has a row of, and what each column is, in both languages."""
    view = chapter.table
    told = {
        one.name: f"{one.chinese}{f'（{one.facts.meaning}）' if one.facts.meaning else ''}: {one.english}"
        for one in chapter.columns
    }
    return {
        "title": f"{view.chinese} {view.name}",
        "description": f"{meaning_of(view.name)} {view.english}",
        "columns": told,
    }


def _canned(name: str, scope: Scope, as_of: date) -> Iterator[tuple[str, _Canned]]:
    """Yield a question under its name, and once more for each other word of a choice that decides what is asked.

    A choice with a default always decides; one without only filters, and is a parameter like others.
    """
    query, formula = find_query(name), formula_of(name)
    asked = tuple(one for one in query.parameters if not _decides(one))
    values = {one.name: from_url(one) for one in asked}
    deciding = next((one for one in query.parameters if _decides(one)), None)
    if deciding is None:
        statement = query.statement(scope, as_of, **values)
        yield name, _Canned(query.chinese, formula, query, statement, asked)
        return
    for word in deciding.choices:
        statement = query.statement(scope, as_of, **values, **{deciding.name: word})
        own = name if word == deciding.default else f"{name}-{word}"
        title = f"{query.chinese}（{deciding.name}={word}）"
        yield own, _Canned(title, formula, query, statement, asked)


def _decides(parameter: Parameter) -> bool:
    return parameter.type is Type.CHOICE and parameter.default is not None


def _left_out(private: list[str]) -> str:
    computed = "、".join(f"{find_question(name).chinese}（{name}）" for name in computed_names())
    secret = "、".join(f"{find_question(name).chinese}（{name}）" for name in private)
    return (
        f"此处不提供：{computed}——由程序计算，不是数据库查询，请用 duban query 查询；"
        f"{secret}——涉及代表联系方式。"
    )
