"""Every file that came in to the office, oldest first; problems = how many of its problems are still open.

With since only the files received on that day or later.
"""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from schemas.words import BatchStatus, Kind
from warehouse.chinese import chinese_of
from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.parameters import Parameter, Type
from warehouse.queries.parts import chinese, if_told
from warehouse.tables import batch, problem
from warehouse.tables.intake import ProblemStatus


def _statement(scope: Scope, _as_of: date, since: date | ColumnElement[date] | None) -> Select[Any]:
    still_open = (
        select(problem.c.batch_id, func.count().label("problems"))
        .where(problem.c.status == ProblemStatus.OPEN)
        .group_by(problem.c.batch_id)
        .subquery()
    )
    return (
        select(
            batch.c.batch_id,
            batch.c.file_name,
            chinese(batch.c.kind, chinese_of(Kind)).label("kind"),
            chinese(batch.c.status, chinese_of(BatchStatus)).label("status"),
            batch.c.received_on,
            batch.c.row_count,
            batch.c.set_aside_count,
            batch.c.new_count,
            func.coalesce(still_open.c.problems, 0).label("problems"),
        )
        .outerjoin(still_open, still_open.c.batch_id == batch.c.batch_id)
        .where(batch.c.office_id == scope.office_id, if_told(since, batch.c.received_on.__ge__))
        .order_by(batch.c.batch_id)
    )


QUERY = Query(
    "收到的文件",
    {
        "batch_id": "批次",
        "file_name": "文件名",
        "kind": "种类",
        "status": "状态",
        "received_on": "收到日期",
        "row_count": "行数",
        "set_aside_count": "搁置行数",
        "new_count": "新内容行数",
        "problems": "未解决问题",
    },
    _statement,
    (Parameter("since", Type.DATE, "received on this day or later"),),
)
