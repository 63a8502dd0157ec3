"""Settling batches: each waiting file is read and loaded in one transaction, or gets a problem that says why not."""

from collections.abc import Callable
from datetime import date

from schemas.inputs import CONTRACTS
from schemas.office import OfficeFolder
from schemas.profile import in_force
from schemas.words import BatchStatus, Kind
from tasks.inbox import archived_path
from tasks.loading.decisions import load_decisions
from tasks.loading.directory import load_committees, load_departments, load_deputies
from tasks.loading.outcome import Loading, Outcome
from tasks.loading.replies import load_replies
from tasks.loading.results import load_results
from tasks.loading.suggestions import load_suggestions
from tasks.reading.sniff import Unreadable
from tasks.reading.table import TableFile, open_table
from warehouse import batches
from warehouse.batches import Batch
from warehouse.directory import department_names
from warehouse.engine import begin
from warehouse.offices import register_office

_LOADERS: dict[Kind, Callable[[Loading], Outcome]] = {
    Kind.DEPARTMENTS: load_departments,
    Kind.COMMITTEES: load_committees,
    Kind.DEPUTIES: load_deputies,
    Kind.SUGGESTIONS: load_suggestions,
    Kind.REPLIES: load_replies,
    Kind.SURVEY_RESULTS: load_results,
    Kind.DECISIONS: load_decisions,
}
_ORDER = {contract.kind: place for place, contract in enumerate(CONTRACTS)}


def waiting_batches(folder: OfficeFolder) -> list[int]:
    """Return the batches without an outcome, those first that others refer to; an unreadable file is as good as any."""
    with begin(folder.database) as connection:
        scope = register_office(connection, folder)
        waiting = batches.waiting(connection, scope.office_id)
    return [batch.batch_id for batch in sorted(waiting, key=lambda batch: _place(folder, batch))]


def _place(folder: OfficeFolder, batch: Batch) -> int:
    try:
        table = open_table(archived_path(folder, batch.sha256))
    except Unreadable:
        return len(_ORDER)
    return len(_ORDER) if isinstance(table, Kind) else _ORDER[table.contract.kind]


def settle_batch(folder: OfficeFolder, batch_id: int, as_of: date) -> dict[str, int]:
    """Read and load one batch in one transaction; return its counts. A batch is in or it is not."""
    with begin(folder.database) as connection:
        scope = register_office(connection, folder)
        batch = batches.waiting_one(connection, batch_id)
        if batch is None:
            return {"rows": 0, "set_aside": 0, "new": 0}
        try:
            table = open_table(archived_path(folder, batch.sha256))
        except Unreadable as error:
            batches.add_file_problems(connection, batch_id, [(error.code, None)])
            batches.finish(connection, batch_id, Kind.UNKNOWN, BatchStatus.REFUSED, {})
            return {"rows": 0, "set_aside": 0, "new": 0}
        if not isinstance(table, TableFile):
            batches.add_file_problems(connection, batch_id, [("letter_not_read", None)])
            batches.finish(connection, batch_id, Kind.LETTER, BatchStatus.LOADED, {})
            return {"rows": 0, "set_aside": 0, "new": 0}
        edition = in_force(folder.office.profile, as_of)
        names = department_names(connection, scope.office_id)
        loading = Loading(connection, folder, scope, edition, table, batch_id, as_of, names)
        outcome = _LOADERS[table.contract.kind](loading)
        counts = {
            "row_count": outcome.row_count,
            "set_aside_count": outcome.set_aside_count,
            "new_count": outcome.new_count,
        }
        batches.finish(connection, batch_id, table.contract.kind, outcome.status, counts)
        return {"rows": outcome.row_count, "set_aside": outcome.set_aside_count, "new": outcome.new_count}
