"""The key figures, each with what was counted and of how many; the funnel of a survey; how fresh the data are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from schemas.words import BatchStatus, Kind
from tasks.rules.figures.printing import USUAL, Printing
from tasks.rules.satisfaction import Share
from warehouse.chinese import chinese_of

Answers = Mapping[str, pd.DataFrame]
Row = Mapping[Any, Any]
_NO_ROW: Row = {}
_KINDS, _OUTCOMES = chinese_of(Kind), chinese_of(BatchStatus)


@dataclass(frozen=True)
class Figure:
    """One key figure: a count, or a share with its numerator and denominator."""

    title: str
    share: Share
    note: str
    is_count: bool = False
    printing: Printing = USUAL

    @property
    def value(self) -> str:
        """The figure as printed large."""
        if self.is_count:
            return str(self.share.numerator)
        return self.printing.percent(self.share) or "—"

    @property
    def unit(self) -> str:
        """What stands behind it."""
        return "件" if self.is_count else "%" if self.share.denominator else ""


def key_figures(answers: Answers, printing: Printing) -> list[Figure]:
    """Return the figures at the head of the page, rates of satisfaction printed as given."""
    every = _only(answers["key-figures"])
    current = every["suggestions"] - every["gone"]
    rounds = {int(row["round"]): row for row in answers["satisfaction-by-round"].to_dict("records")}
    on_time = {int(row["round"]): row for row in answers["on-time-rate"].to_dict("records")}
    first, timed = rounds.get(1, _NO_ROW), on_time.get(1, _NO_ROW)
    final = _only(answers["satisfaction-final"])
    return [
        Figure(
            "代表建议",
            Share(every["suggestions"], every["suggestions"]),
            f"其中重点督办{every['key']}件，撤回和合并{every['gone']}件",
            is_count=True,
        ),
        Figure("首轮已答复", Share(every["answered"], current), "各承办单位都已答复才计入"),
        Figure(
            "首轮按期答复率",
            _share(timed, "numerator", "denominator"),
            f"其中经延期{_of(timed, 'extended_numerator')}/{_of(timed, 'extended_denominator')}件次",
        ),
        Figure("首轮满意率", _share(first, "numerator", "base"), _ratings(first), printing=printing),
        Figure("最终满意率", _share(final, "numerator", "base"), _ratings(final), printing=printing),
        Figure(
            "再次交办",
            Share(every["re_referred"], every["unsatisfied"]),
            "占曾测评不满意的件数",
            is_count=True,
        ),
        Figure("逾期未答复", Share(every["overdue"], every["owed"]), "占各轮应答复件次", is_count=True),
    ]


def _share(row: Row, numerator: str, denominator: str) -> Share:
    return Share(_of(row, numerator), _of(row, denominator))


def _ratings(row: Row) -> str:
    if not _of(row, "base"):
        return "尚未测评"
    words = {"satisfied": "满意", "mostly_satisfied": "基本满意", "dissatisfied": "不满意"}
    said = "、".join(f"{chinese}{_of(row, name)}" for name, chinese in words.items())
    return f"{said}、未评价{_of(row, 'not_rated')}"


def _only(frame: pd.DataFrame) -> dict[Any, int]:
    """Return the one row of a frame; noughts when it has none."""
    row = frame.drop(columns="percent", errors="ignore").reindex([0]).fillna(0).astype(int)
    return {str(name): int(value) for name, value in row.iloc[0].items()}


def _of(row: Row, name: str) -> int:
    return int(row.get(name) or 0)


@dataclass(frozen=True)
class Step:
    """A step of the funnel."""

    title: str
    share: Share


@dataclass(frozen=True)
class Funnel:
    """How far the calls of a cycle came."""

    cycle: str
    steps: tuple[Step, ...]
    lost: str


def funnels(outcomes: pd.DataFrame) -> list[Funnel]:
    """Return a funnel per cycle from the answer of call-outcomes: listed, dialled, reached, complete."""
    dialled = outcomes["calls"] - outcomes[["no_usable_phone", "outstanding", "withdrawn"]].sum(axis=1)
    reached = dialled - outcomes["unreached"] - outcomes["invalid_number"]
    rows = outcomes.assign(dialled=dialled, reached=reached).to_dict("records")
    return [_funnel(row) for row in rows]


_LOST = {
    "no_usable_phone": "无可用号码",
    "outstanding": "尚无结果",
    "withdrawn": "建议已撤回",
    "unreached": "未接通",
    "invalid_number": "号码有误",
    "refused": "拒访",
    "left_office": "已卸任",
    "partial": "部分完成",
}


def _funnel(row: Row) -> Funnel:
    titles = {"calls": "列入名单", "dialled": "已拨打", "reached": "接通", "complete": "全部题目答完"}
    steps = tuple(Step(title, Share(int(row[name]), int(row["calls"]))) for name, title in titles.items())
    lost = "、".join(f"{chinese}{row[name]}" for name, chinese in _LOST.items() if row[name])
    return Funnel(row["cycle"], steps, lost or "无")


@dataclass(frozen=True)
class Freshness:
    """Up to when the data go."""

    received_on: date | None
    replied_on: date | None
    files: int
    waiting: int

    def is_later_than(self, as_of: date) -> bool:
        """Whether files came in after the day of the report: what they say is in its figures all the same."""
        return self.received_on is not None and self.received_on > as_of


def freshness(answers: Answers) -> Freshness:
    """Return when the last file came in and the last reply is dated, and how many files wait for somebody."""
    files, days = answers["batches"], answers["reply-timeline"]
    known = files[files["kind"] != _KINDS[Kind.UNKNOWN]]
    came = days[days["on_time"] + days["late"] > 0]
    return Freshness(
        received_on=known["received_on"].max() if len(known) else None,
        replied_on=came["day"].max() if len(came) else None,
        files=int((files["status"] == _OUTCOMES[BatchStatus.LOADED]).sum()),
        waiting=int(
            files["status"].isin([_OUTCOMES[BatchStatus.HELD], _OUTCOMES[BatchStatus.RECEIVED]]).sum()
        ),
    )
