"""What became of the files that came in to the office, by kind and status: files, and the sums of their rows.

set_aside_count = rows that were set aside with a named problem, new_count = rows that said something new. With since only the
files received on that day or later.
"""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, cast, func, select

from schemas.words import BatchStatus, Kind
from warehouse.chinese import chinese_of
from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.parameters import Parameter, Type
from warehouse.queries.parts import chinese, if_told, place
from warehouse.tables import batch


def _statement(scope: Scope, _as_of: date, since: date | ColumnElement[date] | None) -> Select[Any]:
    sums = ("row_count", "set_aside_count", "new_count")
    return (
        select(
            chinese(batch.c.kind, chinese_of(Kind)).label("kind"),
            chinese(batch.c.status, chinese_of(BatchStatus)).label("status"),
            func.count().label("files"),
            *(cast(func.sum(batch.c[name]), Integer).label(name) for name in sums),
        )
        .where(batch.c.office_id == scope.office_id, if_told(since, batch.c.received_on.__ge__))
        .group_by(batch.c.kind, batch.c.status)
        .order_by(place(batch.c.kind, Kind), place(batch.c.status, BatchStatus))
    )


QUERY = Query(
    "文件处理结果",
    {
        "kind": "种类",
        "status": "状态",
        "files": "文件数",
        "row_count": "行数",
        "set_aside_count": "搁置行数",
        "new_count": "新内容行数",
    },
    _statement,
    (Parameter("since", Type.DATE, "received on this day or later"),),
)
