"""The call list for the survey centre: who is called, about what, and where the answers go. No more than that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from schemas.inputs import SURVEY_RESULTS
from schemas.questionnaire import QUESTION_TITLES, RESULT, Questionnaire, as_asked
from schemas.words import Outcome
from tasks.rules.list_mark import list_mark
from tasks.rules.phone import spoken_form
from tasks.rules.reply_line import reply_line
from tasks.writing.workbook import Column, Sheet, guide, render
from warehouse.surveys import Cycle

# what stands in the column of the result when nothing was rated
_NOT_RATED = (
    Outcome.UNCLEAR,
    Outcome.UNREACHED,
    Outcome.REFUSED,
    Outcome.INVALID_NUMBER,
    Outcome.LEFT_OFFICE,
)
FIRST, LAST = "第一批", "第二批"


@dataclass(frozen=True)
class CallList:
    """A list as it leaves: its cycle, its rows (`warehouse.call_lists.call_list`), what the classes of replies mean.

    `left_out`: calls and items that are not on it because they were taken back.
    """

    cycle: Cycle
    rows: pd.DataFrame
    classes: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[int, int] = (0, 0)

    @property
    def questionnaire(self) -> Questionnaire:
        """What is asked."""
        return as_asked(self.cycle.questionnaire)

    @property
    def plan(self) -> Mapping[str, Any]:
        """How the cycle was planned."""
        return self.cycle.plan or {}

    @property
    def leads_last(self) -> bool:
        """Whether a lead deputy answers for the co-signers too, and is called after them."""
        return bool(self.plan.get("rater") == "lead_after_co_signers")

    @property
    def has_times(self) -> bool:
        """Whether anybody said when to call."""
        return bool(len(self.rows) and (self.rows["call_time"] != "").any())

    @property
    def has_doubtful(self) -> bool:
        """Whether earlier results found any of the numbers out of use."""
        return bool(len(self.rows) and self.rows["doubtful"].map(any).any())

    def in_order(self) -> pd.DataFrame:
        """Return the rows in the order of calling: a random one, or co-signers before leads."""
        if not len(self.rows):
            return self.rows
        batch = self.rows["leads"].map({True: LAST, False: FIRST})
        ordered = self.rows.assign(batch=batch)
        keys = ["leads", "case_key", "position"] if self.leads_last else ["case_key", "position"]
        return ordered.sort_values(keys, kind="stable")


def _title(name: str) -> str:
    return SURVEY_RESULTS[name].chinese


def columns_of(of: CallList) -> tuple[Column, ...]:
    """Return the columns of a list: those that it needs and no others."""
    words = tuple(of.questionnaire.scale)
    rest = tuple(outcome.chinese for outcome in _NOT_RATED)
    questions = [
        Column(
            QUESTION_TITLES[name],
            12,
            to_fill=True,
            choices=words + (rest if name == RESULT else (Outcome.UNCLEAR.chinese,)),
        )
        for name in of.questionnaire.questions
    ]
    return (
        Column(_title("case_key"), 13),
        Column("称呼", 12),
        Column("电话一", 16),
        Column("电话二", 18),
        *([Column("号码提示", 18)] if of.has_doubtful else []),
        *([Column("方便接听时间", 14)] if of.has_times else []),
        *([Column("拨打批次", 9)] if of.leads_last else []),
        Column(_title("item"), 6),
        Column("建议", 32),
        Column("答复单位", 18),
        Column("答复日期", 12),
        Column("答复情况", 30),
        *questions,
        Column(_title("reason"), 24, to_fill=True),
        Column(_title("called_on"), 12, to_fill=True),
        Column(_title("attempts"), 9, to_fill=True),
    )


def call_list_workbook(of: CallList) -> bytes:
    """Return the workbook of a list: how to fill it in, the list, the questionnaire."""
    caption = f"{of.cycle.name}名单"
    columns = columns_of(of)
    table = [_row(of, columns, row) for row in of.in_order().to_dict("records")]
    marked = (
        f"{caption}（第{of.cycle.list_version}版）　{list_mark(of.cycle.cycle_id, of.cycle.list_version)}"
    )
    return render(
        [guide("填写说明", caption, _guide(of)), Sheet("名单", marked, columns, table), _script(of)]
    )


def cells_of(of: CallList, row: Mapping[Any, Any]) -> dict[str, Any]:
    """Return what is known of a row, by the title of its column."""
    numbers = [spoken_form(e164, extension) for e164, extension in row["phones"][:2]]
    first, second = [*numbers, "", ""][:2]
    replied_on = row["replied_on"]
    said = row["said"] if isinstance(row["said"], list) else []
    return {
        _title("case_key"): row["case_key"],
        "拨打批次": row["batch"],
        "称呼": f"{row['name']}代表",
        "电话一": first,
        "电话二": second,
        "号码提示": _hint(row["doubtful"][:2]),
        "方便接听时间": row["call_time"],
        _title("item"): row["position"],
        "建议": row["title"],
        "答复单位": row["departments"],
        "答复日期": "" if pd.isna(replied_on) else replied_on.isoformat(),
        "答复情况": reply_line(said, of.classes),
    }


def _hint(doubtful: Sequence[bool]) -> str:
    """Say which numbers earlier results found to be out of use; they stand behind the others."""
    wrong = [name for name, is_doubtful in zip(("电话一", "电话二"), doubtful, strict=False) if is_doubtful]
    return f"{'、'.join(wrong)}以往回访时为空号、停机或号码有误，请最后拨打" if wrong else ""


def _row(of: CallList, columns: Sequence[Column], row: Mapping[Any, Any]) -> Sequence[Any]:
    known = cells_of(of, row)
    return [known.get(column.title) or "" for column in columns]


def _guide(of: CallList) -> list[str]:
    cycle, asked = of.cycle, of.questionnaire
    titles = "、".join(f"“{QUESTION_TITLES[name]}”" for name in asked.questions)
    hours, most = of.plan.get("hours"), of.plan.get("max_attempts")
    return [
        f"本名单用于“{cycle.name}”，回访时间为{cycle.window_from}至{cycle.window_to}。",
        *([f"请在每日{hours.replace(',', '、')}之间拨打。"] if hours else []),
        *([f"没有接通的，请换时段再拨；同一位代表最多拨打{most}次。"] if most else []),
        *(["代表注明了方便接听时间的，请在该时间拨打。"] if of.has_times else []),
        *([f"请先拨打{FIRST}（附议代表），全部访问后再拨打{LAST}（领衔代表）。"] if of.leads_last else []),
        "每位代表只访问一次，把该代表名下的各题一并问完；同一回访编码的各行属于同一位代表。",
        "两位代表登记同一个号码的，是两位受访人，请分别访问。",
        f"每一题请按“问卷”逐问，在{titles}中从下拉列表各选一项，不得代为归并或改写。",
        *(["评价为不满意的，请记录代表说明的原因。"] if asked.reason_if_dissatisfied else []),
        f"没有接通、拒访、号码有误或已卸任的，请在该代表名下各题的“{QUESTION_TITLES[RESULT]}”中选择相应结果。",
        "回访期间代表撤回的建议，新版名单不再列入，请不要再询问；题号因此可能不连续。",
        "请填写拨打日期（例如 2020-09-10）和拨打次数。回访编码、题号和名单首行的版本号请勿改动。",
        "收到新版名单后，旧版名单即作废：结果请填在新版名单中，旧版交回将不予采用。",
        "名单含个人信息，只用于本次回访，不得复制、外传或作其他用途，回访结束后请删除。",
    ]


def _script(of: CallList) -> Sheet:
    return guide("问卷", "回访问卷", of.questionnaire.script)
