"""How a table is shadowed by what was known of it at the end of a day."""

from datetime import date
from typing import Any

from sqlalchemy import (
    CTE,
    Boolean,
    TableClause,
    cast,
    column,
    exists,
    func,
    select,
    table,
)

from warehouse.tables import metadata


class Shadows:
    """What was known at the end of a day, table by table. Inside, every table is the whole one, by its schema."""

    def __init__(self, day: date, schema: str) -> None:
        self.day, self.schema = day, schema

    def whole(self, name: str, alias: str | None = None) -> Any:
        """Return a table that no common table expression shadows."""
        columns = [column(found.name, found.type) for found in metadata.tables[name].columns]
        found: TableClause = table(name, *columns, schema=self.schema)
        return found.alias(alias or f"all_{name}")

    def _shadow(self, name: str, of: Any, *where: Any, **given: Any) -> CTE:
        columns = [given[found.name].label(found.name) if found.name in given else found for found in of.c]
        return select(*columns).where(*where).cte(name)

    def _until(self, name: str, day: str) -> CTE:
        whole = self.whole(name)
        return self._shadow(name, whole, whole.c[day] <= self.day)

    def _received(self, of: Any) -> Any:
        batch = self.whole("batch", f"batch_of_{of.name}")
        return select(batch.c.received_on).where(batch.c.batch_id == of.c.batch_id).scalar_subquery()

    def _versions(self, name: str, key: str) -> CTE:
        whole, later = self.whole(name), self.whole(name, f"later_{name}")
        known = [func.coalesce(of.c.recorded_on, self._received(of)) <= self.day for of in (whole, later)]
        replaced = exists().where(later.c[key] == whole.c[key], later.c.version > whole.c.version, known[1])
        return self._shadow(name, whole, known[0], is_current=cast(~replaced, Boolean))
