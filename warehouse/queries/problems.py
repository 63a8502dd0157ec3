"""Problems of the office's files that are still open, per code and level.

What stops most comes first (a file, a batch, a row, nothing), then the most frequent. With a level only those of that level.
"""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from schemas.problems import Level
from warehouse.chinese import chinese_of, problem_texts
from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.parameters import Parameter, Type
from warehouse.queries.parts import ByBytes, chinese, if_told, place
from warehouse.tables import batch, problem
from warehouse.tables.intake import ProblemStatus

_WORST_FIRST = (Level.REFUSE_FILE, Level.HOLD_BATCH, Level.REJECT_ROW, Level.WARN)


def _statement(scope: Scope, _as_of: date, level: str | ColumnElement[str] | None) -> Select[Any]:
    count = func.count()
    return (
        select(
            problem.c.code,
            chinese(problem.c.code, problem_texts()).label("problem"),
            chinese(problem.c.level, chinese_of(Level)).label("level"),
            count.label("count"),
        )
        .join(batch, batch.c.batch_id == problem.c.batch_id)
        .where(
            batch.c.office_id == scope.office_id,
            problem.c.status == ProblemStatus.OPEN,
            if_told(level, problem.c.level.__eq__),
        )
        .group_by(problem.c.code, problem.c.level)
        .order_by(place(problem.c.level, _WORST_FIRST), count.desc(), ByBytes(problem.c.code))
    )


QUERY = Query(
    "未解决问题",
    {"code": "问题代码", "problem": "问题", "level": "级别", "count": "个数"},
    _statement,
    (
        Parameter(
            "level", Type.CHOICE, "only this level", choices=tuple(level.value for level in _WORST_FIRST)
        ),
    ),
)
