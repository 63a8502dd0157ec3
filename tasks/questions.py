"""Every named question, whether SQL answers it or a rule does: found by name, and the page that documents them all."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

import pandas as pd

from tasks import computed
from tasks.computed.base import Computed
from warehouse import queries
from warehouse.queries.base import Query
from warehouse.queries.parameters import Parameter

Question = Query | Computed

CATALOGUE = {"name": "查询", "chinese": "问题", "parameters": "参数", "columns": "栏目"}


def question_names() -> list[str]:
    """Return the names of all questions."""
    return sorted([*queries.query_names(), *computed_names()])


def find_question(name: str) -> Question:
    """Return the question called `name`; raise KeyError when there is none."""
    if name not in computed_names():
        return queries.find_query(name)
    found: Computed = _module(name).QUESTION
    return found


def formula_of(name: str) -> str:
    """Return what a question counts and how: written once, shown with every table."""
    if name not in computed_names():
        return queries.formula_of(name)
    return _module(name).__doc__ or ""


def computed_names() -> list[str]:
    """Return the names of the questions that a rule answers."""
    return [
        module.name.replace("_", "-") for module in iter_modules(computed.__path__) if module.name != "base"
    ]


def _module(name: str) -> ModuleType:
    return import_module(f"{computed.__name__}.{name.replace('-', '_')}")


def catalogue() -> pd.DataFrame:
    """Return every question with its Chinese title, parameters and columns, with CATALOGUE."""
    rows = []
    for name in question_names():
        question = find_question(name)
        told = " ".join(usage(parameter) for parameter in question.parameters)
        rows.append((name, question.chinese, told, "、".join(question.columns.values())))
    return pd.DataFrame(rows, columns=list(CATALOGUE))


def usage(parameter: Parameter) -> str:
    """Return a parameter as it is shown in a list: `days=7`, `[since]`, `<number>`."""
    if parameter.is_required:
        return f"<{parameter.name}>"
    return f"[{parameter.name}]" if parameter.default is None else f"[{parameter.name}={parameter.default}]"


def page() -> str:
    """Return the documentation of every question as Markdown: question, formula, parameters, columns."""
    return "\n".join(_page()) + "\n"


def _page() -> Iterator[str]:
    yield "# Questions that `duban query` answers"
    for name in question_names():
        question = find_question(name)
        yield from ("", f"## {name}: {question.chinese}", "", formula_of(name).strip())
        if question.parameters:
            yield from ("", "| parameter | type | default | |", "|---|---|---|---|")
        for parameter in question.parameters:
            default = "must be given" if parameter.is_required else parameter.default
            shown = "" if default is None else default
            yield f"| {parameter.name} | {parameter.accepts} | {shown} | {parameter.help} |"
        yield from ("", "| column | 栏目 |", "|---|---|")
        yield from (f"| {column} | {chinese} |" for column, chinese in question.columns.items())
