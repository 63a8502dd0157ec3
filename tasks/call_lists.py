"""The list that leaves for the survey centre: sealed, with a manifest, once per version in the ledger; and made anew."""

from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from schemas.office import OfficeFolder
from schemas.profile import in_force
from tasks.cycles import SurveyError, find_cycle
from tasks.passwords import password_of
from tasks.rules.reply_line import class_words
from tasks.writing.call_list import CallList, call_list_workbook
from tasks.writing.manifest import manifest_of, manifest_workbook
from tasks.writing.place import put
from tasks.writing.quexs import quexs_fields, quexs_workbook
from tasks.writing.seal import seal
from warehouse import call_lists, dispatches, purging, surveys
from warehouse.engine import begin, reading
from warehouse.offices import Scope, find_scope, register_office
from warehouse.purging import CALL_LIST, QUEXS_LIST
from warehouse.surveys import Cycle


def list_path(folder: OfficeFolder, cycle: Cycle) -> Path:
    """Return where the call list of a cycle lies, in its newest version."""
    edition = "" if cycle.list_version == 1 else f"（第{cycle.list_version}版）"
    return folder.outbox / "survey" / f"{cycle.cycle_id:03d}_{cycle.name}{edition}_名单.xlsx"


def quexs_path(folder: OfficeFolder, cycle: Cycle) -> Path:
    """Return where the list of a cycle lies as queXS takes it."""
    path = list_path(folder, cycle)
    return path.with_name(path.name.replace("_名单.xlsx", "_queXS名单.xlsx"))


def manifest_path(list_path: Path) -> Path:
    """Return where the sheet about a list lies, for both sides to sign."""
    return list_path.with_name(list_path.name.replace("名单.xlsx", "移交单.xlsx"))


def hand_over(folder: OfficeFolder, cycle_id: int, today: date) -> Path:
    """Write the list of an open cycle and enter it in the ledger once per version; the frozen sample makes it the same list."""
    with begin(folder.database) as connection:
        scope = register_office(connection, folder)
        of = _list_of(connection, folder, scope, cycle_id)
        path = list_path(folder, of.cycle)
        because, confirmed_by = call_lists.reissued(connection, cycle_id, of.cycle.list_version) or (
            None,
            of.cycle.confirmed_by,
        )
        sha256 = put(seal(call_list_workbook(of), password_of(folder, cycle_id)), path)
        manifest = manifest_of(of, folder.office.name, confirmed_by, because)
        dispatches.enter(
            connection,
            scope,
            CALL_LIST,
            cycle_id,
            path.name,
            sha256,
            confirmed_by,
            today,
            manifest,
            of.cycle.list_version,
        )
        put(manifest_workbook(manifest, path.name, sha256), manifest_path(path))
    _delete_superseded(folder, scope, of.cycle, today)
    return path


def _list_of(connection: Connection, folder: OfficeFolder, scope: Scope, cycle_id: int) -> CallList:
    cycle = find_cycle(connection, scope, cycle_id)
    edition = in_force(folder.rules, cycle.as_of)
    rows = call_lists.call_list(connection, cycle_id)
    left_out = call_lists.left_out(connection, cycle_id)
    return CallList(cycle, rows, class_words(edition.reply.classes), left_out)


def _delete_superseded(folder: OfficeFolder, scope: Scope, cycle: Cycle, on: date) -> None:
    """Delete the lists that a newer version replaces, with a record: nobody can send them by mistake."""
    with begin(folder.database) as connection:
        _, by = call_lists.reissued(connection, cycle.cycle_id, cycle.list_version) or (
            None,
            cycle.confirmed_by,
        )
        for gone in purging.superseded(connection, scope, cycle.cycle_id, cycle.list_version):
            (folder.outbox / "survey" / gone.file_name).unlink(missing_ok=True)
            purging.record_deletion(connection, scope, gone, by, on)


def hand_over_waiting(folder: OfficeFolder, today: date) -> dict[str, int]:
    """Finish what was signed off before something stopped the process; return how many lists were written.

    That is the list of every open cycle whose version is not in the ledger, and the deletion of those that a newer one replaces.
    """
    with reading(folder.database) as connection:
        scope = find_scope(connection, folder)
        handed = dispatches.versions_entered(connection, scope, CALL_LIST)
        cycles = [cycle for cycle in surveys.cycles(connection, scope) if not cycle.closed_on]
        replaced = [
            cycle
            for cycle in cycles
            if purging.superseded(connection, scope, cycle.cycle_id, cycle.list_version)
        ]
    waiting = [cycle for cycle in cycles if (cycle.cycle_id, cycle.list_version) not in handed]
    for cycle in waiting:
        hand_over(folder, cycle.cycle_id, today)
    for cycle in replaced:
        _delete_superseded(folder, scope, cycle, today)
    return {"handed_over": len(waiting)}


def reissue(
    folder: OfficeFolder, today: date, because: str, confirmed_by: str | None, cycle_id: int | None = None
) -> tuple[Cycle, Path | None]:
    """Write a new version of an open cycle's list: the same sample with the numbers of today; older versions are refused from now on.

    A version that was signed off and never left is made again, under its number and with what is said now. Without a name it is a
    dry run that returns the cycle as it is. Raises SurveyError when the cycle is closed, or no reason is given.
    """
    if not because.strip():
        raise SurveyError("say why the list is made anew")
    with begin(folder.database) as connection:
        scope = register_office(connection, folder)
        cycle = _open_one(connection, scope, cycle_id)
        if confirmed_by is None:
            return cycle, None
        has_left = (cycle.cycle_id, cycle.list_version) in dispatches.versions_entered(
            connection, scope, CALL_LIST
        )
        version = cycle.list_version + has_left
        call_lists.reissue(connection, cycle.cycle_id, version, because.strip(), confirmed_by, today)
    path = hand_over(folder, cycle.cycle_id, today)
    with reading(folder.database) as connection:
        return find_cycle(connection, scope, cycle.cycle_id), path


def export_quexs(
    folder: OfficeFolder, today: date, confirmed_by: str | None, cycle_id: int | None = None
) -> tuple[Cycle, int, Path | None]:
    """Write the newest list once more, a row per case as queXS imports it, under the same password and ledger.

    Returns the cycle, its number of cases and where the list lies; without a name it is a dry run.
    """
    with begin(folder.database) as connection:
        scope = register_office(connection, folder)
        cycle = _open_one(connection, scope, cycle_id)
        of = _list_of(connection, folder, scope, cycle.cycle_id)
        cases = int(of.rows["case_key"].nunique()) if len(of.rows) else 0
        if confirmed_by is None:
            return cycle, cases, None
        path = quexs_path(folder, cycle)
        sha256 = put(seal(quexs_workbook(of), password_of(folder, cycle.cycle_id)), path)
        manifest = manifest_of(of, folder.office.name, confirmed_by, None) | {"fields": quexs_fields(of)}
        dispatches.enter(
            connection,
            scope,
            QUEXS_LIST,
            cycle.cycle_id,
            path.name,
            sha256,
            confirmed_by,
            today,
            manifest,
            cycle.list_version,
        )
        put(manifest_workbook(manifest, path.name, sha256), manifest_path(path))
        return cycle, cases, path


def _open_one(connection: Connection, scope: Scope, cycle_id: int | None) -> Cycle:
    cycle = find_cycle(connection, scope, cycle_id)
    if cycle.closed_on:
        raise SurveyError(f"{cycle.name} was closed on {cycle.closed_on}")
    return cycle
