"""The tables of the page that tell what somebody has to decide or do today."""

from datetime import date

import pandas as pd

from schemas.lifecycle import STATUS_CHINESE, Status
from schemas.problems import LEVEL_CHINESE
from tasks.report.cells import (
    Cell,
    Table,
    count_cell,
    day_cell,
    days_cell,
    number_cell,
    round_cell,
    table_of,
    word_cell,
)
from tasks.report.figures import Answers, Row
from tasks.report.ledger import InTime, Ledger

_MOST_PROBLEMS = 8
_WAITING = (InTime.OPEN.value, InTime.OVERDUE.value, InTime.SUSPENDED.value)


def decision_tables(answers: Answers, ledger: Ledger, as_of: date) -> list[Table]:
    """Return what somebody has to decide or do today, the most pressing first."""
    referral = ("编号", "标题", "承办单位", "轮次", "办理期限")
    overdue, soon = (answers[name].to_dict("records") for name in ("overdue", "due-soon"))
    late = [(*_referral(row), days_cell((as_of - row["due_on"]).days)) for row in overdue]
    left = [(*_referral(row), days_cell((row["due_on"] - as_of).days)) for row in soon]
    provisional = [_referral(row) for row in _provisional(ledger).to_dict("records")]
    return [
        table_of("overdue", "逾期未答复", (*referral, "已逾期"), late),
        _undecided(answers["unsatisfied"]),
        _escalated(ledger),
        _broken(answers["promises-broken"], as_of),
        table_of("soon", "七日内到期", (*referral, "剩余"), left),
        table_of(
            "provisional", "期限暂定", referral, provisional, note="节假日安排尚未公布，公布后重新计算。"
        ),
        _problems(answers["problems"]),
    ]


def _undecided(unsatisfied: pd.DataFrame) -> Table:
    # who was not satisfied, and why, is for the committee alone; what was taken back waits for nobody
    taken_back = unsatisfied["status"] == STATUS_CHINESE[Status.WITHDRAWN]
    waiting = unsatisfied[unsatisfied["decision"].isna() & ~taken_back].to_dict("records")
    rows = [
        (number_cell(row["number"]), Cell(row["title"]), word_cell(row["departments"]), Cell(row["cycle"]))
        for row in waiting
    ]
    return table_of("undecided", "不满意待审定", ("编号", "标题", "承办单位", "测评周期"), rows)


def _escalated(ledger: Ledger) -> Table:
    every = ledger.everything
    waiting = every[every["status"] == STATUS_CHINESE[Status.ESCALATED]].to_dict("records")
    rows = [
        (
            number_cell(row["number"]),
            Cell(row["title"]),
            word_cell(row["departments"]),
            round_cell(row["round"]),
            Cell(row["further"]),
        )
        for row in waiting
    ]
    heads = ("编号", "标题", "承办单位", "轮次", "审定意见")
    return table_of("escalated", "提请处理待办结", heads, rows, note="处理后在审定表中说明办结。")


def _broken(promises: pd.DataFrame, as_of: date) -> Table:
    # what was promised, and by whom, may name people
    rows = [
        (
            number_cell(row["number"]),
            Cell(row["title"]),
            word_cell(row["department"]),
            day_cell(row["due_on"]),
            days_cell((as_of - row["due_on"]).days),
        )
        for row in promises.to_dict("records")
    ]
    heads = ("编号", "标题", "承办单位", "承诺时限", "已过")
    return table_of("broken", "承诺到期未兑现", heads, rows, note="可以再次交办（回头看）。")


def _provisional(ledger: Ledger) -> pd.DataFrame:
    every = ledger.everything
    waiting = every[every["in_time"].isin(_WAITING) & every["is_provisional"].eq(True)]
    return waiting.assign(department=waiting["departments"])


def _problems(problems: pd.DataFrame) -> Table:
    levels = list(LEVEL_CHINESE.values())
    rows = [
        (
            Cell(row["problem"]),
            Cell(row["level"], levels.index(row["level"])),
            count_cell(row["count"]),
        )
        for row in problems.to_dict("records")
    ]
    more = f"另有{len(rows) - _MOST_PROBLEMS}类较轻的问题未列出。" if len(rows) > _MOST_PROBLEMS else ""
    heads, total = ("问题", "级别", "处数"), int(problems["count"].sum())
    return Table("problems", "未解决的数据问题", heads, rows[:_MOST_PROBLEMS], total, more)


def _referral(row: Row) -> tuple[Cell, ...]:
    return (
        number_cell(row["number"]),
        Cell(row["title"]),
        word_cell(row["department"]),
        round_cell(row["round"]),
        day_cell(row["due_on"]),
    )
