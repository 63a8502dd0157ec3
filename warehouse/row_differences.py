"""Rows that are kept beside what they come from, compared with what they should be."""

from typing import Any

from sqlalchemy import Connection, Select, Table


def row_differences(
    connection: Connection, table: Table, present: Select[Any], counted: Select[Any]
) -> list[dict[str, Any]]:
    """Return the rows that are missing, too many, or not as made anew: counter, cell, kept, counted.

    Both statements have the columns of `table`, its key first.
    """
    key = table.c[0].name
    odd: dict[int, dict[str, int]] = {}
    for side, rows in (("kept", present.except_(counted)), ("counted", counted.except_(present))):
        for row in connection.execute(rows):
            odd.setdefault(row[0], {"kept": 0, "counted": 0})[side] = 1
    return [{"counter": table.name, "cell": f"{key} {value}", **odd[value]} for value in sorted(odd)]
