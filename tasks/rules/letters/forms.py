"""Tables of labels and values read as lines: a value takes the label of the cell at its left or above it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from tasks.rules.letters.labels import kind_of
from tasks.rules.letters.text import HAN, Line

_Cell = list[Line]
# 印  洁: two characters set as wide as three are one name
_SET_WIDE = re.compile(rf"(?<![^\t])([{HAN}])\t(?=[{HAN}](?![^\t]))")


def with_labels(lines: Iterable[Line]) -> list[Line]:
    """Return the lines with label cells taken away and given to the values they belong to."""
    found: list[Line] = []
    for table, group in groupby(lines, key=lambda line: line.cell[0] if line.cell else None):
        if table is None:
            found += [piece for line in group for piece in _drawn_row(line)]
        else:
            found += _table(list(group))
    return found


def _table(lines: list[Line]) -> Iterator[Line]:
    rows: dict[int, dict[int, _Cell]] = defaultdict(dict)
    for line in lines:
        if line.cell:
            rows[line.cell[1]].setdefault(line.cell[2], []).append(line)
    above: dict[int, str] = {}
    for cells in rows.values():
        labels = {column: _label(cell) for column, cell in cells.items()}
        if len(cells) > 1 and all(labels.values()):
            above = {column: label for column, label in labels.items() if label}
            continue
        if above and set(cells) <= set(above) and not any(labels.values()):
            yield from (replace(line, label=above[column]) for column, cell in cells.items() for line in cell)
        else:
            yield from _row(cells.values())
        above = {}


def _row(cells: Iterable[_Cell]) -> Iterator[Line]:
    label: str | None = None
    for cell in cells:
        own = _label(cell)
        if own:
            label = own
        else:
            yield from (replace(line, label=label) if label else line for line in cell)
            label = None


def _label(cell: _Cell) -> str | None:
    """Return the label a cell consists of. A label with its value in the same cell is none: it is a line."""
    text = "".join(line.tight for line in cell)
    return text.rstrip(":") if len(cell) <= 3 and kind_of(text) and ":" not in text.rstrip(":") else None


def _drawn_row(line: Line) -> Iterator[Line]:
    """Part a row of a table that was flattened into text, when labels and values take turns in it."""
    pieces = _SET_WIDE.sub(r"\1", "\t".join(line.segments)).split("\t")
    labels = [kind_of(piece) if ":" not in piece else None for piece in pieces]
    if len(pieces) < 2 or not labels[0]:
        yield line
        return
    label: str | None = None
    for piece, kind in zip(pieces, labels, strict=True):
        if kind:
            label = piece
        else:
            yield replace(line, text=piece, label=label)
            label = None
