"""The reminder step: one digest per department and working day, about what no digest was about at that tier and due date.

What is due is a reply that is owed, or a promise whose day comes near.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from schemas.office import OfficeFolder
from schemas.profile import Rules, in_force
from schemas.working_days import WorkingDays, working_days
from tasks.rules.clock import Clock, longest
from tasks.rules.reminders import (
    days_left,
    is_promise,
    lead_shown,
    promise_tiers,
    reminder_words,
    tier_chinese,
    tiers,
    urgency,
)
from tasks.writing.letters import reminder
from tasks.writing.letters.render import render_letter
from tasks.writing.place import put
from tasks.writing.workbook import Column, Sheet, render
from warehouse import dispatches, reminders
from warehouse.engine import begin, reading
from warehouse.offices import Scope, find_scope

COLUMNS = {
    "department": "承办单位",
    "number": "建议编号",
    "title": "建议标题",
    "round": "轮次",
    "tier": "级别",
    "due_on": "办理期限",
    "left": "剩余/逾期天数",
    "email": "电子邮箱",
}
_LIST = (
    Column("建议编号", 10),
    Column("标题", 44),
    Column("轮次", 8),
    Column("交办日期", 13),
    Column("办理期限", 13),
    Column("剩余/逾期天数", 15),
    Column("级别", 16),
    Column("领衔代表", 12),
)
_PROMISED = (
    Column("建议编号", 10),
    Column("标题", 44),
    Column("轮次", 8),
    Column("承诺事项", 44),
    Column("责任人", 12),
    Column("完成时限", 13),
    Column("剩余天数", 12),
    Column("级别", 16),
)
# what no file system takes in a name, and what stands for it
_IN_NAMES = str.maketrans('/\\:*?"<>|', "／＼：＊？＂＜＞｜")
_LONGEST = 60


@dataclass(frozen=True)
class Plan:
    """What goes out on a day, and how much waits because its department had its digest of the day already."""

    rows: pd.DataFrame
    waiting: int
    is_working_day: bool


def plan_reminders(folder: OfficeFolder, today: date) -> Plan:
    """Return what is to be reminded of; changes nothing."""
    with reading(folder.database) as connection:
        return _plan(connection, find_scope(connection, folder), folder, today)


def send_reminders(folder: OfficeFolder, by: str, today: date, *, mail: bool = False) -> list[Path]:
    """Write the digests of the day and enter them in the ledger; return the files written.

    Everything about a department is one transaction that ends after its files are there: whoever is killed leaves nothing
    half said, and writes the same files again. With `mail` the digests are marked as to be mailed.
    """
    written: list[Path] = []
    rows = plan_reminders(folder, today).rows
    for department_id, of_department in rows.groupby("department_id", sort=False):
        with begin(folder.database) as connection:
            scope = find_scope(connection, folder)
            items = of_department[["referral_id", "tier", "due_on"]].to_dict("records")
            digest_id = reminders.put_digest(
                connection, scope, int(str(department_id)), today, items, mail=mail
            )
            letter, sha256, listed = _write(folder, of_department, today)
            dispatches.enter(
                connection, scope, reminders.DISPATCH, digest_id, letter.name, sha256, by.strip(), today
            )
        written += [letter, listed]
    return written


def remind_nightly(folder: OfficeFolder, as_of: date) -> dict[str, int]:
    """Send what is due when somebody signed that off in the settings, else only count it."""
    by = folder.reminders.send_nightly_as
    if by is None:
        return {"due": len(plan_reminders(folder, as_of).rows)}
    return {"files written": len(send_reminders(folder, by, as_of))}


def _plan(connection: Connection, scope: Scope, folder: OfficeFolder, today: date) -> Plan:
    edition, days = in_force(folder.rules, today), working_days(folder.holidays)
    is_working = days.kind(today).is_working
    ahead = edition.reminders.days_before
    horizon = today + timedelta(days=max(ahead, default=0))
    owed = reminders.open_until(connection, scope, horizon)
    owed["limit"] = list(_limits(owed, folder.rules, days, today))
    owed["tier"] = tiers(owed, ahead, today)
    promised = reminders.promised_between(connection, scope, today, horizon)
    promised["tier"] = promise_tiers(promised, ahead, today)
    rows = pd.concat([owed, promised], ignore_index=True).astype(object)
    rows = rows.where(rows.notna(), None)
    rows["left"] = [days_left(due_on, today) for due_on in rows["due_on"]]
    done = reminders.reminded(connection, scope, today)
    keys = zip(rows["referral_id"], rows["tier"], rows["due_on"], strict=True)
    is_new = [key[1] is not None and key not in done for key in keys]
    rows = rows[np.array(is_new, dtype=bool)]
    # one digest a day: whatever comes up later that day is in the next one
    has_digest = rows["department_id"].isin(reminders.departments_reminded_on(connection, scope, today))
    going = rows[~has_digest & is_working]
    order = going.assign(place=going["tier"].map(urgency)).sort_values(
        ["department_id", "place"], kind="stable"
    )
    return Plan(order.drop(columns="place").reset_index(drop=True), len(rows) - len(going), is_working)


def _limits(rows: pd.DataFrame, rules: Rules, days: WorkingDays, today: date) -> Iterator[date | None]:
    """Yield the last day that an extension can reach, for what is overdue; worked out once per kind of clock."""
    known: dict[tuple[object, ...], date | None] = {}
    for term, assigned_on, received_on, due_on in rows[
        ["term", "assigned_on", "received_on", "due_on"]
    ].itertuples(index=False):
        if due_on >= today:
            yield None
            continue
        key = (term, assigned_on, received_on)
        if key not in known:
            # the rules it was referred under, as for its due date
            edition = in_force(rules, assigned_on)
            clock = Clock(assigned_on, due_on, term or "", received_on)
            known[key] = longest(clock, edition, days)
        yield known[key]


def _write(folder: OfficeFolder, rows: pd.DataFrame, today: date) -> tuple[Path, str, Path]:
    """Write the two files of a department; return the letter, its sha256, and the list."""
    items = rows.to_dict("records")
    department = items[0]["department"]
    words = reminder_words(folder.office.name, folder.session.name, department, today, items)
    letter = reminders_folder(folder, today) / f"{_file_stem(items[0])}_催办函.docx"
    listed = list_beside(letter)
    put(render(list(_sheets(department, items, today))), listed)
    return letter, put(render_letter(reminder.NAME, words, folder.templates), letter), listed


def _sheets(department: str, items: list[dict[object, object]], today: date) -> Iterator[Sheet]:
    owed = [_line(item) for item in items if not is_promise(item)]
    promised = [_promise_line(item) for item in items if is_promise(item)]
    day = today.isoformat()
    if owed:
        yield Sheet("催办清单", f"{department}：{day} 催办的代表建议", _LIST, owed)
    if promised:
        yield Sheet("承诺清单", f"{department}：{day} 提醒的承诺事项", _PROMISED, promised)


def _line(item: dict[object, object]) -> tuple[object, ...]:
    return (
        item["number"],
        item["title"],
        f"第{item['round']}轮",
        str(item["assigned_on"]),
        str(item["due_on"]),
        item["left"],
        tier_chinese(str(item["tier"])),
        lead_shown(item),
    )


def _promise_line(item: dict[object, object]) -> tuple[object, ...]:
    return (
        item["number"],
        item["title"],
        f"第{item['round']}轮",
        item["promise"],
        item["owner"] or "",
        str(item["due_on"]),
        item["left"],
        tier_chinese(str(item["tier"])),
    )


def _file_stem(item: dict[object, object]) -> str:
    name = str(item["department"]).translate(_IN_NAMES)
    return name if len(name) <= _LONGEST else f"{name[:_LONGEST]}_{item['department_id']}"


def reminders_folder(folder: OfficeFolder, day: date) -> Path:
    """Return where the reminders of a day lie."""
    return folder.outbox / "reminders" / day.isoformat()


def list_beside(letter: Path) -> Path:
    """Return the list that goes with a letter."""
    return letter.with_name(letter.name.replace("_催办函.docx", "_催办清单.xlsx"))
