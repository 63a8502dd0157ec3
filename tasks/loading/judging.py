"""Judging a file block after block: what is wrong is stored at once, what is usable goes on."""

from collections.abc import Callable, Iterable, Iterator

import pyarrow as pa
import pyarrow.compute as pc

from tasks.loading.outcome import Loading, Tally, mandatory_columns
from tasks.loading.problems import Entry, placed, set_aside, torn
from tasks.reading.ahead import ahead
from tasks.rules.judge import Judged, judge
from warehouse import batches

Wanted = Callable[[pa.Table], pa.Array]


def usable_blocks(loading: Loading, tally: Tally, wanted: Wanted | None = None) -> Iterator[pa.Table]:
    """Yield the usable rows of each block, typed; count them and store problems and set-aside rows on the way.

    `wanted` leaves out rows that are not filled in yet: they are neither usable nor wrong.
    """
    connection, batch_id, mandatory = loading.connection, loading.batch_id, mandatory_columns(loading)
    for text, judged, ragged in ahead(_judged(loading, wanted)):
        tally.add(text, judged, mandatory)
        tally.add_ragged(len(ragged))
        loading.watch(tally.row_count)
        problems = pa.concat_tables([placed(judged.problems, judged.rows), torn(ragged)])
        batches.add_row_problems(connection, batch_id, problems)
        aside = set_aside(text, loading.table.contract, judged.rows["is_usable"])
        batches.add_set_aside(connection, batch_id, aside)
        yield judged.rows.filter(judged.rows["is_usable"]).combine_chunks()


def usable_rows(loading: Loading, wanted: Wanted | None = None) -> tuple[pa.Table, Tally]:
    """Return the usable rows of a small file as one table, and the counts."""
    tally = Tally()
    parts = list(usable_blocks(loading, tally, wanted))
    empty = judge(_nothing(), loading.table.contract, loading.terms).rows
    return pa.concat_tables([empty, *parts]).combine_chunks(), tally


def keep_aside(loading: Loading, rows: pa.Table, found: Iterable[Entry]) -> int:
    """Keep the rows that turned out wrong only beside other rows; `rows` are typed. Return how many."""
    wrong = pc.is_in(rows["row_id"], value_set=pa.array([entry[0] for entry in found], pa.int64()))
    aside = set_aside(rows, loading.table.contract, pc.invert(wrong))
    batches.add_set_aside(loading.connection, loading.batch_id, aside)
    return int(aside.num_rows)


def _judged(
    loading: Loading, wanted: Wanted | None
) -> Iterator[tuple[pa.Table, Judged, list[tuple[str, int, str]]]]:
    for text, ragged in loading.blocks():
        rows = text if wanted is None else text.filter(wanted(text))
        yield rows, judge(rows, loading.table.contract, loading.terms), ragged


def _nothing() -> pa.Table:
    return pa.table(
        {
            "row_id": pa.array([], pa.int64()),
            "sheet": pa.array([], pa.string()),
            "row_no": pa.array([], pa.int64()),
        }
    )
