"""Suggestions by number and series: one text says both (3, 闭会3, 议转3), in files, in problems and in what is printed.

Only `suggestion` keeps them apart: series and bare number are its key.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Case, ColumnElement, Connection, Label, and_, case, func, select

from schemas.words import Series
from warehouse.offices import Scope
from warehouse.tables import suggestion

_PREFIXED = tuple(series for series in Series if series.prefix)


def label() -> Label[str]:
    """Return the number of a suggestion with its series, as people read it."""
    prefixes = {series.value: series.prefix for series in _PREFIXED}
    return (case(prefixes, value=suggestion.c.series, else_="").concat(suggestion.c.number)).label("number")


def in_order() -> tuple[ColumnElement[Any], ...]:
    """Return the order of a list of suggestions: series by series, 9 before 10."""
    places = {series.value: at for at, series in enumerate(Series)}
    number = suggestion.c.number
    return (case(places, value=suggestion.c.series), func.length(number), number)


def series_of(labelled: ColumnElement[str]) -> Case[str]:
    """Return the series that a labelled number names."""
    names = [(labelled.startswith(series.prefix), series.value) for series in _PREFIXED]
    return case(*names, else_=Series.IN_SESSION.value)


def bare(labelled: ColumnElement[str]) -> ColumnElement[str]:
    """Return a labelled number without its series."""
    for series in _PREFIXED:
        labelled = func.replace(labelled, series.prefix, "")
    return labelled


def is_numbered(session_id: int | ColumnElement[int], labelled: ColumnElement[str]) -> ColumnElement[bool]:
    """Tell whether a suggestion of the session is the one that `labelled` names; its key answers, row by row."""
    return and_(
        suggestion.c.session_id == session_id,
        suggestion.c.series == series_of(labelled),
        suggestion.c.number == bare(labelled),
    )


def has_label(labels: Sequence[str]) -> ColumnElement[bool]:
    """Tell whether a suggestion is one of those that `labels` name."""
    # the bare numbers are in the key; how many series share one is next to nothing
    numbers = [_bare_text(each) for each in labels]
    return and_(suggestion.c.number.in_(numbers), label().in_(labels))


def _bare_text(labelled: str) -> str:
    for series in _PREFIXED:
        labelled = labelled.removeprefix(series.prefix)
    return labelled


def elsewhere(connection: Connection, scope: Scope) -> dict[str, list[Series]]:
    """Return which series have a number, for the few numbers that a series beside the ordinary one has."""
    others = select(suggestion.c.number).where(
        suggestion.c.session_id == scope.session_id, suggestion.c.series != Series.IN_SESSION
    )
    query = select(suggestion.c.number, suggestion.c.series).where(
        suggestion.c.session_id == scope.session_id, suggestion.c.number.in_(others)
    )
    found: dict[str, list[Series]] = defaultdict(list)
    for number, series in connection.execute(query):
        found[number].append(Series(series))
    return dict(found)
