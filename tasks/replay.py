"""Judging again what was held, refused or set aside, after a rule, a name or the directory was mended."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from schemas.office import OfficeFolder
from tasks.batches import load_batch
from tasks.inbox import archived_path
from tasks.loading.outcome import Outcome
from warehouse import batches, replays
from warehouse.engine import begin, reading
from warehouse.offices import Scope, find_scope
from warehouse.replays import Unsettled

COLUMNS = {
    "batch_id": "批次",
    "file_name": "文件",
    "outcome": "结果",
    "rows": "重新判定的行数",
    "new": "新采用",
    "set_aside": "仍未采用",
    "fixed": "已解决的问题",
}
PURGED = "skipped: the file was deleted because its purpose had passed"
NEWER = "skipped: batch {newer} holds a newer directory"


class NoSuchBatch(Exception):
    """A number that no batch with something left to judge has."""


def replay(folder: OfficeFolder, as_of: date, wanted: Collection[int] = ()) -> pd.DataFrame:
    """Judge again each batch, or the `wanted` ones, in its own transaction; return COLUMNS per batch.

    Of a batch that went in only the rows that were set aside come up; of a held or refused file and of a letter, all.
    A row never replaces what a later file said. Raises NoSuchBatch before anything is done.
    """
    with reading(folder.database) as connection:
        scope = find_scope(connection, folder)
        found = {batch.batch_id: batch for batch in replays.unsettled(connection, scope.office_id)}
    if missing := sorted(set(wanted) - set(found)):
        raise NoSuchBatch(f"nothing to judge again in batch {', '.join(map(str, missing))}")
    chosen = [found[batch_id] for batch_id in (sorted(wanted) or found)]
    records = [_replay(folder, scope, batch, as_of) for batch in chosen]
    return pd.DataFrame(records, columns=list(COLUMNS))


def _replay(folder: OfficeFolder, scope: Scope, batch: Unsettled, as_of: date) -> dict[str, Any]:
    known = {"batch_id": batch.batch_id, "file_name": batch.file_name}
    if not archived_path(folder, batch.sha256).exists():
        counts = {"rows": 0, "new": 0, "set_aside": batch.set_aside_count, "fixed": 0}
        return known | {"outcome": PURGED} | counts
    if batch.newer:
        outcome = NEWER.format(newer=batch.newer)
        return known | {
            "outcome": outcome,
            "rows": 0,
            "new": 0,
            "set_aside": batch.set_aside_count,
            "fixed": 0,
        }
    with begin(folder.database) as connection:
        settled, fixed = _judge_again(connection, folder, scope, batch, as_of)
    return known | {
        "outcome": settled.status.value,
        "rows": settled.row_count,
        "new": settled.new_count,
        "set_aside": settled.set_aside_count,
        "fixed": fixed,
    }


def _judge_again(
    connection: Connection, folder: OfficeFolder, scope: Scope, batch: Unsettled, as_of: date
) -> tuple[Outcome, int]:
    row = batches.locked(connection, batch.batch_id)
    last = replays.last_problem(connection)
    before = replays.open_up_to(connection, batch.batch_id, last)
    rows = None
    if batch.is_whole:
        replays.reopen_whole(connection, batch.batch_id)
    else:
        rows = replays.reopen_rows(connection, batch.batch_id)
    kind, outcome = load_batch(connection, folder, scope, row, as_of, rows)
    total = outcome
    if rows is not None:
        came_up = sum(len(numbers) for numbers in rows.values())
        total = replace(
            outcome,
            row_count=batch.row_count,
            set_aside_count=max(batch.set_aside_count - came_up, 0) + outcome.set_aside_count,
            new_count=batch.new_count + outcome.new_count,
        )
    batches.finish(connection, batch.batch_id, kind, total.status, total.counts)
    replays.settle_problems(connection, batch.batch_id, last, rows)
    return outcome, before - replays.open_up_to(connection, batch.batch_id, last)
