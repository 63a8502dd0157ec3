"""Signs that a survey or a register is not what it should be, in one table: shown to people, who look into them, never acted on."""

import pandas as pd
from sqlalchemy import Connection

from schemas.office import OfficeFolder
from schemas.words import Outcome
from tasks.cycles import find_cycle
from tasks.fieldwork import HOURS
from tasks.rules.figures.calling_hours import CallingHours
from tasks.rules.figures.tampering import (
    OUTSIDE_HOURS,
    OVERLAPPING,
    impossible_times,
    seldom_dissatisfied,
)
from tasks.rules.satisfaction import judge_items
from warehouse import attempts, survey_groups, surveys
from warehouse.engine import reading
from warehouse.offices import find_scope
from warehouse.surveys import Cycle

CHECKS = {"check": "核查事项", "subject": "对象", "finding": "情况"}
CHECKS_NOTE = "以上只供核查参考，不作为结论，也不影响任何评价。"
_RATINGS = [outcome.value for outcome in Outcome if outcome.is_rating]
# the least that a call takes, after `impossible_times`
_LEAST_SECONDS, _LEAST_PER_ITEM = 20, 8
_KINDS = {OUTSIDE_HOURS: "拨打时间不在工作时段", OVERLAPPING: "同一访问员的访问时间重叠"}


def checks(folder: OfficeFolder, cycle_id: int | None = None) -> pd.DataFrame:
    """Return what is worth looking into, with CHECKS: interviewers, times, and registers that claimed satisfaction."""
    with reading(folder.database) as connection:
        scope = find_scope(connection, folder)
        cycle = find_cycle(connection, scope, cycle_id)
        items = attempts.items_of_cycle(connection, cycle.cycle_id)
        log = attempts.attempts_of_cycle(connection, cycle.cycle_id)
        keys = attempts.calls_of_cycle(connection, cycle.cycle_id).set_index("call_id")["case_key"]
        claimed = survey_groups.claims(connection, scope)
        verdicts = _verdicts(connection, cycle)
    held = items.merge(_last(log), on="call_id")
    rows = [*_quiet(held), *_timing(held, cycle, keys), *_claims(claimed, verdicts)]
    return pd.DataFrame(rows, columns=list(CHECKS))


def _verdicts(connection: Connection, cycle: Cycle) -> dict[int, str | None]:
    answers = surveys.answers_of_cycle(connection, cycle.cycle_id)
    threshold = (cycle.plan or {}).get("threshold_pct")
    judged = judge_items(answers, cycle.verdict_rule, (), threshold)
    return dict(zip(judged["suggestion_id"], judged["outcome"], strict=True))


def _last(log: pd.DataFrame) -> pd.DataFrame:
    """Return who held each interview, and when it began: the last to dial."""
    named = log.dropna(subset="interviewer").sort_values("attempted_at")
    last = named.drop_duplicates("call_id", keep="last")
    return last[["call_id", "interviewer", "attempted_at"]]


def _quiet(held: pd.DataFrame) -> list[tuple[str, str, str]]:
    if held.empty:
        return []
    found = seldom_dissatisfied(held)
    return [
        (
            "从未记录不满意",
            f"访问员{row['interviewer']}",
            f"完成{row['interviews']}次访问，没有一次不满意；其他访问员{row['other_interviews']}次中有"
            f"{row['other_dissatisfied']}次，偶然出现的概率{row['p_value']:.3f}",
        )
        for row in found[found["never"]].to_dict("records")
    ]


def _timing(held: pd.DataFrame, cycle: Cycle, keys: pd.Series) -> list[tuple[str, str, str]]:
    rated = held[held["outcome"].isin(_RATINGS)]
    if rated.empty:
        return []
    calls = (
        rated.groupby("call_id")
        .agg(
            interviewer=("interviewer", "first"),
            started_at=("attempted_at", "first"),
            items=("outcome", "size"),
        )
        .reset_index()
    )
    # the log has no end: a call takes as long at least as its questions
    least = pd.to_timedelta(_LEAST_SECONDS + _LEAST_PER_ITEM * calls["items"], unit="s")
    calls["ended_at"] = calls["started_at"] + least
    hours = CallingHours(cycle.window_from, cycle.window_to, HOURS)
    found = impossible_times(calls, hours, _LEAST_SECONDS, _LEAST_PER_ITEM)
    begun = calls.set_index("call_id")["started_at"]
    return [
        (
            _KINDS[row["kind"]],
            f"访问员{row['interviewer']}",
            f"回访编码{keys[row['call_id']]}，{begun[row['call_id']]:%Y-%m-%d %H:%M}",
        )
        for row in found.to_dict("records")
    ]


def _claims(claimed: pd.DataFrame, verdicts: dict[int, str | None]) -> list[tuple[str, str, str]]:
    """Say of each register what the deputies said where its department had written how satisfied they were."""
    rows = []
    for (department, file_name, column), of_register in claimed.groupby(
        ["department", "file_name", "column"]
    ):
        asked = [verdicts[key] for key in of_register["suggestion_id"].unique() if key in verdicts]
        bad = asked.count(Outcome.DISSATISFIED.value)
        rated = sum(outcome in _RATINGS for outcome in asked)
        rows.append(
            (
                "承办单位自填满意度",
                str(department),
                f"登记表“{file_name}”有“{column}”一列（内容没有读取）；其中{len(asked)}件列入本次回访，"
                f"已评价{rated}件，不满意{bad}件",
            )
        )
    return rows
