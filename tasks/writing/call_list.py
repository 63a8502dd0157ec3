"""The call list for the survey centre: who is called, about what, and where the answers go. No more than that."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from schemas.inputs import SURVEY_RESULTS
from schemas.words import Outcome
from tasks.rules.phone import spoken_form
from tasks.writing.workbook import Column, Sheet, guide, render
from warehouse.surveys import Cycle

_CHOICES = tuple(
    outcome.chinese
    for outcome in (
        Outcome.SATISFIED,
        Outcome.MOSTLY_SATISFIED,
        Outcome.DISSATISFIED,
        Outcome.UNCLEAR,
        Outcome.UNREACHED,
        Outcome.REFUSED,
        Outcome.INVALID_NUMBER,
        Outcome.LEFT_OFFICE,
    )
)


def _title(name: str) -> str:
    return SURVEY_RESULTS[name].chinese


COLUMNS = (
    Column(_title("case_key"), 13),
    Column("称呼", 14),
    Column("电话一", 16),
    Column("电话二", 18),
    Column("号码提示", 20),
    Column(_title("item"), 6),
    Column("建议", 40),
    Column("答复单位", 26),
    Column("答复日期", 12),
    Column(_title("outcome"), 12, to_fill=True, choices=_CHOICES),
    Column(_title("reason"), 30, to_fill=True),
    Column(_title("called_on"), 12, to_fill=True),
    Column(_title("attempts"), 9, to_fill=True),
)


def call_list_workbook(cycle: Cycle, rows: pd.DataFrame) -> bytes:
    """Return the workbook of a cycle; `rows` as `warehouse.surveys.call_list` gives them."""
    table = [_row(row) for row in rows.to_dict("records")]
    caption = f"{cycle.name}回访名单"
    return render(
        [guide("填写说明", caption, _guide(cycle)), Sheet("名单", caption, COLUMNS, table), _script()]
    )


def _row(row: Mapping[Any, Any]) -> Sequence[Any]:
    numbers = [spoken_form(e164, extension) for e164, extension in row["phones"][:2]]
    replied_on = row["replied_on"]
    return (
        row["case_key"],
        f"{row['name']}代表",
        *[*numbers, "", ""][:2],
        _hint(row["doubtful"][:2]),
        row["position"],
        row["title"],
        row["departments"],
        "" if pd.isna(replied_on) else replied_on.isoformat(),
        "",
        "",
        "",
        "",
    )


def _hint(doubtful: Sequence[bool]) -> str:
    """Say which numbers earlier results found to be out of use; they stand behind the others."""
    wrong = [name for name, is_doubtful in zip(("电话一", "电话二"), doubtful, strict=False) if is_doubtful]
    return f"{'、'.join(wrong)}以往回访时为空号、停机或号码有误，请最后拨打" if wrong else ""


def _guide(cycle: Cycle) -> list[str]:
    return [
        f"本名单用于“{cycle.name}”，回访时间为{cycle.window_from}至{cycle.window_to}。",
        "每位代表只拨打一次，把该代表名下的各题一并问完；同一回访编码的各行属于同一位代表。",
        "每一题在“回访结果”中从下拉列表选择一项；评价为不满意的，请记录代表说明的原因。",
        "没有接通、拒访、号码有误或已卸任的，也请在该代表名下各题中选择相应结果。",
        "请填写拨打日期（例如 2020-09-10）和拨打次数。回访编码和题号请勿改动。",
        "名单含个人信息，只用于本次回访，不得复制、外传或作其他用途，回访结束后请删除。",
    ]


def _script() -> Sheet:
    lines = [
        "您好，我是社情民意调查中心的访问员，受区人大常委会委托回访代表建议办理情况。",
        "您领衔或附议的这件建议，承办单位已经答复。您对办理结果是满意、基本满意，还是不满意？",
        "（说不清只记录，不念出。）",
        "评价不满意时追问：请问主要是哪些方面不满意？",
    ]
    return guide("问卷", "回访问卷", lines)
