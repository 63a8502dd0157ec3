"""Why a due date is the day that it is: as data that can be stored, and as a paragraph fit for a letter."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TypedDict

from schemas.profile import EndRule, Term, Unit
from schemas.working_days import FIRST_DAY, DayKind, WorkingDays
from tasks.rules.dates import chinese_day


class Day(TypedDict):
    """A day that made a difference: 周末 and 法定节假日 are not counted, 补班 is."""

    day: str
    why: str


class Trace(TypedDict):
    """What led to a due date, in words and numbers that JSON knows. `skipped` and `made_up` are in the order of days."""

    profile: str
    edition: str
    effective_from: str
    article: str
    source: str
    term: str
    length: str
    unit: str
    start_event: str
    start_on: str
    end_rule: str
    plain_end: str
    due_on: str
    is_provisional: bool
    known_until: str
    skipped: list[Day]
    made_up: list[Day]


def trace(
    start: date, term: Term, plain_end: date, due_on: date, is_provisional: bool, days: WorkingDays
) -> Trace:
    """Return what led from `start` to `due_on`."""
    kinds = list(_kinds_that_mattered(start, term, plain_end, due_on, days))
    return Trace(
        profile=term.profile,
        edition=term.edition,
        effective_from=term.effective_from.isoformat() if term.effective_from else "",
        article=term.article,
        source=term.source,
        term=term.name,
        length=term.chinese + (f"，不晚于{term.at_most.chinese}" if term.at_most else ""),
        unit=term.unit.value,
        start_event=term.start.value,
        start_on=start.isoformat(),
        end_rule=term.end_rule.value,
        plain_end=plain_end.isoformat(),
        due_on=due_on.isoformat(),
        is_provisional=is_provisional,
        known_until=days.known_until.isoformat(),
        skipped=[Day(day=day.isoformat(), why=kind.chinese) for day, kind in kinds if not kind.is_working],
        made_up=[
            Day(day=day.isoformat(), why=kind.chinese) for day, kind in kinds if kind is DayKind.MADE_UP
        ],
    )


def _kinds_that_mattered(
    start: date, term: Term, plain_end: date, due_on: date, days: WorkingDays
) -> Iterator[tuple[date, DayKind]]:
    """Every day of a term in working days; else those that the last day moved over, and the one it came to."""
    counts_all = term.unit is Unit.WORKING_DAY
    looks_at_last = counts_all or term.end_rule is EndRule.OFF_NON_WORKING_DAYS
    first = start + timedelta(days=1) if counts_all and start < date.max else plain_end
    for ordinal in range(first.toordinal(), due_on.toordinal() + 1):
        day = date.fromordinal(ordinal)
        kind = days.kind(day)
        # the day it came to matters when a calendar on the wall shows it as free
        if day < due_on or (kind is DayKind.MADE_UP and looks_at_last):
            yield day, kind


def explain(start: date, term: Term, walked: Trace, days: WorkingDays) -> str:
    """Return the paragraph: start, length, the day it ends of itself, what moved it, and the article that says so."""
    plain, due_on = date.fromisoformat(walked["plain_end"]), date.fromisoformat(walked["due_on"])
    sentences = [_counted(start, term, plain, walked)]
    if due_on != plain:
        moved = (due_on - plain).days
        landed = "（补班）" if days.kind(due_on) is DayKind.MADE_UP else ""
        sentences.append(f"该日为{days.kind(plain).chinese}，顺延{moved}日至{chinese_day(due_on)}{landed}。")
    elif walked["made_up"] and term.unit is not Unit.WORKING_DAY:
        sentences.append("该日为补班的工作日，不顺延。")
    if walked["is_provisional"]:
        sentences.append(
            "该年度放假安排未收录，此日期为暂定。"
            if due_on < FIRST_DAY
            else "该年度放假安排尚未公布，此日期为暂定，公布后重新计算。"
        )
    if term.source:
        sentences.append(f"依据：{term.source}。")
    return "".join(sentences)


def _counted(start: date, term: Term, plain: date, walked: Trace) -> str:
    began = f"自{chinese_day(start)}{term.start.chinese}起"
    limit = f"，最迟不超过{term.at_most.chinese}" if term.at_most else ""
    if term.unit is Unit.FIXED_DATE:
        return f"{began}，应于{term.chinese}前（含当日）办结{limit}，期满日为{chinese_day(plain)}。"
    sentence = f"{began}{term.chinese}{limit}，开始的当日不计入，期满日为{chinese_day(plain)}"
    if term.unit is not Unit.WORKING_DAY:
        return f"{sentence}。"
    counted = Counter(one["why"] for one in walked["skipped"] if one["day"] < plain.isoformat())
    parts = [f"{why}{number}日" for why, number in counted.items()]
    worked = sum(one["day"] <= plain.isoformat() for one in walked["made_up"])
    said = [f"{'、'.join(parts)}不计"] if parts else []
    said += [f"补班{worked}日计入"] if worked else []
    return f"{sentence}（其间{'，'.join(said)}）。" if said else f"{sentence}。"
