"""Names that deputies of the term have in more than one delegation: count = how many people they are."""

from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.parts import ByBytes, joined
from warehouse.tables import deputy


def _statement(scope: Scope, _as_of: date) -> Select[Any]:
    named = (
        select(
            deputy.c.name,
            func.count().over(partition_by=deputy.c.name).label("count"),
            joined(deputy.c.delegation, per=[deputy.c.name], by=ByBytes(deputy.c.delegation)).label(
                "delegations"
            ),
        )
        .where(deputy.c.office_id == scope.office_id, deputy.c.term == scope.term)
        .subquery()
    )
    people = named.c["count"]
    return (
        select(named.c.name, people, named.c.delegations)
        .where(people > 1)
        .group_by(named.c.name, people, named.c.delegations)
        .order_by(ByBytes(named.c.name))
    )


QUERY = Query(
    "同名代表",
    {"name": "姓名", "count": "人数", "delegations": "代表团"},
    _statement,
)
