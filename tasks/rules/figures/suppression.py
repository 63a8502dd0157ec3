"""Cells that a published cross table must not show, because they would expose a deputy.

One department with one dissatisfied deputy tells everybody there who that was. Primary suppression hides every cell from 1 to below a
minimum; complementary suppression hides further cells, until no hidden cell follows from the totals and the cells that are shown.

Rows and columns with their totals are the nodes of a graph and the hidden cells its edges: counts move along it so that no total
changes. A hidden cell can be another number than it is exactly when it lies on a cycle along which counts can be moved by one (an edge
of 0 only upwards), after Gusfield (1988), "A graph theoretic approach to statistical data security", SIAM Journal on Computing
17:552-571. So for every hidden cell that lies on none, the cheapest cycle through it is hidden as well: cells that show least go
first, totals last. A total that is hidden is an edge like any other, so a table of one row or column is protected too.

What this does not see: that several tables of one report hide the same deputy, and what the deputies know of one another.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush

import numpy as np
import numpy.typing as npt
import pandas as pd

TOTAL = "合计"
# hiding a total costs more than hiding any row or column could
_COST_OF_TOTAL = 10**12

_Cell = tuple[int, int]
_Counts = npt.NDArray[np.int64]
# ("row", 3) or ("column", 0)
_Node = tuple[str, int]


@dataclass(frozen=True)
class Suppressed:
    """A table with its totals as it may be shown (NA: hidden), and which cells are hidden for themselves or for others.

    `shown`, `is_primary`, `is_complementary` have the rows and columns of the table and 合计 as last row and column.
    """

    shown: pd.DataFrame
    is_primary: pd.DataFrame
    is_complementary: pd.DataFrame


def suppress(counts: pd.DataFrame, minimum: int = 3, sensitive: Collection[str] | None = None) -> Suppressed:
    """Hide what would expose a deputy in a table of counts, such as departments by rating.

    `sensitive`: the columns whose small cells expose somebody (不满意), default all. A cell of 0 exposes nobody and is not hidden for
    itself. Raises ValueError for counts that are negative or no whole numbers, and for a row or column named 合计.
    """
    table = _with_totals(counts)
    values = table.to_numpy()
    small = (counts > 0) & (counts < minimum)
    if sensitive is not None:
        small = small & pd.Series(counts.columns.isin(list(sensitive)), counts.columns)
    primary = [(int(row), int(column)) for row, column in zip(*small.to_numpy().nonzero(), strict=True)]
    hidden = set(primary)
    for cell in sorted(primary, key=lambda cell: (-values[cell], cell)):
        if not _is_protected(values, cell, hidden):
            hidden.update(_cheapest_cycle(values, cell, hidden))
    return Suppressed(
        table.astype("Int64").mask(_marked(table, hidden)),
        _marked(table, set(primary)),
        _marked(table, hidden - set(primary)),
    )


def _with_totals(counts: pd.DataFrame) -> pd.DataFrame:
    if TOTAL in counts.index or TOTAL in counts.columns:
        raise ValueError(f"the totals {TOTAL} are worked out here")
    whole = counts.astype("int64")
    if (whole != counts).any(axis=None) or (whole < 0).any(axis=None):
        raise ValueError("counts are whole numbers from 0")
    table = whole.assign(**{TOTAL: whole.sum(axis=1)})
    return pd.concat([table, table.sum().to_frame(TOTAL).T])


def _marked(table: pd.DataFrame, cells: Collection[_Cell]) -> pd.DataFrame:
    marked = pd.DataFrame(False, index=table.index, columns=table.columns)
    for row, column in cells:
        marked.iloc[row, column] = True
    return marked


def _moves(values: _Counts, cell: _Cell) -> Iterator[tuple[_Node, _Node]]:
    """Yield from which node to which a count can be moved through a cell: one more, or one less where there is one.

    A total stands against its row or column, so its moves go the other way; the grand total is turned twice.
    """
    is_turned = (cell[0] == values.shape[0] - 1) != (cell[1] == values.shape[1] - 1)
    row, column = ("row", cell[0]), ("column", cell[1])
    more, less = ((column, row), (row, column)) if is_turned else ((row, column), (column, row))
    yield more
    if values[cell] > 0:
        yield less


def _is_protected(values: _Counts, cell: _Cell, hidden: Collection[_Cell]) -> bool:
    return _cheapest_way_back(values, cell, dict.fromkeys(hidden, 0)) is not None


def _cheapest_cycle(values: _Counts, cell: _Cell, hidden: Collection[_Cell]) -> list[_Cell]:
    rows, columns = values.shape
    costs = {
        (row, column): 0
        if (row, column) in hidden
        else 1
        + int(values[row, column])
        + (_COST_OF_TOTAL if rows - 1 == row or columns - 1 == column else 0)
        for row in range(rows)
        for column in range(columns)
    }
    # with its totals every table has a cycle through every cell
    return _cheapest_way_back(values, cell, costs) or []


def _cheapest_way_back(values: _Counts, cell: _Cell, costs: Mapping[_Cell, int]) -> list[_Cell] | None:
    """Return the cells of the cheapest way from where a count of `cell` can be moved to, back to where it came from."""
    leads: dict[_Node, list[tuple[_Node, _Cell]]] = {}
    for other in costs:
        if other != cell:
            for origin, target in _moves(values, other):
                leads.setdefault(origin, []).append((target, other))
    found = [
        way
        for origin, target in _moves(values, cell)
        if (way := _shortest(leads, costs, target, origin)) is not None
    ]
    return min(found)[1] if found else None


def _shortest(
    leads: Mapping[_Node, list[tuple[_Node, _Cell]]], costs: Mapping[_Cell, int], begin: _Node, end: _Node
) -> tuple[int, list[_Cell]] | None:
    """Dijkstra's shortest path: what it costs, and the cells on it."""
    waiting: list[tuple[int, _Node, list[_Cell]]] = [(0, begin, [])]
    settled: set[_Node] = set()
    while waiting:
        cost, node, way = heappop(waiting)
        if node == end:
            return cost, way
        if node in settled:
            continue
        settled.add(node)
        for target, cell in leads.get(node, []):
            if target not in settled:
                heappush(waiting, (cost + costs[cell], target, [*way, cell]))
    return None
