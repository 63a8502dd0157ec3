"""The survey step: open a cycle and freeze its sample, hand the list over once, close it and let the verdicts stand."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from schemas.edition import SurveyRules
from schemas.office import OfficeFolder
from schemas.profile import in_force
from schemas.questionnaire import draw_up
from tasks.call_lists import hand_over
from tasks.cycles import SurveyError, find_cycle
from tasks.rules.calling import Calling
from tasks.rules.same_person import look_at_first
from tasks.rules.sample import draw_calls
from tasks.rules.satisfaction import judge_items
from tasks.rules.selection import Choice, draw_sample, exclusions, limit_items, strata
from warehouse import call_lists, survey_frames, surveys
from warehouse.engine import begin
from warehouse.offices import Scope, register_office


@dataclass(frozen=True)
class Plan:
    """What opening a cycle would do (dry run) or did: counts, what is left out and why, and where the list lies.

    `left_out` counts suggestions by reason (REASON_CHINESE), `items_left_out` single questions; `excluded` has number and
    reason of every suggestion that is not asked about; `look_at` pairs of deputies who may be one person (same_person.COLUMNS).
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
    look_at: pd.DataFrame
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
    look_at: pd.DataFrame


def open_cycle(
    folder: OfficeFolder,
    as_of: date,
    window: tuple[date, date],
    confirmed_by: str | None = None,
    choice: Choice | None = None,
    calling: Calling | None = None,
) -> Plan:
    """Open a cycle about answered suggestions (all of the lowest round that waits, unless a choice says otherwise).

    Without a name it is a dry run. Raises SurveyError when nothing waits to be asked about, or the cycle is open already.
    """
    with begin(folder.database) as connection:
        scope = register_office(connection, folder)
        edition = in_force(folder.rules, as_of)
        draw = _draw(connection, scope, edition.survey.called, choice, as_of)
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
            look_at=draw.look_at,
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
                "ask": edition.survey.called,
                "verdict_rule": edition.survey.verdict,
                "confirmed_by": confirmed_by,
                "plan": _plan(draw, edition.survey, calling or Calling()),
                "questionnaire": draw_up(edition.survey, folder.office.name).as_kept(),
            },
            draw.calls,
            draw.items,
            draw.left_out[["suggestion_id", "reason"]],
            draw.sampled,
        )
        call_lists.freeze_texts(connection, cycle_id)
    return Plan(**{**vars(plan), "path": hand_over(folder, cycle_id, as_of)})


def _plan(draw: _Draw, survey: SurveyRules, calling: Calling) -> dict[str, Any]:
    """Return what the cycle keeps of how it was planned."""
    pairs = draw.look_at[["first_id", "second_id", "because"]].to_dict("records")
    return {
        **draw.choice.as_plan(),
        "threshold_pct": survey.threshold_pct,
        "rater": survey.rater,
        **calling.as_plan(),
        "look_at": pairs,
    }


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
    people = survey_frames.people(connection, [int(key) for key in calls["deputy_id"]])
    return _Draw(
        choice,
        of_round,
        calls,
        items,
        candidates[~asked],
        items_left_out,
        sampled,
        look_at_first(people),
    )


def _name(folder: OfficeFolder, of_round: int, taken: set[str]) -> str:
    base = f"{folder.session.name}代表建议第{of_round}轮满意度回访"
    again = 2
    name = base
    while name in taken:
        name, again = f"{base}（第{again}次）", again + 1
    return name


def close_cycle(folder: OfficeFolder, as_of: date, cycle_id: int | None = None) -> dict[str, int]:
    """Close a cycle (the newest when none is named): verdicts are recorded, each suggestion moves on; return counts.

    `withdrawn`: taken back before anybody rated them, so that they have no verdict.
    """
    with begin(folder.database) as connection:
        scope = register_office(connection, folder)
        cycle = find_cycle(connection, scope, cycle_id)
        if cycle.closed_on:
            raise SurveyError(f"{cycle.name} was closed on {cycle.closed_on}")
        edition = in_force(folder.rules, as_of)
        answers = surveys.answers_of_cycle(connection, cycle.cycle_id)
        threshold = (cycle.plan or {}).get("threshold_pct")
        verdicts = judge_items(answers, cycle.verdict_rule, edition.survey.re_refer, threshold)
        surveys.close_cycle(connection, cycle.cycle_id, verdicts, as_of)
        counts = verdicts["outcome"].fillna("not_rated").value_counts()
        withdrawn = answers["suggestion_id"].nunique() - len(verdicts)
        found = {str(outcome): int(count) for outcome, count in counts.items()}
        return found | ({"withdrawn": withdrawn} if withdrawn else {})


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
