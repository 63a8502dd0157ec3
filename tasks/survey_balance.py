"""Whether everything that was sent has come back or is accounted for, and the list of whom to call again as a file for the centre."""

from datetime import date, datetime, time
from pathlib import Path

import pandas as pd

from schemas.dispositions import disposition_table
from schemas.office import OfficeFolder
from tasks.cycles import find_cycle
from tasks.fieldwork import AGAIN, call_again, calling_of
from tasks.rules.figures.balance import TERMS, balance, terms_of_calls, terms_of_items
from tasks.rules.figures.calls import groups_of_calls, groups_of_pairs
from tasks.rules.figures.disposition import final_dispositions
from tasks.writing.place import put
from tasks.writing.workbook import Column, Sheet, render
from warehouse import attempts, dispatches
from warehouse.engine import begin, reading
from warehouse.offices import find_scope
from warehouse.purging import CALL_LIST

BALANCE = {
    "unit": "单位",
    "sent": "名单发出",
    "complete": "完成",
    "partial": "部分完成",
    "refused": "拒访",
    "other": "其他未完成",
    "not_reached": "未接通",
    "not_eligible": "已卸任",
    "withdrawn": "建议已撤回",
    "outstanding": "未返回",
    "sum": "合计",
    "difference": "差额",
}
BALANCE_NOTE = (
    "名单发出＝" + "＋".join(BALANCE[term] for term in TERMS) + "；差额不为零的，请核对移交单与名单。"
)
_COLUMNS = (
    Column("回访编码", 13),
    Column("可拨打时段", 34),
    Column("拨打号码", 10),
    Column("剩余次数", 10),
    Column("上次结果", 24),
    Column("原因", 40),
)


def survey_balance(
    folder: OfficeFolder, cycle_id: int | None = None, max_attempts: int | None = None
) -> pd.DataFrame:
    """Return one equation for calls and one for items, with BALANCE.

    `sent` is what the ledger says left, with what a newer list leaves out because it was taken back; without a manifest there, what was
    frozen. Deputies without a number were never sent.
    """
    with reading(folder.database) as connection:
        scope = find_scope(connection, folder)
        cycle = find_cycle(connection, scope, cycle_id)
        calls = attempts.calls_of_cycle(connection, cycle.cycle_id)
        items = attempts.items_of_cycle(connection, cycle.cycle_id)
        log = attempts.attempts_of_cycle(connection, cycle.cycle_id)
        manifest = dispatches.manifest(connection, scope, CALL_LIST, cycle.cycle_id)
    items = items[items["has_phone"].astype(bool)].reset_index(drop=True)
    calls = calls[calls["call_id"].isin(items["call_id"])]
    most = calling_of(cycle, max_attempts).max_attempts
    logged = final_dispositions(calls, log[log["call_id"].isin(calls["call_id"])], most)
    ended = groups_of_calls(items, logged)
    of_calls = terms_of_calls(items, ended, logged)
    of_items = terms_of_items(items, groups_of_pairs(items, ended), of_calls)
    listed = manifest or {"calls": len(calls), "items": len(items)}
    sent = {unit: int(listed[unit]) + int(listed.get(f"left_out_{unit}", 0)) for unit in ("calls", "items")}
    records = [
        {"unit": "代表", **balance(sent["calls"], of_calls)},
        {"unit": "代表×建议", **balance(sent["items"], of_items)},
    ]
    return pd.DataFrame(records, columns=list(BALANCE))


def write_follow_up(
    folder: OfficeFolder, as_of: date, cycle_id: int | None = None, max_attempts: int | None = None
) -> Path:
    """Write whom to call again, when, under which of the two numbers and why; by key only: the centre has the numbers.

    Entered in the ledger once per day; whoever signed the call list off signed this one off, because nothing new leaves with it.
    """
    due = call_again(folder, datetime.combine(as_of, time()), cycle_id, max_attempts)
    with begin(folder.database) as connection:
        scope = find_scope(connection, folder)
        cycle = find_cycle(connection, scope, cycle_id)
        name = f"{cycle.cycle_id:03d}_{cycle.name}_再次拨打清单_{as_of.isoformat()}.xlsx"
        caption = f"{cycle.name}再次拨打清单（{as_of.isoformat()}）"
        path = folder.outbox / "survey" / name
        sha256 = put(render([Sheet("再次拨打", caption, _COLUMNS, _rows(due), _NOTES)]), path)
        what = f"call_again_{as_of:%Y%m%d}"
        dispatches.enter(connection, scope, what, cycle.cycle_id, name, sha256, cycle.confirmed_by, as_of)
    return path


_NOTES = ("本清单只列回访编码，姓名和号码见原名单；拨打号码一、二即原名单的电话一、电话二。",)


def _rows(due: pd.DataFrame) -> list[tuple[str, str, str, int, str, str]]:
    table = disposition_table()
    rows = []
    for row in due[list(AGAIN)].to_dict("records"):
        begins, until, entry = row["call_again_at"], row["until"], table[row["code"]]
        rows.append(
            (
                row["case_key"],
                f"{begins:%Y-%m-%d %H:%M}至{until:%H:%M}",
                {1: "电话一", 2: "电话二"}.get(int(row["number_no"]), "")
                if pd.notna(row["number_no"])
                else "",
                int(row["attempts_left"]),
                entry.chinese,
                _reason(row["code"]),
            )
        )
    return rows


def _reason(code: str) -> str:
    entry = disposition_table()[code]
    if code == "3.11":
        return "尚未拨打"
    if entry.is_about_number:
        return "上次的号码无法使用，换另一号码"
    if entry.contacted:
        return "已接通，尚未完成回访"
    return "尚未接通" + ("，换另一号码" if entry.try_another_number else "")
