"""Settling batches: each waiting file is read and loaded in one transaction, or gets a problem that says why not."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pyarrow as pa
from sqlalchemy import Connection

from schemas.inputs import CONTRACTS
from schemas.office import OfficeFolder
from schemas.profile import in_force, name_of
from schemas.survey_words import SHIPPED_WORDS, read_survey_words
from schemas.words import BatchStatus, Kind
from tasks.inbox import archived_path
from tasks.loading.attempts import load_attempts
from tasks.loading.changes import load_changes
from tasks.loading.consultations import load_consultations
from tasks.loading.decisions import load_decisions
from tasks.loading.directory import load_committees, load_departments, load_deputies
from tasks.loading.letters import load_letter
from tasks.loading.outcome import Loading, Outcome, Watch, unwatched
from tasks.loading.progress import load_progress
from tasks.loading.replies import load_replies
from tasks.loading.results import load_results
from tasks.loading.suggestions import load_suggestions
from tasks.loading.visits import load_opinions
from tasks.reading.letters.opening import open_letter
from tasks.reading.sniff import Unreadable
from tasks.reading.table import TableFile, open_table
from tasks.rules.letters.letter import Letter
from tasks.sealed_files import readable
from warehouse import batches
from warehouse.batches import Batch
from warehouse.directory import department_names
from warehouse.engine import begin
from warehouse.numbering import elsewhere
from warehouse.offices import Scope, register_office

_LOADERS: dict[Kind, Callable[[Loading], Outcome]] = {
    Kind.DEPARTMENTS: load_departments,
    Kind.COMMITTEES: load_committees,
    Kind.DEPUTIES: load_deputies,
    Kind.SUGGESTIONS: load_suggestions,
    Kind.CHANGES: load_changes,
    Kind.REPLIES: load_replies,
    Kind.PROGRESS: load_progress,
    Kind.OPINIONS: load_opinions,
    Kind.CONSULTATIONS: load_consultations,
    Kind.SURVEY_RESULTS: load_results,
    Kind.ATTEMPTS: load_attempts,
    Kind.DECISIONS: load_decisions,
}
# what has no header and no rows may still be a letter in plain text
_MAY_BE_A_LETTER = {"header_not_found", "file_unreadable"}
# whose words an office may add to
_OF_SURVEYS = (Kind.SURVEY_RESULTS, Kind.ATTEMPTS)
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


def settle_batch(
    folder: OfficeFolder, batch_id: int, as_of: date, watch: Watch = unwatched
) -> dict[str, int]:
    """Read and load one batch in one transaction; return its counts. A batch is in or it is not (`held`, `refused`)."""
    with begin(folder.database) as connection:
        scope = register_office(connection, folder)
        batch = batches.waiting_one(connection, batch_id)
        if batch is None:
            return {"rows": 0, "set_aside": 0, "new": 0}
        kind, outcome = load_batch(connection, folder, scope, batch, as_of, watch=watch)
        batches.finish(connection, batch_id, kind, outcome.status, outcome.counts)
        counts = {"rows": outcome.row_count, "set_aside": outcome.set_aside_count, "new": outcome.new_count}
        is_in = outcome.status is BatchStatus.LOADED
        return counts if is_in else {**counts, outcome.status.value: 1}


def load_batch(
    connection: Connection,
    folder: OfficeFolder,
    scope: Scope,
    batch: Batch,
    as_of: date,
    only: Mapping[str, pa.Array] | None = None,
    watch: Watch = unwatched,
) -> tuple[Kind, Outcome]:
    """Read a batch, or `only` these rows of it by sheet, and load it inside the caller's transaction."""
    with readable(folder, archived_path(folder, batch.sha256)) as path:
        return _load_file(connection, folder, scope, batch, path, as_of, only, watch)


def _load_file(
    connection: Connection,
    folder: OfficeFolder,
    scope: Scope,
    batch: Batch,
    path: Path,
    as_of: date,
    only: Mapping[str, pa.Array] | None,
    watch: Watch,
) -> tuple[Kind, Outcome]:
    names = department_names(connection, scope.office_id)
    kind = Kind.UNKNOWN
    try:
        content = _open(path, name_of(folder.rules))
        kind = content.contract.kind if isinstance(content, TableFile) else Kind.LETTER
        # what is found unreadable half way leaves nothing of its first half
        with connection.begin_nested():
            edition = in_force(folder.rules, as_of)
            others = elsewhere(connection, scope)
            if isinstance(content, TableFile):
                words = read_survey_words(folder.survey_words) if kind in _OF_SURVEYS else SHIPPED_WORDS
                loading = Loading(
                    connection,
                    folder,
                    scope,
                    edition,
                    content,
                    batch.batch_id,
                    as_of,
                    names,
                    only,
                    others,
                    words,
                    watch,
                )
                return kind, _LOADERS[kind](loading)
            return kind, load_letter(
                connection, scope, folder.session, edition, batch.batch_id, content, names, others
            )
    except Unreadable as error:
        batches.add_file_problems(connection, batch.batch_id, [(error.code, None)])
        return kind, Outcome(BatchStatus.REFUSED, 0, 0, 0)


def _open(path: Path, profile: str) -> TableFile | Letter:
    """Return the table or the letter that a file is; raise Unreadable with what is wrong with it."""
    try:
        table = open_table(path, profile=profile)
    except Unreadable as error:
        letter = open_letter(path) if error.code in _MAY_BE_A_LETTER else None
        if letter is None:
            raise
        return letter
    if isinstance(table, TableFile):
        return table
    if letter := open_letter(path):
        return letter
    raise Unreadable("header_not_found")
