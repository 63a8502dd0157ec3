"""The reports of a survey: what was handed over, what came back, what the deputies said."""

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from flows.reports.night import Counts, not_done, step_rows
from flows.reports.report import Report, Row
from schemas.office import OfficeFolder
from schemas.questionnaire import RESULT, SHORT_QUESTIONS
from schemas.words import Outcome
from tasks.call_lists import list_path, manifest_path
from tasks.cycles import SurveyError, cycle_of
from tasks.fieldwork import rates
from tasks.rules.selection import REASON_CHINESE
from tasks.survey_balance import BALANCE, survey_balance
from tasks.survey_figures import satisfaction

# the groups of the Standard Definitions, as the balance has them
_AAPOR = {
    "complete": "I",
    "partial": "P",
    "refused": "R",
    "other": "O",
    "not_reached": "NC",
    "not_eligible": "NE",
}
_RATES = {"RR1": "应答率 RR1", "RR2": "应答率 RR2"}
_PLANNED = {
    "suggestions": "建议件数",
    "calls": "名单上的代表人数",
    "items": "题数（代表×建议）",
    "without_phone": "无可用号码的代表",
    "to_look_at": "疑为同一人的代表（组）",
}
_LEFT_OUT = "left_out_"


def opened_report(folder: OfficeFolder, counts: Mapping[str, int]) -> Report:
    """Return what a list that left asks of whom."""
    cycle = cycle_of(folder)
    path = list_path(folder, cycle)
    steps = [
        "把名单交给测评中心，双方在移交单上签字；打开密码在 `passwords/`，请另行告知",
        f"回访到 {cycle.window_to.isoformat()} 为止；结果表放入收件箱",
    ]
    if counts["without_phone"] or counts["to_look_at"]:
        steps.append("核对名册后重发名单：`duban survey reissue`")
    heads = ("项目", "数")
    return Report(
        f"{cycle.name}：名单已生成", heads, planned_rows(counts), (), (path, manifest_path(path)), steps
    )


def refused_report(counts: Mapping[str, int]) -> Report:
    """Return what is told of a list that nobody signed off."""
    return Report(
        "回访名单未获签发", ("拟移交", "数"), planned_rows(counts), ["没有生成名单，也没有开始回访"]
    )


def planned_rows(counts: Mapping[str, int]) -> list[Row]:
    """Return what a plan comes to, and why suggestions are left out."""
    rows: list[Row] = [(name, counts[what]) for what, name in _PLANNED.items()]
    left_out = {what: counts.get(f"{_LEFT_OUT}{what}") for what in REASON_CHINESE}
    return rows + [(f"未列入：{REASON_CHINESE[what]}", count) for what, count in left_out.items() if count]


def loaded_report(
    folder: OfficeFolder, counts: Counts, failed: Sequence[str], steps: Sequence[str]
) -> Report:
    """Return what came in, and how far the newest cycle has come."""
    heads, rows = ("项目", "代表", "代表×建议"), [(*row, "") for row in step_rows(counts)]
    try:
        cycle = cycle_of(folder)
    except SurveyError:
        return Report("读取回访结果", heads, rows, [*not_done(failed), "尚未开始过回访"], (), steps)
    balance = survey_balance(folder, cycle.cycle_id)
    waiting = int(balance["outstanding"].iloc[0])
    more = "尚未返回的，见 `duban survey again`" if waiting else "已全部返回，可以执行 survey-close"
    rows += _of_calls(balance, rates(folder, cycle.cycle_id))
    then = [] if cycle.closed_on else [more]
    return Report(f"读取回访结果（{cycle.name}）", heads, rows, not_done(failed), (), [*steps, *then])


def closed_report(folder: OfficeFolder, cycle_id: int | None, verdicts: Mapping[str, int]) -> Report:
    """Return what a cycle found."""
    cycle = cycle_of(folder, cycle_id)
    heads = ("项目", "代表", "代表×建议")
    rows = list(_of_calls(survey_balance(folder, cycle.cycle_id), rates(folder, cycle.cycle_id)))
    rows += [(f"结论：{_VERDICTS[what]}", f"{count} 件", "") for what, count in verdicts.items()]
    found = satisfaction(folder, cycle.cycle_id)
    of_result = found[(found["question"] == SHORT_QUESTIONS[RESULT]) & found["published"].notna()]
    for row in of_result.to_dict("records"):
        rows.append((f"满意率（{row['base']}）", f"{row['published']}%", ""))
    unsatisfied = verdicts.get(Outcome.DISSATISFIED, 0)
    steps = [f"不满意 {unsatisfied} 件：下一夜列入审定表（`outbox/rereferral/`）"] if unsatisfied else []
    return Report(f"{cycle.name}：已结束", heads, rows, (), (), [*steps, "生成报告：`duban report`"])


_VERDICTS = {
    **{outcome.value: outcome.chinese for outcome in Outcome},
    "not_rated": "没有评价",
    "withdrawn": "评价前已撤回",
}


def _of_calls(balance: pd.DataFrame, found: pd.DataFrame) -> Iterator[Row]:
    """Yield where everything that was sent has gone, and how many answered."""
    for term in ("sent", *_AAPOR, "withdrawn", "outstanding"):
        code = f"（{_AAPOR[term]}）" if term in _AAPOR else ""
        yield f"{BALANCE[term]}{code}", *balance[term].tolist()
    for rate, name in _RATES.items():
        of_rate = found[found["rate"] == rate].to_dict("records")
        yield name, *(f"{row['percent']}%（{row['numerator']}/{row['denominator']:g}）" for row in of_rate)
