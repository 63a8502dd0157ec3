"""What a reply of some class has to promise: a rule of the profile, asked only of registers that have a place to write it."""

from collections.abc import Collection, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from tasks.rules.judge import PROBLEM_SCHEMA

# what the profile wants told, and the column in which a register tells it
_COLUMN_OF = {"plan": "promise", "plan_due_on": "promised_on"}


def unpromised(
    rows: pa.Table,
    mandatory_by_class: Mapping[str, tuple[str, ...]],
    present: Collection[str],
    problems: pa.Table,
) -> pa.Table:
    """Return a missing_promise for each usable row whose class demands a plan, or its date, and that gives none.

    Without the column nothing is missing: the office's template does not ask for it. A plan that is missing is named once,
    not again for its date, and a cell that could not be read is among the `problems` of the row already.
    """
    parts = [PROBLEM_SCHEMA.empty_table()]
    named: pa.Array | None = None
    for wanted, column in _COLUMN_OF.items():
        classes = [letter for letter, told in mandatory_by_class.items() if wanted in told]
        if column not in present or not classes:
            continue
        demanded = pc.and_(pc.is_in(rows["result_class"], value_set=pa.array(classes)), rows["is_usable"])
        lacking = pc.and_(demanded, pc.is_null(rows[column])).combine_chunks()
        unread = problems.filter(pc.equal(problems["field"], column))["row_id"].combine_chunks()
        lacking = pc.and_not(lacking, pc.is_in(rows["row_id"].combine_chunks(), value_set=unread))
        if named is not None:
            lacking = pc.and_not(lacking, named)
        named = lacking
        row_id = rows["row_id"].combine_chunks().filter(lacking)
        count = len(row_id)
        columns = [
            row_id,
            pa.array(["missing_promise"] * count, pa.string()),
            pa.array([column] * count, pa.string()),
            pa.nulls(count, pa.string()),
        ]
        parts.append(pa.Table.from_arrays(columns, schema=PROBLEM_SCHEMA))
    return pa.concat_tables(parts)
