"""The survey step: open a cycle and freeze its sample, hand the list over once, close it and let the verdicts stand."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
from sqlalchemy import Connection

from schemas.office import OfficeFolder
from schemas.profile import in_force
from tasks.passwords import password_of
from tasks.rules.sample import draw_calls
from tasks.rules.satisfaction import judge_items
from tasks.rules.selection import Choice, draw_sample, exclusions, limit_items, strata
from tasks.writing.call_list import call_list_workbook
from tasks.writing.manifest import manifest_of, manifest_workbook
from tasks.writing.place import put
from tasks.writing.seal import seal
from warehouse import dispatches, survey_frames, surveys
from warehouse.engine import begin, reading
from warehouse.offices import Scope, find_scope, register_office
from warehouse.surveys import Cycle

CALL_LIST = "call_list"


class SurveyError(Exception):
    """A survey step that cannot be taken; the message says why."""


@dataclass(frozen=True)
class Plan:
    """What opening a cycle would do (dry run) or did: counts, what is left out and why, and where the list lies.

    `left_out` counts suggestions by reason (REASON_CHINESE), `items_left_out` single questions; `excluded` has number and
    reason of every suggestion that is not asked about.
    """

    name: str
    round: int
    suggestions: int
    calls: int
    items: int
    without_phone: int
    left_out: dict[str, int]
    items_left_out: dict[str, int]
    excluded: pd.DataFrame
    path: Path | None = None


@dataclass(frozen=True)
class _Draw:
    """A cycle as it would be frozen."""

    choice: Choice
    round: int
    calls: pd.DataFrame
    items: pd.DataFrame
    left_out: pd.DataFrame
    items_left_out: dict[str, int]
    sampled: pd.DataFrame | None


def open_cycle(
    folder: OfficeFolder,
    as_of: date,
    window: tuple[date, date],
    confirmed_by: str | None = None,
    choice: Choice | None = None,
) -> Plan:
    """Open a cycle about answered suggestions (all of the lowest round that waits, unless a choice says otherwise).

    Without a name it is a dry run. Raises SurveyError when nothing waits to be asked about, or the cycle is open already.
    """
    with begin(folder.database) as connection:
        scope = register_office(connection, folder)
        edition = in_force(folder.office.profile, as_of)
        draw = _draw(connection, scope, edition.survey.ask, choice, as_of)
        name = _name(folder, draw.round, {cycle.name for cycle in surveys.cycles(connection, scope)})
        plan = Plan(
            name,
            draw.round,
            suggestions=draw.items["suggestion_id"].nunique(),
            calls=int(draw.calls["has_phone"].sum()),
            items=len(draw.items),
            without_phone=int((~draw.calls["has_phone"]).sum()),
            left_out={str(reason): int(n) for reason, n in draw.left_out["reason"].value_counts().items()},
            items_left_out={reason: count for reason, count in draw.items_left_out.items() if count},
            excluded=draw.left_out[["number", "reason"]],
        )
        if confirmed_by is None:
            return plan
        cycle_id = surveys.add_cycle(
            connection,
            {
                "session_id": scope.session_id,
                "round": draw.round,
                "name": name,
                "as_of": as_of,
                "window_from": window[0],
                "window_to": window[1],
                "ask": edition.survey.ask,
                "verdict_rule": edition.survey.verdict,
                "confirmed_by": confirmed_by,
                "plan": draw.choice.as_plan() | {"threshold_pct": edition.survey.threshold_pct},
            },
            draw.calls,
            draw.items,
            draw.left_out[["suggestion_id", "reason"]],
            draw.sampled,
        )
    return Plan(**{**vars(plan), "path": hand_over(folder, cycle_id, as_of)})


def _draw(connection: Connection, scope: Scope, ask: str, choice: Choice | None, as_of: date) -> _Draw:
    rounds = survey_frames.answered_rounds(connection, scope)
    choice = choice or Choice()
    if not rounds or choice.round not in (None, *rounds):
        raise SurveyError("no answered suggestion waits for a survey")
    of_round = choice.round or rounds[0]
    choice = replace(choice, round=of_round)
    candidates = survey_frames.candidates(connection, scope)
    leads = survey_frames.leads(connection, scope)
    candidates["reason"] = exclusions(candidates, leads, choice)
    chosen = candidates[candidates["reason"].isna()]
    sampled = None
    if choice.sample is not None and choice.sample < len(chosen):
        frame = chosen[["suggestion_id"]].merge(strata(leads), on="suggestion_id")
        sampled = draw_sample(frame, choice.sample, choice.seed)
        missed = candidates["reason"].isna() & ~candidates["suggestion_id"].isin(sampled["suggestion_id"])
        candidates.loc[missed, "reason"] = "not_sampled"
        chosen = candidates[candidates["reason"].isna()]
    signers = survey_frames.frame_of_signers(connection, scope, of_round)
    signers = signers[signers["suggestion_id"].isin(chosen["suggestion_id"])]
    recent = as_of - timedelta(days=choice.cooldown_days)
    called = survey_frames.called_since(connection, scope, recent) if choice.cooldown_days else set()
    signers, items_left_out = limit_items(signers, called, choice.max_items)
    calls, items = draw_calls(signers, ask)
    if items.empty:
        raise SurveyError(
            "nobody can be asked: no suggestion that is chosen has a signer in the directory who may be called"
        )
    asked = candidates["suggestion_id"].isin(items["suggestion_id"])
    candidates.loc[candidates["reason"].isna() & ~asked, "reason"] = "nobody_left"
    return _Draw(choice, of_round, calls, items, candidates[~asked], items_left_out, sampled)


def _name(folder: OfficeFolder, of_round: int, taken: set[str]) -> str:
    base = f"{folder.session.name}代表建议第{of_round}轮满意度回访"
    again = 2
    name = base
    while name in taken:
        name, again = f"{base}（第{again}次）", again + 1
    return name


def list_path(folder: OfficeFolder, cycle: Cycle) -> Path:
    """Return where the call list of a cycle lies."""
    return folder.outbox / "survey" / f"{cycle.cycle_id:03d}_{cycle.name}_名单.xlsx"


def hand_over(folder: OfficeFolder, cycle_id: int, today: date) -> Path:
    """Write the call list of an open cycle and enter it in the ledger once; the frozen sample makes it the same list."""
    with begin(folder.database) as connection:
        scope = register_office(connection, folder)
        cycle = _cycle(surveys.cycles(connection, scope), cycle_id)
        path = list_path(folder, cycle)
        rows = surveys.call_list(connection, cycle_id)
        sha256 = put(seal(call_list_workbook(cycle, rows), password_of(folder, cycle_id)), path)
        manifest = manifest_of(cycle, rows, folder.office.name)
        dispatches.enter(
            connection, scope, CALL_LIST, cycle_id, path.name, sha256, cycle.confirmed_by, today, manifest
        )
        put(manifest_workbook(manifest, path.name, sha256), manifest_path(path))
        return path


def manifest_path(list_path: Path) -> Path:
    """Return where the sheet about a list lies, for both sides to sign."""
    return list_path.with_name(list_path.name.replace("_名单.xlsx", "_移交单.xlsx"))


def hand_over_waiting(folder: OfficeFolder, today: date) -> dict[str, int]:
    """Write the list of every open cycle that is not in the ledger: it was signed off, then something stopped the process."""
    with reading(folder.database) as connection:
        scope = find_scope(connection, folder)
        handed = dispatches.entered(connection, scope, CALL_LIST)
        waiting = [
            cycle.cycle_id
            for cycle in surveys.cycles(connection, scope)
            if not cycle.closed_on and cycle.cycle_id not in handed
        ]
    for cycle_id in waiting:
        hand_over(folder, cycle_id, today)
    return {"handed_over": len(waiting)}


def _cycle(cycles: list[Cycle], cycle_id: int | None) -> Cycle:
    found = [cycle for cycle in cycles if cycle_id in (None, cycle.cycle_id)]
    if not found:
        raise SurveyError("there is no such cycle")
    return found[-1]


def find_cycle(connection: Connection, scope: Scope, cycle_id: int | None = None) -> Cycle:
    """Return a cycle of the session, the newest when none is named; raise SurveyError when there is none."""
    return _cycle(surveys.cycles(connection, scope), cycle_id)


def close_cycle(folder: OfficeFolder, as_of: date, cycle_id: int | None = None) -> dict[str, int]:
    """Close a cycle (the newest when none is named): verdicts are recorded, each suggestion moves on; return counts."""
    with begin(folder.database) as connection:
        scope = register_office(connection, folder)
        cycle = _cycle(surveys.cycles(connection, scope), cycle_id)
        if cycle.closed_on:
            raise SurveyError(f"{cycle.name} was closed on {cycle.closed_on}")
        edition = in_force(folder.office.profile, as_of)
        answers = surveys.answers_of_cycle(connection, cycle.cycle_id)
        threshold = (cycle.plan or {}).get("threshold_pct")
        verdicts = judge_items(answers, cycle.verdict_rule, edition.survey.re_refer, threshold)
        surveys.close_cycle(connection, cycle.cycle_id, verdicts, as_of)
        counts = verdicts["outcome"].fillna("not_rated").value_counts()
        return {str(outcome): int(count) for outcome, count in counts.items()}


def close_ended_cycles(folder: OfficeFolder, as_of: date) -> dict[str, int]:
    """Close every cycle whose window has passed; return how many."""
    with begin(folder.database) as connection:
        scope = register_office(connection, folder)
        ended = [
            cycle.cycle_id
            for cycle in surveys.cycles(connection, scope)
            if not cycle.closed_on and cycle.window_to < as_of
        ]
    for cycle_id in ended:
        close_cycle(folder, as_of, cycle_id)
    return {"closed": len(ended)}


def cycle_answers(folder: OfficeFolder, cycle_id: int | None = None) -> tuple[Cycle, pd.DataFrame]:
    """Return a cycle (the newest when none is named) and its answers, one row per item."""
    with reading(folder.database) as connection:
        scope = find_scope(connection, folder)
        cycle = _cycle(surveys.cycles(connection, scope), cycle_id)
        return cycle, surveys.answers_of_cycle(connection, cycle.cycle_id)
