"""What the dictionary can tell of a column beside its comment, each from the code that makes it so."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from sqlalchemy import Column, ColumnElement, Table, UniqueConstraint
from sqlalchemy.sql import visitors

from schemas.contract import Contract
from schemas.inputs import CONTRACT_OF
from schemas.words import Kind
from warehouse.chinese import chinese_of
from warehouse.days import DaysBetween
from warehouse.mart.view import View
from warehouse.meanings import meaning_of
from warehouse.offices import Scope
from warehouse.queries import find_query, query_names
from warehouse.tables import metadata
from warehouse.tables.base import WORDS

# whose rows files bring, and by which kind of file
_BROUGHT_BY: Mapping[str, Kind] = {
    "department": Kind.DEPARTMENTS,
    "committee": Kind.COMMITTEES,
    "deputy": Kind.DEPUTIES,
    "suggestion": Kind.SUGGESTIONS,
    "referral_change": Kind.CHANGES,
    "reply": Kind.REPLIES,
    "promise": Kind.REPLIES,
    "progress": Kind.PROGRESS,
    "opinion": Kind.OPINIONS,
    "consultation": Kind.CONSULTATIONS,
    "consultation_item": Kind.CONSULTATIONS,
    "answer": Kind.SURVEY_RESULTS,
    "attempt": Kind.ATTEMPTS,
    "rereferral": Kind.DECISIONS,
}
# any will do: what is asked for is the same
_SCOPE, _DAY = Scope(1, 1, 1), date(2020, 1, 1)


@dataclass(frozen=True)
class Facts:
    """What is known of a column.

    `meaning`: a sentence of its own. `referred_by`: what holds this key. `words`: each that it may hold, with its Chinese. `of_file`: kind of file and header it is filled from. `shows`: the column of a
    table that a view shows as it is; `made_from`: those that it is worked out from, `is_days` as a number of days.
    `used_by`: named queries.
    """

    meaning: str = ""
    is_key: bool = False
    referred_by: tuple[str, ...] = ()
    is_required: bool | None = None
    is_private: bool = False
    words: tuple[tuple[str, str], ...] = ()
    of_file: tuple[str, str] | None = None
    shows: str = ""
    made_from: tuple[str, ...] = ()
    is_days: bool = False
    used_by: tuple[str, ...] = ()


NO_FACTS = Facts()


def facts_of(table: Table, name: str, chinese: str) -> Facts:
    """Return what is known of a column of a table; `chinese` is its title, by which files may call it."""
    column = table.c[name]
    return Facts(
        meaning=meaning_of(table.name, name),
        is_key=column.primary_key,
        referred_by=referred_by().get(f"{table.name}.{name}", ()),
        is_required=not column.nullable,
        is_private=bool((table.info | column.info).get("is_private")),
        words=tuple(words_of(table, name).items()),
        of_file=column_of_file(table.name, name, chinese),
        used_by=() if column.primary_key or column.foreign_keys else used_by().get((table.name, name), ()),
    )


@cache
def referred_by() -> Mapping[str, tuple[str, ...]]:
    """Return for each key that other tables hold the columns that hold it."""
    found: dict[str, list[str]] = {}
    for name, table in sorted(metadata.tables.items()):
        for key in (key for column in table.columns for key in column.foreign_keys):
            found.setdefault(key.target_fullname, []).append(f"{name}.{key.parent.name}")
    return {target: tuple(places) for target, places in found.items()}


def words_of(table: Table, column: str) -> dict[str, str]:
    """Return the words that a column may hold with their Chinese; none where it holds anything."""
    for check in table.constraints:
        of_column, words = check.info.get(WORDS, ("", None))
        if of_column == column:
            return chinese_of(words)
    return {}


def column_of_file(table: str, column: str, chinese: str) -> tuple[str, str] | None:
    """Return the kind of file and the header there that a column is filled from, by our name for it or by its Chinese one."""
    kind = _BROUGHT_BY.get(table)
    if kind is None:
        return None
    contract: Contract = CONTRACT_OF[kind]
    field = contract[column] if column in contract.names else contract.field_of(chinese)
    return (contract.chinese, field.chinese) if field else None


def unique_together(table: Table) -> Iterator[tuple[str, ...]]:
    """Yield the columns of which no two rows have the same, beside the key that the warehouse gives."""
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            yield tuple(column.name for column in constraint.columns)
    if len(table.primary_key.columns) > 1:
        yield tuple(column.name for column in table.primary_key.columns)


@cache
def used_by() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Return for each column of a table, by (table, column), the named queries whose statement names it."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for name in query_names():
        query = find_query(name)
        told = {parameter.name: parameter.default for parameter in query.parameters}
        for element in visitors.iterate(query.statement(_SCOPE, _DAY, **told)):
            for column in _kept(element):
                found.setdefault((column.table.name, column.name), {})[name] = None
    return {place: tuple(names) for place, names in found.items()}


@dataclass(frozen=True)
class Source:
    """What a column of a view is made from: columns of tables. `is_plain`: it shows the only one as it is. `is_days`: it counts days."""

    is_plain: bool
    made_from: tuple[str, ...]
    is_days: bool


def sources_of(view: View) -> dict[str, Source]:
    """Return what each column of a view is made from."""
    found = {}
    for element in view.statement().selected_columns:
        parts = list(visitors.iterate(element))
        made_from = [f"{column.table.name}.{column.name}" for part in parts for column in _kept(part)]
        is_days = any(isinstance(part, DaysBetween) for part in parts)
        is_plain = any(True for _ in _kept(element))
        found[str(element.key)] = Source(is_plain, tuple(dict.fromkeys(made_from)), is_days)
    return found


def _kept(element: object) -> Iterator[Column[object]]:
    if isinstance(element, ColumnElement):
        for column in element.base_columns:
            if isinstance(column, Column) and isinstance(column.table, Table):
                yield column
