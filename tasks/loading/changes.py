"""The sheet of changes: what happened to referrals while they were handled, applied in the order of its days."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from schemas.lifecycle import MOVES, Event, Status
from schemas.profile import edition_days, in_force
from schemas.words import BatchStatus, Change, Ending, Role
from schemas.working_days import working_days
from tasks.loading.judging import keep_aside, usable_rows
from tasks.loading.outcome import Loading, Outcome, hold_or_pass
from tasks.loading.problems import Entry, entries
from tasks.rules.clock import Clock, Moved, Refused, Request, move
from warehouse import batches, clocks
from warehouse.clocks import Standing


def load_changes(loading: Loading) -> Outcome:
    """Load a sheet of changes; a row on record already changes nothing, one that the rules do not allow is set aside."""
    table, tally = usable_rows(loading)
    sound = hold_or_pass(loading, tally)
    rows = sorted(table.to_pylist(), key=lambda row: (row["happened_on"], row["row_id"]))
    found: list[Entry] = []
    new = 0
    if sound:
        for wave in _waves(rows):
            count, wrong = _apply(loading, wave)
            new, found = new + count, found + wrong
    refused = [entry for entry in found if entry[3] not in _WARNINGS]
    aside = keep_aside(loading, table, refused)
    batches.add_row_problems(loading.connection, loading.batch_id, entries(found))
    batches.add_file_problems(loading.connection, loading.batch_id, list(loading.table.file_problems))
    status = BatchStatus.LOADED if sound else BatchStatus.HELD
    return Outcome(status, tally.row_count, tally.set_aside_count + aside, new)


_WARNINGS = ("extension_asked_late", "returned_late")


def _waves(rows: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The first change of every suggestion, then the second of each, and so on: a wave is read and written as one."""
    waves: list[list[dict[str, Any]]] = []
    seen: dict[str, int] = {}
    for row in rows:
        place = seen[row["number"]] = seen.get(row["number"], -1) + 1
        if place == len(waves):
            waves.append([])
        waves[place].append(row)
    return waves


def _apply(loading: Loading, wave: list[dict[str, Any]]) -> tuple[int, list[Entry]]:
    connection = loading.connection
    standings = clocks.standings(connection, loading.scope, [row["number"] for row in wave])
    asked, taken = clocks.known_changes(connection, [one.referral_id for one in standings.values()])
    numbers = {number for number, _ in standings}
    found: list[Entry] = []
    done: list[tuple[dict[str, Any], Standing, Moved]] = []
    for row in wave:
        standing = standings.get((row["number"], row["main_dept"]))
        if standing and (standing.referral_id, row["change"], row["happened_on"]) in asked:
            continue
        try:
            if standing is None or standing.role is Role.CO_HANDLER:
                raise Refused("not_referred" if row["number"] in numbers else "unknown_suggestion")
            _refuse_one_that_handles_it(loading, row, standing, standings)
            moved = _move(loading, row, standing)
            _refuse_a_second_time_that_day(loading, row, moved, standing, standings, asked | taken)
        except Refused as refusal:
            found.append(_entry(row, refusal.code, refusal.about))
            continue
        if moved.warning:
            found.append(_entry(row, *moved.warning))
        done.append((row, standing, moved))
    _write(loading, done)
    return len(done), found


def _entry(row: dict[str, Any], code: str, about: str | None) -> Entry:
    field = {
        "missing_approval": "approved_by",
        "missing_change_reason": "reason",
        "missing_new_department": "new_dept",
        "reassigned_to_itself": "new_dept",
        "reassigned_to_handler": "new_dept",
        "handed_over_twice_a_day": "happened_on",
        "change_before_assigned": "happened_on",
    }.get(code, "number")
    return (row["row_id"], row["sheet"], row["row_no"], code, field, about or row["number"])


def _refuse_one_that_handles_it(
    loading: Loading, row: dict[str, Any], standing: Standing, standings: Mapping[tuple[str, int], Standing]
) -> None:
    """Of those that answer separately each owes a reply of its own: none can take over another's."""
    to = loading.departments.get(row["new_dept"] or "")
    other = standings.get((row["number"], to)) if to else None
    if row["change"] != Change.REASSIGNED or other is None or other.referral_id == standing.referral_id:
        return
    if other.round == standing.round and other.ended_as is None and other.role is not Role.CO_HANDLER:
        raise Refused("reassigned_to_handler", row["new_dept"])


def _refuse_a_second_time_that_day(
    loading: Loading,
    row: dict[str, Any],
    moved: Moved,
    standing: Standing,
    standings: Mapping[tuple[str, int], Standing],
    known: set[tuple[int, str, date]],
) -> None:
    """A day tells no order: a department hands on or takes over what it took over or handed on on another day."""
    change, on = moved.change.value, row["happened_on"]
    if (standing.referral_id, change, on) in known:
        raise Refused("handed_over_twice_a_day")
    to = standings.get((row["number"], loading.departments.get(row["new_dept"] or "", 0)))
    if moved.hands_on and to and to.round == standing.round and (to.referral_id, change, on) in known:
        raise Refused("handed_over_twice_a_day")


def _move(loading: Loading, row: dict[str, Any], standing: Standing) -> Moved:
    if standing.due_on is None or row["happened_on"] < edition_days(loading.folder.rules)[0]:
        raise Refused("change_before_assigned", str(row["happened_on"]))
    status = Status(standing.status)
    if row["change"] == Change.WITHDRAWN and (status, Event.WITHDRAWN) not in MOVES:
        raise Refused("change_after_end" if status is Status.WITHDRAWN else "withdrawn_too_late")
    other = loading.departments.get(row["new_dept"] or "")
    request = Request(
        Change(row["change"]),
        row["happened_on"],
        row["new_due_on"],
        row["reason"],
        row["approved_by"],
        None if other is None else other != standing.department_id,
    )
    clock = Clock(
        standing.assigned_on,
        standing.due_on,
        standing.term or "",
        standing.received_on,
        standing.suspended_on,
        not standing.is_open and standing.ended_as is None,
        Ending(standing.ended_as) if standing.ended_as else None,
    )
    edition = in_force(loading.folder.rules, row["happened_on"])
    return move(clock, request, edition, working_days(loading.folder.holidays))


def _write(loading: Loading, done: list[tuple[dict[str, Any], Standing, Moved]]) -> None:
    connection, changes, states = loading.connection, [], []
    withdrawn: dict[date, list[int]] = {}
    for row, standing, moved in done:
        after = moved.clock
        changes.append(_change(loading, row, standing.referral_id, moved, standing.due_on))
        if moved.change is Change.WITHDRAWN:
            withdrawn.setdefault(row["happened_on"], []).append(standing.suggestion_id)
            continue
        states.append(
            {
                "of_referral": standing.referral_id,
                "due_on": after.due_on,
                "received_on": after.received_on,
                "suspended_on": after.suspended_on,
                "ended_on": row["happened_on"] if after.ended_as else None,
                "ended_as": after.ended_as.value if after.ended_as else None,
            }
        )
    clocks.set_clocks(connection, states)
    for row, standing, moved in done:
        if moved.hands_on:
            to = loading.departments[row["new_dept"]]
            taken = clocks.hand_on(connection, standing, to, row["happened_on"], moved.hands_on)
            given = replace(moved, clock=replace(moved.clock, due_on=moved.hands_on))
            changes.append(_change(loading, row, taken, given, None))
    clocks.record_changes(connection, changes)
    for day, suggestions in withdrawn.items():
        clocks.withdraw(connection, suggestions, day, "代表撤回")


def _change(
    loading: Loading, row: dict[str, Any], referral_id: int, moved: Moved, old_due_on: date | None
) -> dict[str, Any]:
    return {
        "referral_id": referral_id,
        "change": moved.change.value,
        "happened_on": row["happened_on"],
        "old_due_on": old_due_on,
        "new_due_on": moved.clock.due_on if moved.clock.ended_as is None or moved.hands_on else None,
        "reason": row["reason"],
        "approved_by": row["approved_by"],
        "explanation": moved.sentence,
        "recorded_on": loading.as_of,
        "batch_id": loading.batch_id,
        "row_no": row["row_no"],
    }
