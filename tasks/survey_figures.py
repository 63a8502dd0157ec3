"""What a cycle found: satisfaction on its three bases, and signs that calls were not made as they should."""

import pandas as pd

from schemas.office import OfficeFolder
from schemas.profile import in_force
from schemas.questionnaire import RESULT, SHORT_QUESTIONS, as_asked
from tasks.cycles import find_cycle
from tasks.rules.figures.bases import PROFILE_BASES, Base, tally_all
from tasks.rules.figures.intervals import wilson
from tasks.rules.figures.printing import Printing
from tasks.rules.figures.tampering import seldom_dissatisfied
from tasks.rules.figures.weighting import Weighted, weighted
from tasks.rules.satisfaction import Share, judge_items
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
    "weighted_percent": "加权（%）",
    "lower": "区间下限（%）",
    "upper": "区间上限（%）",
    "published": "规则所定口径（%）",
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
    "抽样回访的，另按层加权推及抽样框内全部建议（权数＝层内件数÷抽中件数，以已评价的为分母），区间是加权值的，其他口径不作推断；回访期间撤回的建议，撤回前已评价的照计，没有评价的不计入；{printing}。"
)


def note_under(folder: OfficeFolder, cycle_id: int | None = None) -> str:
    """Return what is said under the table, so that a figure can be checked by hand."""
    with reading(folder.database) as connection:
        cycle = find_cycle(connection, find_scope(connection, folder), cycle_id)
    return _NOTE.format(printing=_printing(folder, cycle).chinese)


def _printing(folder: OfficeFolder, cycle: Cycle) -> Printing:
    return Printing.of(in_force(folder.rules, cycle.as_of).survey)


def satisfaction(folder: OfficeFolder, cycle_id: int | None = None) -> pd.DataFrame:
    """Return satisfaction of each question by items, deputies and pairs under the cycle's own rule, with SATISFACTION.

    The result comes first; `published` stands where the rules of the place want the rate that is made public. Of a drawn sample, the
    interval of the items is for all that it was drawn from, around the weighted share; the other bases have none, since nobody
    counted the deputies and pairs that were not drawn.
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
        drawn = surveys.sample_of(connection, cycle.cycle_id)
    rules = in_force(folder.rules, cycle.as_of).survey
    threshold = (cycle.plan or {}).get("threshold_pct")
    parts = []
    for question, given in answers.items():
        found = _with_shares(tally_all(given, cycle.verdict_rule, threshold), Printing.of(rules))
        if len(drawn):
            verdicts = judge_items(given, cycle.verdict_rule, (), threshold)
            found = _weighted(found, weighted(verdicts, drawn), Printing.of(rules))
        if question == RESULT:
            base, silence_is_left_out = PROFILE_BASES[rules.base]
            rate = found["answered_percent"] if silence_is_left_out else found["percent"]
            found["published"] = rate.where(found["base"] == base)
        parts.append(found.assign(question=SHORT_QUESTIONS[question]))
    every = pd.concat(parts, ignore_index=True)
    return every.assign(base=[Base(base).chinese for base in every["base"]])[list(SATISFACTION)]


def _with_shares(found: pd.DataFrame, printing: Printing) -> pd.DataFrame:
    """Add the rates and, where everybody was asked, the interval."""
    good = found["numerator"]
    interval = (100 * wilson(good, found["answered"], found["asked"])).round(1)
    rates = {
        name: pd.Series(
            [printing.percent(Share(*counts)) for counts in zip(good, found[base], strict=True)], dtype=object
        )
        for name, base in (("percent", "asked"), ("answered_percent", "answered"))
    }
    nothing = pd.Series(None, index=found.index, dtype=object)
    return found.assign(
        **rates,
        weighted_percent=nothing,
        lower=interval["lower"],
        upper=interval["upper"],
        published=nothing,
    )


def _weighted(found: pd.DataFrame, of_sample: Weighted, printing: Printing) -> pd.DataFrame:
    """Replace the intervals by the one that the sample allows."""
    is_items = found["base"] == Base.ITEMS
    share, worth = of_sample.share, of_sample.worth
    good = worth * share.numerator / share.denominator if share.denominator else 0.0
    # worth no more than was drawn, and than there is
    everyone = float(of_sample.drawn_from)
    interval = (100 * wilson(pd.Series([good]), pd.Series([worth]), pd.Series([everyone]))).round(1).iloc[0]
    rate = pd.Series(printing.percent(share), index=found.index, dtype=object)
    return found.assign(
        weighted_percent=rate.where(is_items),
        lower=pd.Series(interval["lower"], found.index).where(is_items),
        upper=pd.Series(interval["upper"], found.index).where(is_items),
    )


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
