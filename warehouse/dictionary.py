"""What every table, view and column holds: read from the code that makes them, so that it cannot say anything else."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import FromClause, Table
from sqlalchemy.types import TypeEngine

from warehouse.mart import VIEWS
from warehouse.mart.view import View, rows_of
from warehouse.tables import metadata

# English, and at the end the Chinese word in brackets
COMMENT = re.compile(r"^(?P<english>\S.*\S) \((?P<chinese>[^()]*[\u4e00-\u9fff][^()]*)\)$")


@dataclass(frozen=True)
class Entry:
    """One column, or the table itself: what it is called, and what it holds."""

    name: str
    english: str
    chinese: str
    type: str = ""
    refers_to: str = ""


@dataclass(frozen=True)
class Chapter:
    """One table or view with its columns."""

    table: Entry
    columns: tuple[Entry, ...]


def mart_chapters() -> Iterator[Chapter]:
    """Yield the views for readers, in the order of `VIEWS`."""
    for view in VIEWS:
        yield Chapter(Entry(view.name, view.english, view.chinese), tuple(_columns_of_view(view)))


def table_chapters() -> Iterator[Chapter]:
    """Yield the operational tables by name; raise ValueError for a comment that is missing or of another form."""
    for name, table in sorted(metadata.tables.items()):
        columns = tuple(
            _commented(
                f"{name}.{column.name}", column.name, column.comment, column.type, _target(table, column.name)
            )
            for column in table.columns
        )
        yield Chapter(_commented(name, name, table.comment), columns)


def _columns_of_view(view: View) -> Iterator[Entry]:
    rows: FromClause = rows_of(view)
    for name, (chinese, english) in view.columns.items():
        yield Entry(name, english, chinese, _plain(rows.c[name].type))


def _commented(
    place: str, name: str, comment: str | None, of_type: TypeEngine[object] | None = None, target: str = ""
) -> Entry:
    found = COMMENT.match(comment or "")
    if found is None:
        raise ValueError(
            f"{place}: the comment must be English with the Chinese word in brackets: {comment!r}"
        )
    return Entry(name, found["english"], found["chinese"], _plain(of_type) if of_type else "", target)


def _target(table: Table, column: str) -> str:
    return next((key.target_fullname for key in table.c[column].foreign_keys), "")


def _plain(of_type: TypeEngine[object]) -> str:
    """Return the kind of value, in words that hold on both databases."""
    kinds = {int: "integer", str: "text", bool: "boolean", float: "number", dict: "json"}
    return kinds.get(of_type.python_type) or of_type.python_type.__name__
