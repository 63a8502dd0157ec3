"""Looking at due dates and how each was worked out."""

import pandas as pd

from schemas.office import OfficeFolder
from warehouse.due_dates import due_dates_of
from warehouse.engine import reading
from warehouse.offices import find_scope

COLUMNS = {
    "number": "建议编号",
    "department": "承办单位",
    "round": "轮次",
    "assigned_on": "交办日期",
    "due_on": "办理期限",
    "is_provisional": "暂定",
    "explanation": "说明",
}


def due_dates(folder: OfficeFolder, number: str | None = None) -> pd.DataFrame:
    """Return the due dates of the session, or of one suggestion, with COLUMNS."""
    with reading(folder.database) as connection:
        rows = due_dates_of(connection, find_scope(connection, folder), number)
    return pd.DataFrame(rows, columns=list(COLUMNS))
