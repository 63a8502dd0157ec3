"""Problems and set-aside rows of a block, in the shape the warehouse stores."""

import json
import re
from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

from schemas.contract import Contract, Form
from schemas.problems import level_of

_PRIVATE = (Form.PHONES, Form.CONTACT_PHONE)
# mobiles, and land lines with their area code; the same pattern for Arrow and for Python
PHONE_LIKE = r"1[3-9]\d[ -]?\d{4}[ -]?\d{4}|0\d{2,3}[ -]\d{7,8}"
_MASK = "*******"
_MAY_BE_A_PHONE = re.compile(r"\d[\d -]{5,}\d")
_SCHEMA = pa.schema(
    [
        ("row_id", pa.int64()),
        ("sheet", pa.string()),
        ("row_no", pa.int64()),
        ("code", pa.string()),
        ("level", pa.string()),
        ("field", pa.string()),
        ("raw_value", pa.string()),
    ]
)

# row_id, sheet, row_no, code, field, raw_value
Entry = tuple[int, str, int, str, str | None, str | None]


def placed(problems: pa.Table, rows: pa.Table) -> pa.Table:
    """Return judged problems with level, sheet and row number; `rows` holds the block's places."""
    at = pc.index_in(problems["row_id"], value_set=rows["row_id"])
    levels = pa.array([level_of(code).value for code in problems["code"].to_pylist()], pa.string())
    columns = {
        "row_id": problems["row_id"],
        "sheet": rows["sheet"].take(at),
        "row_no": rows["row_no"].take(at),
        "code": problems["code"],
        "level": levels,
        "field": problems["field"],
        "raw_value": pc.replace_substring_regex(problems["raw_value"], PHONE_LIKE, _MASK),
    }
    return pa.table(columns).cast(_SCHEMA)


def entries(found: Iterable[Entry]) -> pa.Table:
    """Return problems that were found one by one, in the same shape."""
    records = [
        dict(
            zip(
                _SCHEMA.names,
                (row_id, sheet, row_no, code, level_of(code).value, name, masked(raw)),
                strict=True,
            )
        )
        for row_id, sheet, row_no, code, name, raw in found
    ]
    return pa.Table.from_pylist(records, schema=_SCHEMA)


def masked(text: str | None) -> str | None:
    """Return text without what may be a telephone number: people type them into any cell."""
    return None if text is None else re.sub(PHONE_LIKE, _MASK, text)


def torn(ragged: Iterable[tuple[str, int, str]]) -> pa.Table:
    """Return the problems of rows whose width is not that of the header; digits that may be a telephone are masked."""
    return entries(
        (-1, sheet, row, "ragged_row", None, _MAY_BE_A_PHONE.sub("*******", text)[:500])
        for sheet, row, text in ragged
    )


def set_aside(text: pa.Table, contract: Contract, is_usable: pa.ChunkedArray) -> pa.Table:
    """Return the rows that are not usable as `sheet`, `row_no` and their text as JSON, telephone numbers left out."""
    kept = [
        field.name
        for field in contract.fields
        if field.form not in _PRIVATE and field.name in text.column_names
    ]
    aside = text.filter(pc.invert(is_usable))
    content = [
        masked(json.dumps(row, ensure_ascii=False, default=str)) for row in aside.select(kept).to_pylist()
    ]
    return pa.table(
        {"sheet": aside["sheet"], "row_no": aside["row_no"], "content": pa.array(content, pa.string())}
    )
