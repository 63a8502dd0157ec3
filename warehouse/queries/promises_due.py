"""Promises that are not kept yet and whose day has not passed, or that have none; with the newest report."""

from datetime import date
from typing import Any

from sqlalchemy import Select, or_

from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.promised import COLUMNS, open_promises
from warehouse.tables import promise


def _statement(scope: Scope, as_of: date) -> Select[Any]:
    return open_promises(scope, as_of).where(or_(promise.c.due_on.is_(None), promise.c.due_on >= as_of))


QUERY = Query("未到期的承诺事项", COLUMNS, _statement)
