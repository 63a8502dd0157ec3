"""The survey step: open a cycle and freeze its sample, hand the list over once, close it and let the verdicts stand."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from schemas.office import OfficeFolder
from schemas.profile import in_force
from tasks.rules.sample import draw_calls
from tasks.rules.satisfaction import judge_items
from tasks.writing.call_list import call_list_workbook
from tasks.writing.place import put
from warehouse import dispatches, surveys
from warehouse.engine import begin, reading
from warehouse.offices import find_scope, register_office
from warehouse.surveys import Cycle

CALL_LIST = "call_list"


class SurveyError(Exception):
    """A survey step that cannot be taken; the message says why."""


@dataclass(frozen=True)
class Plan:
    """What opening a cycle would do (dry run) or did: counts, and where the list lies."""

    name: str
    round: int
    suggestions: int
    calls: int
    items: int
    without_phone: int
    left_out: dict[str, int]
    path: Path | None = None


def open_cycle(
    folder: OfficeFolder,
    as_of: date,
    window: tuple[date, date],
    confirmed_by: str | None = None,
    of_round: int | None = None,
) -> Plan:
    """Open a cycle about every answered suggestion of a round (the lowest that waits); without a name it is a dry run.

    Raises SurveyError when nothing waits to be asked about, or the cycle is open already.
    """
    with begin(folder.database) as connection:
        scope = register_office(connection, folder)
        rounds = surveys.answered_rounds(connection, scope)
        if not rounds or of_round not in (None, *rounds):
            raise SurveyError("no answered suggestion waits for a survey")
        chosen = of_round or rounds[0]
        edition = in_force(folder.office.profile, as_of)
        signers = surveys.frame_of_signers(connection, scope, chosen)
        calls, items = draw_calls(signers, edition.survey.ask)
        if items.empty:
            raise SurveyError(
                "nobody can be asked: the answered suggestions have no signer that is in the directory"
            )
        name = _name(folder, chosen, {cycle.name for cycle in surveys.cycles(connection, scope)})
        plan = Plan(
            name,
            chosen,
            suggestions=items["suggestion_id"].nunique(),
            calls=int(calls["has_phone"].sum()),
            items=len(items),
            without_phone=int((~calls["has_phone"]).sum()),
            left_out=surveys.left_out(connection, scope),
        )
        if confirmed_by is None:
            return plan
        cycle_id = surveys.add_cycle(
            connection,
            {
                "session_id": scope.session_id,
                "round": chosen,
                "name": name,
                "as_of": as_of,
                "window_from": window[0],
                "window_to": window[1],
                "ask": edition.survey.ask,
                "verdict_rule": edition.survey.verdict,
                "confirmed_by": confirmed_by,
            },
            calls,
            items,
        )
    return Plan(**{**vars(plan), "path": hand_over(folder, cycle_id, as_of)})


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
        sha256 = put(call_list_workbook(cycle, rows), path)
        dispatches.enter(connection, scope, CALL_LIST, cycle_id, path.name, sha256, cycle.confirmed_by, today)
        return path


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


def close_cycle(folder: OfficeFolder, as_of: date, cycle_id: int | None = None) -> dict[str, int]:
    """Close a cycle (the newest when none is named): verdicts are recorded, each suggestion moves on; return counts."""
    with begin(folder.database) as connection:
        scope = register_office(connection, folder)
        cycle = _cycle(surveys.cycles(connection, scope), cycle_id)
        if cycle.closed_on:
            raise SurveyError(f"{cycle.name} was closed on {cycle.closed_on}")
        edition = in_force(folder.office.profile, as_of)
        answers = surveys.answers_of_cycle(connection, cycle.cycle_id)
        verdicts = judge_items(answers, cycle.verdict_rule, edition.survey.re_refer)
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
