"""What a cycle found: satisfaction on its three bases, and signs that calls were not made as they should."""

import pandas as pd

from schemas.office import OfficeFolder
from schemas.profile import in_force
from schemas.questionnaire import RESULT, SHORT_QUESTIONS, as_asked
from tasks.cycles import find_cycle
from tasks.rules.figures.bases import Base, tally_all
from tasks.rules.figures.intervals import wilson
from tasks.rules.figures.printing import Printing
from tasks.rules.figures.tampering import seldom_dissatisfied
from tasks.rules.satisfaction import Share
from warehouse import attempts, surveys
from warehouse.engine import reading
from warehouse.offices import find_scope
from warehouse.surveys import Cycle

SATISFACTION = {
    "question": "题目",
    "base": "口径",
    "satisfied": "满意",
    "mostly_satisfied": "基本满意",
    "dissatisfied": "不满意",
    "no_answer": "未评价",
    "numerator": "分子",
    "asked": "分母",
    "percent": "满意率（%）",
    "answered_percent": "已评价中（%）",
    "lower": "区间下限（%）",
    "upper": "区间上限（%）",
}
INTERVIEWERS = {
    "interviewer": "访问员",
    "interviews": "完成访问数",
    "dissatisfied": "其中有不满意",
    "other_interviews": "其他访问员完成数",
    "other_dissatisfied": "其中有不满意（其他）",
    "p_value": "偶然出现的概率",
    "p_adjusted": "校正后",
}
_NOTE = (
    "满意率＝（满意＋基本满意）÷被问到的数，未评价的留在分母中；“已评价中”以已评价的数为分母，区间是它的95%威尔逊区间（有限总体校正）；"
    "抽样回访的，区间以抽样框内全部建议为总体，其他口径不作推断；回访期间撤回的建议，撤回前已评价的照计，没有评价的不计入；{printing}。"
)


def note_under(folder: OfficeFolder, cycle_id: int | None = None) -> str:
    """Return what is said under the table, so that a figure can be checked by hand."""
    with reading(folder.database) as connection:
        cycle = find_cycle(connection, find_scope(connection, folder), cycle_id)
    return _NOTE.format(printing=_printing(folder, cycle).chinese)


def _printing(folder: OfficeFolder, cycle: Cycle) -> Printing:
    return Printing.of(in_force(folder.office.profile, cycle.as_of).survey)


def satisfaction(folder: OfficeFolder, cycle_id: int | None = None) -> pd.DataFrame:
    """Return satisfaction of each question by items, deputies and pairs under the cycle's own rule, with SATISFACTION.

    The result comes first. Of a drawn sample, the interval of the items is for all that it was drawn from; the other bases have
    none, since nobody counted the deputies and pairs that were not drawn.
    """
    with reading(folder.database) as connection:
        cycle = find_cycle(connection, find_scope(connection, folder), cycle_id)
        asked = as_asked(cycle.questionnaire)
        answers = {
            question: surveys.answers_of_cycle(
                connection, cycle.cycle_id, None if question == RESULT else question
            )
            for question in (RESULT, *asked.others)
        }
        drawn_from = surveys.drawn_from(connection, cycle.cycle_id)
    threshold = (cycle.plan or {}).get("threshold_pct")
    parts = [
        tally_all(given, cycle.verdict_rule, threshold).assign(question=SHORT_QUESTIONS[question])
        for question, given in answers.items()
    ]
    found = _with_shares(pd.concat(parts, ignore_index=True), drawn_from, _printing(folder, cycle))
    return found[list(SATISFACTION)]


def _with_shares(found: pd.DataFrame, drawn_from: int | None, printing: Printing) -> pd.DataFrame:
    shares = [
        Share(int(good), int(asked)) for good, asked in zip(found["numerator"], found["asked"], strict=True)
    ]
    found["percent"] = [printing.percent(share) for share in shares]
    rated = [
        Share(int(good), int(given))
        for good, given in zip(found["numerator"], found["answered"], strict=True)
    ]
    found["answered_percent"] = [printing.percent(share) for share in rated]
    everyone = found["asked"]
    is_known = pd.Series(True, index=found.index)
    if drawn_from is not None:
        is_known = found["base"] == Base.ITEMS
        everyone = everyone.where(~is_known, drawn_from)
    interval = wilson(found["numerator"], found["answered"], everyone)
    for name in ("lower", "upper"):
        found[name] = (100 * interval[name]).round(1).where(is_known)
    found["base"] = [Base(base).chinese for base in found["base"]]
    return found


def interviewers(folder: OfficeFolder, cycle_id: int | None = None) -> pd.DataFrame:
    """Return how seldom each interviewer heard 不满意 beside the others, with INTERVIEWERS: shown, never acted on."""
    with reading(folder.database) as connection:
        cycle = find_cycle(connection, find_scope(connection, folder), cycle_id)
        items = attempts.items_of_cycle(connection, cycle.cycle_id)
        log = attempts.attempts_of_cycle(connection, cycle.cycle_id)
    # who held the interview: the last to dial
    last = (
        log.dropna(subset="interviewer").sort_values("attempted_at").drop_duplicates("call_id", keep="last")
    )
    held = items.merge(last[["call_id", "interviewer"]], on="call_id")
    return seldom_dissatisfied(held)[list(INTERVIEWERS)]
