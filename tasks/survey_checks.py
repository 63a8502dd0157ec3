"""Signs that a survey or a register is not what it should be, in one table: shown to people, who look into them, never acted on."""

import pandas as pd
from sqlalchemy import Connection

from schemas.office import OfficeFolder
from schemas.words import Outcome
from tasks.cycles import find_cycle
from tasks.fieldwork import hours_of
from tasks.rules.figures.calling_hours import CallingHours
from tasks.rules.figures.tampering import (
    OUTSIDE_HOURS,
    OVERLAPPING,
    TOO_SHORT,
    claims_against_answers,
    impossible_times,
    seldom_dissatisfied,
)
from tasks.rules.satisfaction import judge_items
from warehouse import attempts, claims, surveys
from warehouse.engine import reading
from warehouse.offices import find_scope
from warehouse.surveys import Cycle

CHECKS = {"check": "核查事项", "subject": "对象", "finding": "情况"}
CHECKS_NOTE = "以上只供核查参考，不作为结论，也不影响任何评价。"
_SELF_RATED, _NO_RATING = "承办单位自填满意度", "no_rating"
_RATINGS = [outcome.value for outcome in Outcome if outcome.is_rating]
# the least that a call takes, after `impossible_times`
_LEAST_SECONDS, _LEAST_PER_ITEM, _MINUTE = 20, 8, 59
_KINDS = {
    OUTSIDE_HOURS: "拨打时间不在工作时段",
    TOO_SHORT: "访问时长过短",
    OVERLAPPING: "同一访问员的访问时间重叠",
}


def checks(folder: OfficeFolder, cycle_id: int | None = None) -> pd.DataFrame:
    """Return what is worth looking into, with CHECKS: interviewers, times, and registers that claimed satisfaction."""
    with reading(folder.database) as connection:
        scope = find_scope(connection, folder)
        cycle = find_cycle(connection, scope, cycle_id)
        items = attempts.items_of_cycle(connection, cycle.cycle_id)
        log = attempts.attempts_of_cycle(connection, cycle.cycle_id)
        keys = attempts.calls_of_cycle(connection, cycle.cycle_id).set_index("call_id")["case_key"]
        claimed = claims.claims(connection, cycle)
        unread = claims.without_values(connection, scope)
        verdicts = _verdicts(connection, cycle)
    held = items.merge(_last(log), on="call_id")
    rows = [*_quiet(held), *_timing(held, cycle, keys), *_claims(claimed, verdicts), *_unread(unread)]
    return pd.DataFrame(rows, columns=list(CHECKS))


def _verdicts(connection: Connection, cycle: Cycle) -> pd.DataFrame:
    answers = surveys.answers_of_cycle(connection, cycle.cycle_id)
    threshold = (cycle.plan or {}).get("threshold_pct")
    return judge_items(answers, cycle.verdict_rule, (), threshold)[["suggestion_id", "outcome"]]


def _last(log: pd.DataFrame) -> pd.DataFrame:
    """Return who held each interview, when it began and how long it took: the last to dial."""
    named = log.dropna(subset="interviewer").sort_values("attempted_at")
    last = named.drop_duplicates("call_id", keep="last")
    return last[["call_id", "interviewer", "attempted_at", "seconds"]]


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
            seconds=("seconds", "first"),
            items=("outcome", "size"),
        )
        .reset_index()
    )
    begun = calls.set_index("call_id")["started_at"]
    return [
        (
            _KINDS[row["kind"]],
            f"访问员{row['interviewer']}",
            f"回访编码{keys[row['call_id']]}，{begun[row['call_id']]:%Y-%m-%d %H:%M}",
        )
        for row in _impossible(calls, hours_of(cycle)).to_dict("records")
    ]


def _impossible(calls: pd.DataFrame, hours: CallingHours) -> pd.DataFrame:
    """Return calls that cannot have been made as recorded, by how long they took where the log says so.

    Moments are to the minute, so that a call may have ended almost a minute sooner than its length says. Without a length it took as
    long at least as its questions do.
    """
    taken = pd.to_numeric(calls["seconds"])
    least = _LEAST_SECONDS + _LEAST_PER_ITEM * calls["items"]

    def lasting(seconds: pd.Series) -> pd.DataFrame:
        lasted = calls.assign(ended_at=calls["started_at"] + pd.to_timedelta(seconds, unit="s"))
        return impossible_times(lasted, hours, _LEAST_SECONDS, _LEAST_PER_ITEM)

    told, sure = lasting(taken), lasting((taken - _MINUTE).clip(lower=least).fillna(least))
    return pd.concat([told[told["kind"] == TOO_SHORT], sure[sure["kind"] != TOO_SHORT]], ignore_index=True)


def _claims(claimed: pd.DataFrame, verdicts: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Say of each department what its own registers claimed, and what the deputies said of the same suggestions."""
    number = dict(zip(claimed["suggestion_id"], claimed["number"], strict=True))
    chinese = {rating: Outcome(rating).chinese for rating in _RATINGS} | {_NO_RATING: "写法不明"}
    written = claimed["claimed"].fillna(_NO_RATING).groupby(claimed["department"]).value_counts()
    rows = []
    for row in claims_against_answers(claimed, verdicts).to_dict("records"):
        of_department = written[row["department"]]
        counts = "、".join(
            f"{word}{of_department[key]}件" for key, word in chinese.items() if key in of_department
        )
        named = "、".join(f"第{number[key]}号" for key in row["suggestions"])
        finding = (
            f"登记表自填{counts}。自填满意、基本满意的{row['claimed']}件中，列入本次回访{row['asked']}件，代表已评价"
            f"{row['rated']}件：与自填一致{row['same']}件，不一致{row['rated'] - row['same']}件，其中代表不满意"
            f"{row['contradicted']}件" + (f"（{named}）" if named else "")
        )
        rows.append((_SELF_RATED, str(row["department"]), finding))
    return rows


def _unread(registers: pd.DataFrame) -> list[tuple[str, str, str]]:
    return [
        (
            _SELF_RATED,
            str(row["department"]),
            f"登记表“{row['file_name']}”有“{row['column']}”一列，没有可以核对的内容",
        )
        for row in registers.to_dict("records")
    ]
