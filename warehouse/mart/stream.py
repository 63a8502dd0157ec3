"""The rows of a view as Arrow batches: however many there are, only one batch is in memory."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pyarrow as pa
from sqlalchemy import Connection, select

from warehouse.mart.view import View, rows_of
from warehouse.tables import office, session

BATCH_ROWS = 20_000
_ARROW = {
    int: pa.int64(),
    str: pa.string(),
    bool: pa.bool_(),
    float: pa.float64(),
    date: pa.date32(),
    datetime: pa.timestamp("us"),
}


def arrow_schema(view: View) -> pa.Schema:
    """Return the columns of a view with their types and, as metadata, their Chinese titles."""
    rows = rows_of(view)
    return pa.schema(
        [
            pa.field(name, _ARROW[rows.c[name].type.python_type], metadata={"chinese": chinese})
            for name, (chinese, _) in view.columns.items()
        ]
    )


def offices_with_years(connection: Connection, region_code: str | None) -> list[tuple[int, str, list[int]]]:
    """Return office_id, region code and the years of its sessions, of one office or of all."""
    query = (
        select(office.c.office_id, office.c.region_code, session.c.year)
        .join(session, session.c.office_id == office.c.office_id)
        .distinct()
        .order_by(office.c.region_code, session.c.year)
    )
    if region_code:
        query = query.where(office.c.region_code == region_code)
    found: dict[tuple[int, str], list[int]] = {}
    for row in connection.execute(query):
        found.setdefault((row.office_id, row.region_code), []).append(row.year)
    return [(*key, years) for key, years in found.items()]


def batches(
    connection: Connection, view: View, office_id: int, year: int | None = None
) -> Iterator[pa.RecordBatch]:
    """Yield the rows of an office; with `year` those of its sessions in that year."""
    rows, schema = rows_of(view), arrow_schema(view)
    query = select(rows).where(rows.c.office_id == office_id)
    if year is not None:
        of_year = select(session.c.session_id).where(session.c.office_id == office_id, session.c.year == year)
        query = query.where(rows.c.session_id.in_(of_year))
    found = connection.execution_options(yield_per=BATCH_ROWS).execute(query)
    for part in found.partitions(BATCH_ROWS):
        columns: list[Any] = list(zip(*part, strict=True))
        arrays = [
            pa.array(_values(column, field), field.type)
            for column, field in zip(columns, schema, strict=True)
        ]
        yield pa.record_batch(arrays, schema=schema)


def _values(column: Any, field: pa.Field) -> Any:
    # SQLite has no booleans: what an expression of its views says is 0 or 1
    if pa.types.is_boolean(field.type):
        return [None if value is None else bool(value) for value in column]
    return column
