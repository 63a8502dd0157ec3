"""What every table, view and column holds: read from the code that makes them, so that it cannot say anything else."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlalchemy import FromClause, Table
from sqlalchemy.types import TypeEngine

from warehouse.dictionary_facts import NO_FACTS, Facts, Source, facts_of, sources_of, unique_together
from warehouse.mart import VIEWS
from warehouse.mart.view import View, rows_of
from warehouse.meanings import meanings
from warehouse.tables import metadata

# English, and at the end the Chinese word in brackets
_SEE = re.compile(r"see ((?:dim|fact)_\w+)")
COMMENT = re.compile(r"^(?P<english>\S.*\S) \((?P<chinese>[^()]*[\u4e00-\u9fff][^()]*)\)$")


@dataclass(frozen=True)
class Entry:
    """One column, or the table itself: what it is called, and what it holds."""

    name: str
    english: str
    chinese: str
    type: str = ""
    refers_to: str = ""
    facts: Facts = NO_FACTS


@dataclass(frozen=True)
class Chapter:
    """One table or view with its columns."""

    table: Entry
    columns: tuple[Entry, ...]
    # the columns of which no two rows have the same
    unique: tuple[tuple[str, ...], ...] = ()


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
        told = tuple(replace(entry, facts=facts_of(table, entry.name, entry.chinese)) for entry in columns)
        yield Chapter(_commented(name, name, table.comment), told, tuple(unique_together(table)))


def _columns_of_view(view: View) -> Iterator[Entry]:
    rows: FromClause = rows_of(view)
    sources = sources_of(view)
    for name, (chinese, english) in view.columns.items():
        seen = _SEE.search(english)
        facts = _shown(sources[name])
        own = meanings().get(view.name, {}).get(name)
        told = replace(facts, meaning=own) if own else facts
        yield Entry(name, english, chinese, _plain(rows.c[name].type), seen[1] if seen else "", told)


def _shown(source: Source) -> Facts:
    """Return what is known of a column of a view: what is known of the one that it shows, else what it is made from."""
    if not source.is_plain:
        return Facts(made_from=source.made_from, is_days=source.is_days)
    (place,) = source.made_from
    table, _, name = place.partition(".")
    column = metadata.tables[table].c[name]
    kept = facts_of(column.table, name, _commented(place, name, column.comment).chinese)
    return replace(kept, is_required=None, is_key=False, referred_by=(), shows=place)


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
