"""Several names in one cell."""

import re

import pyarrow as pa
import pyarrow.compute as pc

_BETWEEN = r"[、,;，；/\n]"


def split_names(text: str | None) -> list[str]:
    """Return the names in a cell, in order, without the empty ones."""
    return [name for part in re.split(_BETWEEN, text or "") if (name := part.strip())]


def explode_names(cells: pa.Array, row_id: pa.Array) -> pa.Table:
    """Return one row per name: `row_id`, `name`, and `position` within its cell from 0.

    A trailing 等 is cut off; the bracket of 姓名(代表团) stays.
    """
    parts = pc.split_pattern_regex(pc.fill_null(cells, ""), pattern=_BETWEEN)
    at = pc.list_parent_indices(parts)
    flat = pc.list_flatten(parts)
    name = pc.replace_substring_regex(pc.utf8_trim_whitespace(flat), r"等(?:\d+人|\d+位)?$", "")
    table = pa.table({"row_id": row_id.take(at), "name": name})
    table = table.filter(pc.greater(pc.utf8_length(table["name"]), 0))
    return table.append_column("position", _positions(table["row_id"].combine_chunks()))


def _positions(row_id: pa.Array) -> pa.Array:
    """Number equal neighbours from 0: rows of one cell stand together."""
    frame = row_id.to_pandas()
    return pa.array(frame.groupby(frame).cumcount().to_numpy(), pa.int64())
