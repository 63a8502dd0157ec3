"""How the field work of a cycle went: outcome rates, the funnel, and whom to call again."""

from dataclasses import replace
from datetime import datetime
from fractions import Fraction

import pandas as pd
from sqlalchemy import Connection

from schemas.office import OfficeFolder
from tasks.cycles import find_cycle
from tasks.rules.calling import Calling
from tasks.rules.figures.aapor import GROUPS, outcome_rates, success_rate
from tasks.rules.figures.calling_hours import CallingHours, ends_of
from tasks.rules.figures.calls import groups_of_calls, groups_of_pairs, may_be_called, told_dials
from tasks.rules.figures.disposition import final_dispositions, follow_up
from warehouse import attempts
from warehouse.engine import reading
from warehouse.offices import find_scope
from warehouse.surveys import Cycle

RATES = {"unit": "单位", "rate": "指标", "numerator": "分子", "denominator": "分母", "percent": "百分比"}
FUNNEL = {"stage": "环节", "calls": "代表数"}
AGAIN = {
    "case_key": "回访编码",
    "call_again_at": "再次拨打时间",
    "until": "至",
    "number_no": "号码序号",
    "attempts_left": "剩余次数",
    "code": "上次结果",
}


def calling_of(cycle: Cycle, max_attempts: int | None = None) -> Calling:
    """Return how the calls of a cycle are made: as planned when it was opened, with another number of attempts where one is given."""
    planned = Calling.planned(cycle.plan)
    return planned if max_attempts is None else replace(planned, max_attempts=max_attempts)


def hours_of(cycle: Cycle) -> CallingHours:
    """Return when a cycle calls."""
    return CallingHours(cycle.window_from, cycle.window_to, calling_of(cycle).by_weekday)


def rates(folder: OfficeFolder, cycle_id: int | None = None, max_attempts: int | None = None) -> pd.DataFrame:
    """Return the rates of the Standard Definitions for deputies and for pairs, and 成功率, with RATES."""
    with reading(folder.database) as connection:
        cycle = find_cycle(connection, find_scope(connection, folder), cycle_id)
        calls, items = _groups(connection, cycle, max_attempts)
    found = [
        (unit, rate)
        for unit, groups in (("代表", calls["group"]), ("代表×建议", items["group"]))
        for rate in outcome_rates({name: int((groups == name).sum()) for name in GROUPS}).values()
    ]
    dialled = int(calls["is_dialled"].sum())
    found.append(("代表", success_rate(int((calls["group"] == "I").sum()), dialled)))
    records = [
        (unit, rate.name, rate.numerator, float(rate.denominator), _percent(rate.value))
        for unit, rate in found
    ]
    return pd.DataFrame(records, columns=list(RATES))


def _percent(value: Fraction | None) -> float | None:
    """Return a share in per cent, one decimal, rounded half up; None when there is nothing to divide by."""
    return None if value is None else (1000 * value + Fraction(1, 2)) // 1 / 10


def funnel(
    folder: OfficeFolder, cycle_id: int | None = None, max_attempts: int | None = None
) -> pd.DataFrame:
    """Return how many deputies were on the list, dialled, reached and completed, with FUNNEL."""
    with reading(folder.database) as connection:
        cycle = find_cycle(connection, find_scope(connection, folder), cycle_id)
        calls, _ = _groups(connection, cycle, max_attempts)
    counts = {
        "名单": len(calls),
        "已拨打": int(calls["is_dialled"].sum()),
        "已接通": int(calls["is_reached"].sum()),
        "已完成": int((calls["group"] == "I").sum()),
    }
    return pd.DataFrame(list(counts.items()), columns=list(FUNNEL))


def call_again(
    folder: OfficeFolder, now: datetime, cycle_id: int | None = None, max_attempts: int | None = None
) -> pd.DataFrame:
    """Return which open calls are due again and when, with AGAIN; keys only, no names and no numbers.

    Open is a call of which something that is still asked about has not come back, or came back as not reached.
    """
    with reading(folder.database) as connection:
        cycle = find_cycle(connection, find_scope(connection, folder), cycle_id)
        calls = attempts.calls_of_cycle(connection, cycle.cycle_id)
        log = attempts.attempts_of_cycle(connection, cycle.cycle_id)
        items = attempts.items_of_cycle(connection, cycle.cycle_id)
    waiting = items[may_be_called(items)]
    open_calls = calls[calls["call_id"].isin(waiting["call_id"])]
    log = log[log["call_id"].isin(open_calls["call_id"])]
    told = told_dials(waiting, log)
    log = pd.concat([log, told], ignore_index=True) if len(told) else log
    hours = hours_of(cycle)
    due = follow_up(open_calls, log, calling_of(cycle, max_attempts).max_attempts, hours, now)
    due["until"] = ends_of(due["call_again_at"], hours)
    return due.merge(calls[["call_id", "case_key"]], on="call_id")[list(AGAIN)]


def _groups(
    connection: Connection, cycle: Cycle, max_attempts: int | None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    calls = attempts.calls_of_cycle(connection, cycle.cycle_id)
    items = attempts.items_of_cycle(connection, cycle.cycle_id)
    log = attempts.attempts_of_cycle(connection, cycle.cycle_id)
    made = final_dispositions(calls, log, calling_of(cycle, max_attempts).max_attempts)
    ended = groups_of_calls(items, made)
    return ended, items.assign(group=groups_of_pairs(items, ended))
