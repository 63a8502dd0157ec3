"""Deleting personal data past its purpose: lists that left and results that came back, with a record and without the figures."""

from datetime import date, timedelta
from pathlib import Path

import pandas as pd

from schemas.office import OfficeFolder
from tasks.inbox import archived_path, file_hash
from tasks.passwords import password_path
from tasks.writing.manifest import KEPT_DAYS
from warehouse import purging
from warehouse.engine import begin
from warehouse.offices import find_scope
from warehouse.purging import CALL_LIST, QUEXS_LIST, Expired

COLUMNS = {"what": "内容", "file_name": "文件", "cycle_id": "回访", "sha256": "sha256"}


def purge(folder: OfficeFolder, as_of: date, confirmed_by: str | None = None) -> pd.DataFrame:
    """Delete what is past its purpose and return it, with COLUMNS; without a name it is a dry run.

    A cycle's purpose has passed when it is closed and its window ended KEPT_DAYS ago. Answers, figures and ledger stay. The
    record is written after the file is gone: whoever is interrupted deletes the rest.
    """
    with begin(folder.database) as connection:
        scope = find_scope(connection, folder)
        found = purging.expired(connection, scope, as_of - timedelta(days=KEPT_DAYS))
    if confirmed_by:
        for gone in found:
            for path in _copies(folder, gone):
                path.unlink(missing_ok=True)
            with begin(folder.database) as connection:
                purging.record_deletion(connection, scope, gone, confirmed_by, as_of)
    return pd.DataFrame([vars(gone) for gone in found], columns=list(COLUMNS))


def _copies(folder: OfficeFolder, gone: Expired) -> list[Path]:
    if gone.what in (CALL_LIST, QUEXS_LIST):
        return [folder.outbox / "survey" / gone.file_name, password_path(folder, gone.cycle_id)]
    archived = archived_path(folder, gone.sha256)
    length = archived.stat().st_size if archived.exists() else None
    same = [
        path
        for path in folder.inbox.rglob("*")
        if path.is_file()
        and (length is None or path.stat().st_size == length)
        and file_hash(path) == gone.sha256
    ]
    return [*same, archived]
