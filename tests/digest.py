"""What a warehouse says, without the keys it gave by itself: equal digests are equal warehouses."""

from typing import Any

from sqlalchemy import select

from warehouse.engine import begin
from warehouse.tables import metadata

# which views stand, each database in its own words
_NOT_SAID = ("mart_version",)
# drawn anew for every list, so that nobody can guess them
_RANDOM = {("call", "case_key")}


def digest(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of every table, sorted, with foreign keys replaced by what they point to."""
    meaning: dict[tuple[str, Any], tuple[Any, ...]] = {}
    content: dict[str, list[tuple[Any, ...]]] = {}
    with begin(url) as connection:
        for table in metadata.sorted_tables:
            if table.name in _NOT_SAID:
                continue
            rows = []
            own = [column.name for column in table.primary_key if column.autoincrement is True]
            for row in connection.execute(select(table)).mappings():
                said = []
                for column in table.columns:
                    if column.name in own or (table.name, column.name) in _RANDOM:
                        continue
                    target = next(iter(column.foreign_keys), None)
                    value = row[column.name]
                    if target is not None and value is not None:
                        value = meaning[target.column.table.name, value]
                    said.append((column.name, str(value)))
                rows.append(tuple(said))
                if len(own) == 1:
                    meaning[table.name, row[own[0]]] = tuple(said)
                elif len(table.primary_key) == 1:
                    meaning[table.name, row[next(iter(table.primary_key)).name]] = tuple(said)
            content[table.name] = sorted(rows)
    return content
