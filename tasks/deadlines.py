"""Looking at due dates and how each came about, and working them out anew when holidays were published."""

from datetime import date

import pandas as pd

from schemas.office import OfficeFolder
from schemas.profile import RULES_NAME, Rules
from schemas.working_days import working_days
from tasks.due_dating import calendar_name, due_rows
from warehouse import clocks
from warehouse.due_dates import due_dates_of, put_due_dates, trace_id
from warehouse.engine import begin, reading
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
MOVED = {
    "number": "建议编号",
    "department": "承办单位",
    "due_on": "原办理期限",
    "new_due_on": "新办理期限",
    "explanation": "说明",
}


def due_dates(folder: OfficeFolder, number: str | None = None) -> pd.DataFrame:
    """Return the due dates of the session, or of one suggestion, with COLUMNS; what moved one is told after how it began."""
    with reading(folder.database) as connection:
        scope = find_scope(connection, folder)
        rows = pd.DataFrame(due_dates_of(connection, scope, number), columns=list(COLUMNS))
        changes = clocks.changes_of(connection, scope, number)
    if not changes:
        return rows
    key = ["number", "department", "round"]
    told = pd.DataFrame(changes).groupby(key)["explanation"].agg("".join).rename("then").reset_index()
    rows = rows.merge(told, on=key, how="left")
    rows["explanation"] = rows["explanation"].fillna("") + rows["then"].fillna("")
    return rows[list(COLUMNS)]


def recompute(folder: OfficeFolder, today: date, *, dry_run: bool = False) -> pd.DataFrame:
    """Work out anew what was worked out under another calendar; return what moved, with MOVED.

    Only open referrals change, and only those whose date nobody moved since. The old date is kept as a change.
    """
    days = working_days(folder.holidays)
    with begin(folder.database) as connection:
        scope = find_scope(connection, folder)
        rows = pd.DataFrame(clocks.doubtful_open(connection, scope, calendar_name(days)))
        if rows.empty:
            return pd.DataFrame(columns=list(MOVED))
        starts = rows[["profile", "term_name", "start_on"]].drop_duplicates().itertuples(index=False)
        dues = [
            (profile, due)
            for profile, term_name, start_on in starts
            for due in due_rows(_rules_of(folder, profile), [(term_name, start_on)], days)
        ]
        if not dry_run:
            put_due_dates(connection, [due for _, due in dues])
        anew = pd.DataFrame(
            [
                {
                    "profile": profile,
                    "term_name": due.term_name,
                    "start_on": due.start_on,
                    "new_due_on": due.due_on,
                    "new_trace_id": 0 if dry_run else trace_id(connection, due),
                    "explanation": f"放假安排公布后重新计算：{due.explanation}",
                }
                for profile, due in dues
            ]
        )
        rows = rows.merge(anew, on=["profile", "term_name", "start_on"])
        rows["suspended_on"] = rows["suspended_on"].astype(object).where(rows["suspended_on"].notna(), None)
        if not dry_run:
            records = [{str(name): value for name, value in row.items()} for row in rows.to_dict("records")]
            clocks.recompute(connection, records, today)
    moved = rows[rows["due_on"] != rows["new_due_on"]]
    return moved[list(MOVED)].reset_index(drop=True)


def _rules_of(folder: OfficeFolder, profile: str) -> Rules:
    """Return the rules that are kept under a name; an office's own are as it has them now."""
    return folder.rules if profile.startswith(RULES_NAME) else profile
