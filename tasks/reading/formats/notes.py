"""What is noted of each sheet of a workbook beside its cells."""

from dataclasses import dataclass

# (first row, first column, last row, last column), from 0
Merge = tuple[int, int, int, int]

# a sheet of a million rows has some 20 million cells; more than this is not read into memory
MOST_CELLS = 30_000_000
# in a merged cell or a hidden range, as far as a sheet that people look at goes
MOST_MERGED_ROWS = 5_000
# cells named in one sentence
MOST_LOST = 10


@dataclass(frozen=True)
class SheetNotes:
    """Rows and columns (from 0) that are hidden, and merged cells where only the file's own XML tells them.

    Rows that a filter hides are not noted: they are data that its reader only looked away from.
    """

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merges: tuple[Merge, ...] | None = None
    # cells with a formula that brought no value, as people name them
    lost: tuple[str, ...] = ()


NOTHING_NOTED = SheetNotes()
