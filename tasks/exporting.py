"""The mart as Parquet files, for pandas, DuckDB and whoever else reads them."""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.office import OfficeFolder
from warehouse.engine import reading
from warehouse.locks import held
from warehouse.mart import VIEWS
from warehouse.mart.stream import arrow_schema, batches, offices_with_years
from warehouse.mart.view import View

FILE = "part-0.parquet"
# what readers open: a link to the newest of the exports
LATEST = "latest"
_EXPORTS, _WORK, _LOCK = "exports", ".export", ".export.lock"


class ExportBusy(Exception):
    """Another process exports to the folder; nothing was written."""


def export_parquet(folder: OfficeFolder, target: Path, *, every_office: bool = False) -> dict[str, int]:
    """Write the mart of the office, or of every office of the warehouse, below `target`; return the rows of each view.

    A view is a folder of `latest`, partitioned in Hive style: fact_reply/region=370303/session_year=2020/part-0.parquet; facts by the
    year of their session, dimensions by office alone; no column of a view is called so. All is read from one state of the warehouse.
    Partitions of offices and years that are not exported are taken over from the export before.

    An export is a folder of its own, made beside the others and shown by turning the link `latest` over to it: whoever opens it sees
    one export, also while the next is written or was killed. The one before is kept for those who are still reading it.
    """
    target.mkdir(parents=True, exist_ok=True)
    with held(target / _LOCK) as mine:
        if not mine:
            raise ExportBusy(f"another export writes to {target}")
        work = target / _WORK
        # what an export left that was stopped
        if work.exists():
            shutil.rmtree(work)
        work.mkdir()
        try:
            counts = _write_all(folder, work, None if every_office else folder.office.region_code)
            _take_over(target / LATEST, work)
            _show(target, work)
        finally:
            shutil.rmtree(work, ignore_errors=True)
    return counts


def _write_all(folder: OfficeFolder, work: Path, region_code: str | None) -> dict[str, int]:
    """Write every partition below `work`; return the rows of each view."""
    counts = dict.fromkeys((view.name for view in VIEWS), 0)
    with reading(folder.database) as connection:
        for office_id, code, years in offices_with_years(connection, region_code):
            for view in VIEWS:
                for year in years if view.is_fact else [None]:
                    of_year = [f"session_year={year}"] if year else []
                    path = work.joinpath(view.name, f"region={code}", *of_year, FILE)
                    counts[view.name] += _write(path, view, batches(connection, view, office_id, year))
    return counts


def _take_over(shown: Path, work: Path) -> None:
    """Put the partitions that were not written anew beside those that were."""
    for view in VIEWS:
        for path in sorted((shown / view.name).rglob(FILE)):
            place = work / path.relative_to(shown)
            if not place.exists():
                place.parent.mkdir(parents=True, exist_ok=True)
                _share(path, place)


def _share(path: Path, place: Path) -> None:
    try:
        # nobody writes into a partition: it may be the same file
        os.link(path, place)
    except OSError:
        shutil.copy2(path, place)


def _show(target: Path, work: Path) -> None:
    """Give an export its number and turn the link over to it; all but it and the one before go."""
    exports, latest = target / _EXPORTS, target / LATEST
    exports.mkdir(exist_ok=True)
    there = [path for path in exports.iterdir() if path.name.isdigit()]
    made = exports / f"{1 + max((int(path.name) for path in there), default=0):06d}"
    kept = latest.resolve() if latest.exists() else made
    work.replace(made)
    turned = target / f"{_WORK}.link"
    turned.unlink(missing_ok=True)
    turned.symlink_to(made.relative_to(target))
    turned.replace(latest)
    for path in there:
        if path.name != kept.name:
            shutil.rmtree(path)


def _write(path: Path, view: View, rows: Iterable[pa.RecordBatch]) -> int:
    """Write one partition; one without rows is a file with columns and no rows, so that what was there is gone."""
    path.parent.mkdir(parents=True)
    count = 0
    with pq.ParquetWriter(path, arrow_schema(view), compression="zstd") as writer:
        for batch in rows:
            writer.write_batch(batch)
            count += batch.num_rows
    return count
