"""What a cycle found: satisfaction on its three bases, and signs that calls were not made as they should."""

import pandas as pd

from schemas.office import OfficeFolder
from tasks.rules.figures.bases import Base, tally_all
from tasks.rules.figures.intervals import wilson
from tasks.rules.figures.rounding import Convention
from tasks.rules.figures.tampering import seldom_dissatisfied
from tasks.rules.satisfaction import Share
from tasks.surveys import find_cycle
from warehouse import attempts, surveys
from warehouse.engine import reading
from warehouse.offices import find_scope

SATISFACTION = {
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
# said under the table, so that a figure can be checked by hand
NOTE = "满意率＝（满意＋基本满意）÷被问到的数，未评价的留在分母中，四舍五入；“已评价中”以已评价的数为分母，区间是它的95%威尔逊区间（有限总体校正）。"


def satisfaction(folder: OfficeFolder, cycle_id: int | None = None) -> pd.DataFrame:
    """Return satisfaction by items, deputies and pairs under the cycle's own rule, with SATISFACTION."""
    with reading(folder.database) as connection:
        cycle = find_cycle(connection, find_scope(connection, folder), cycle_id)
        answers = surveys.answers_of_cycle(connection, cycle.cycle_id)
    threshold = (cycle.plan or {}).get("threshold_pct")
    found = tally_all(answers, cycle.verdict_rule, threshold)
    interval = wilson(found["numerator"], found["answered"], found["asked"])
    shares = [
        Share(int(good), int(asked)) for good, asked in zip(found["numerator"], found["asked"], strict=True)
    ]
    found["percent"] = [share.percent(1, Convention.HALF_UP) for share in shares]
    rated = [
        Share(int(good), int(given))
        for good, given in zip(found["numerator"], found["answered"], strict=True)
    ]
    found["answered_percent"] = [share.percent(1, Convention.HALF_UP) for share in rated]
    found["base"] = [Base(base).chinese for base in found["base"]]
    for name in ("lower", "upper"):
        found[name] = (100 * interval[name]).round(1)
    return found[list(SATISFACTION)]


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
