"""The tables of the page: rows of cells that know how they are ordered. Nobody is named in any of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from schemas.lifecycle import STATUS_CHINESE, Status
from schemas.problems import LEVEL_CHINESE, Level, problem_table
from tasks.report.figures import Answers, Row
from tasks.report.ledger import InTime, Ledger
from tasks.report.ranking import later_rounds, rank_departments
from tasks.rules.figures.printing import USUAL, Printing
from tasks.rules.satisfaction import Share

# a page for leaders is no register: the rest of a longer list stands in the ledger
MOST_ROWS = 40
_MOST_PROBLEMS = 8
_WAITING = (InTime.OPEN.value, InTime.OVERDUE.value, InTime.SUSPENDED.value)


@dataclass(frozen=True)
class Interval:
    """A share between its limits, in per cent, for a small chart."""

    share: float
    lower: float
    upper: float


@dataclass(frozen=True)
class Cell:
    """What is printed, what it is sorted by when that is not the text, and what is to be seen at a glance."""

    text: str
    order: float | None = None
    interval: Interval | None = None
    # a small line below: the numerator and the denominator
    below: str = ""
    is_bad: bool = False


@dataclass(frozen=True)
class Table:
    """A table with a heading; `key` names it in the page, `count` is how many there are in all."""

    key: str
    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    count: int
    note: str = ""


def departments_table(rounds: pd.DataFrame, fewest: int, printing: Printing) -> Table:
    """Return the ranking of the departments in round 1."""
    rows = [
        (
            Cell(row["department"]),
            _place(row["place"]),
            share_cell(row["good"], row["asked"], printing),
            _interval(row),
            _bad(row["dissatisfied"]),
            share_cell(row["on_time"], row["timed"]),
            _place(row["place_on_time"]),
            _part(row["extended_on_time"], row["extended_timed"]),
            _bad(row["overdue"]),
        )
        for row in rank_departments(rounds, fewest).to_dict("records")
    ]
    heads = (
        "承办单位",
        "满意名次",
        "满意率",
        "95%区间",
        "不满意",
        "按期率",
        "按期名次",
        "其中经延期",
        "逾期未答复",
    )
    return _table("departments", "承办单位排名（首轮）", heads, rows, most=None)


def rounds_table(rounds: pd.DataFrame) -> Table:
    """Return what departments were given again."""
    rows = [
        (
            Cell(row["department"]),
            _round(row["round"]),
            _count(row["owed"]),
            _part(row["on_time"], row["timed"]),
            _bad(row["overdue"]),
            _part(row["good"], row["asked"]),
            _bad(row["dissatisfied"]),
        )
        for row in later_rounds(rounds).to_dict("records")
    ]
    heads = ("承办单位", "轮次", "再次交办", "按期答复", "逾期未答复", "满意和基本满意", "仍不满意")
    return _table("rounds", "再次交办后的办理", heads, rows, most=None)


def committees_table(committees: pd.DataFrame, printing: Printing) -> Table:
    """Return the committees, in the order of the directory."""
    rows = [
        (
            Cell(row["committee"]),
            _count(row["suggestions"]),
            _count(row["key"]),
            share_cell(row["answered"], row["suggestions"]),
            share_cell(row["satisfied"] + row["mostly_satisfied"], row["asked"], printing),
            _bad(row["dissatisfied"]),
            _count(row["re_referred"]),
            _bad(row["overdue"]),
        )
        for row in committees.to_dict("records")
    ]
    heads = (
        "专门委员会",
        "建议",
        "重点督办",
        "首轮已答复",
        "首轮满意率",
        "不满意",
        "再次交办",
        "有逾期未答复",
    )
    return _table("committees", "专门委员会督办", heads, rows, most=None)


def key_table(ledger: Ledger) -> Table:
    """Return the suggestions that are supervised specially (重点督办)."""
    chosen = ledger.everything[ledger.everything["is_key"].astype(bool)]
    rows = [
        (
            _number(row["label"]),
            Cell(row["title"]),
            _word(row["departments"]),
            _word(row["committee"]),
            _day(row["due_on"]),
            Cell(_text(row["in_time"]), is_bad=row["in_time"] in (InTime.OVERDUE, InTime.LATE)),
            _word(row["state"]),
        )
        for row in chosen.to_dict("records")
    ]
    heads = ("编号", "标题", "主办", "督办委员会", "办理期限", "答复", "状态")
    return _table("key", "重点督办建议", heads, rows)


def decision_tables(answers: Answers, ledger: Ledger, as_of: date) -> list[Table]:
    """Return what somebody has to decide or do today, the most pressing first."""
    referral = ("编号", "标题", "承办单位", "轮次", "办理期限")
    overdue, soon = (answers[name].to_dict("records") for name in ("overdue", "due-soon"))
    late = [(*_referral(row), _days((as_of - row["due_on"]).days)) for row in overdue]
    left = [(*_referral(row), _days((row["due_on"] - as_of).days)) for row in soon]
    provisional = [_referral(row) for row in _provisional(ledger).to_dict("records")]
    return [
        _table("overdue", "逾期未答复", (*referral, "已逾期"), late),
        _undecided(answers["unsatisfied"]),
        _table("soon", "七日内到期", (*referral, "剩余"), left),
        _table("provisional", "期限暂定", referral, provisional, note="节假日安排尚未公布，公布后重新计算。"),
        _problems(answers["problems"]),
    ]


def _undecided(unsatisfied: pd.DataFrame) -> Table:
    # who was not satisfied, and why, is for the committee alone; what was taken back waits for nobody
    taken_back = unsatisfied["status"] == STATUS_CHINESE[Status.WITHDRAWN]
    waiting = unsatisfied[unsatisfied["decision"].isna() & ~taken_back].to_dict("records")
    rows = [
        (_number(row["number"]), Cell(row["title"]), _word(row["departments"]), Cell(row["cycle"]))
        for row in waiting
    ]
    return _table("undecided", "不满意待审定", ("编号", "标题", "承办单位", "测评周期"), rows)


def _provisional(ledger: Ledger) -> pd.DataFrame:
    every = ledger.everything
    waiting = every[every["in_time"].isin(_WAITING) & every["is_provisional"].eq(True)]
    return waiting.assign(number=waiting["label"], department=waiting["departments"])


def _problems(problems: pd.DataFrame) -> Table:
    known, levels = problem_table(), list(LEVEL_CHINESE)
    # the text of a code without its place: what stands in the cell may be anything, a name among it
    rows = [
        (
            Cell(known[row["code"]].describe("该列", "…")),
            Cell(LEVEL_CHINESE[Level(row["level"])], levels.index(Level(row["level"]))),
            _count(row["count"]),
        )
        for row in problems.to_dict("records")
    ]
    more = f"另有{len(rows) - _MOST_PROBLEMS}类较轻的问题未列出。" if len(rows) > _MOST_PROBLEMS else ""
    heads, total = ("问题", "级别", "处数"), int(problems["count"].sum())
    return Table("problems", "未解决的数据问题", heads, rows[:_MOST_PROBLEMS], total, more)


def _referral(row: Row) -> tuple[Cell, ...]:
    return (
        _number(row["number"]),
        Cell(row["title"]),
        _word(row["department"]),
        _round(row["round"]),
        _day(row["due_on"]),
    )


def _table(
    key: str,
    title: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    *,
    most: int | None = MOST_ROWS,
    note: str = "",
) -> Table:
    shown = rows if most is None else rows[:most]
    left = len(rows) - len(shown)
    return Table(
        key, title, heads, shown, len(rows), note + (f"另有{left}条未列出，见台账。" if left else "")
    )


def _text(value: object) -> str:
    return "" if pd.isna(value) else str(value)  # type: ignore[call-overload]


def _word(value: object) -> Cell:
    return Cell(_text(value) or "—")


def _number(label: str) -> Cell:
    digits = "".join(character for character in label if character.isdigit())
    return Cell(label, float(digits or 0))


def _round(number: int) -> Cell:
    return Cell(f"第{number}轮", number)


def _count(number: int) -> Cell:
    return Cell(str(number), number)


def _bad(number: int) -> Cell:
    return Cell(str(number), number, is_bad=number > 0)


def _days(number: int) -> Cell:
    return Cell(f"{number}天", number)


def _day(value: Any) -> Cell:
    return Cell("—") if pd.isna(value) else Cell(f"{value:%Y-%m-%d}", value.toordinal())


def _place(value: Any) -> Cell:
    return Cell("—") if pd.isna(value) else Cell(str(value), float(value))


def share_cell(numerator: int, denominator: int, printing: Printing = USUAL) -> Cell:
    """Return a share with what it is made of below."""
    share = Share(numerator, denominator)
    percent = printing.percent(share)
    if percent is None:
        return Cell("—")
    return Cell(f"{percent}%", numerator / denominator, below=str(share))


def _part(numerator: int, denominator: int) -> Cell:
    """A share of few: as a fraction, because percentages would say more than it does."""
    return Cell(f"{numerator}/{denominator}", numerator / denominator) if denominator else Cell("—")


def _interval(row: Row) -> Cell:
    share, lower, upper = (row[name] for name in ("share", "lower", "upper"))
    if pd.isna(share):
        return Cell("—")
    percents = Interval(*(round(100 * value, 1) for value in (share, lower, upper)))
    return Cell(f"{percents.lower:.0f}–{percents.upper:.0f}%", lower, percents)
