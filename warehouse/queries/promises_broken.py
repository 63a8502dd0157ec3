"""Promises whose day has passed and that no report says were kept: what 回头看 looks at."""

from datetime import date
from typing import Any

from sqlalchemy import Select

from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.promised import COLUMNS, open_promises
from warehouse.tables import promise


def _statement(scope: Scope, as_of: date) -> Select[Any]:
    return open_promises(scope, as_of).where(promise.c.due_on < as_of)


QUERY = Query("到期未兑现的承诺事项", COLUMNS, _statement)
