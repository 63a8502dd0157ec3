"""The mart as Parquet files, for pandas, DuckDB and whoever else reads them."""

import json
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import mkdtemp

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.office import OfficeFolder
from tasks.writing.place import put
from warehouse.engine import reading
from warehouse.locks import held
from warehouse.mart import VIEWS
from warehouse.mart.stream import arrow_schema, batches, offices_with_years
from warehouse.mart.view import View

FILE = "part-0.parquet"
_WORK, _LOCK, _WHOLE = ".export-", ".export.lock", "_whole"


class ExportBusy(Exception):
    """Another process exports to the folder; nothing was written."""


def export_parquet(folder: OfficeFolder, target: Path, *, every_office: bool = False) -> dict[str, int]:
    """Write the mart of the office, or of every office of the warehouse, below `target`; return the rows of each view.

    A view is a folder, partitioned in Hive style: fact_reply/region=370303/session_year=2020/part-0.parquet; facts by the year of
    their session, dimensions by office alone; no column of a view is called so. All is read from one state of the warehouse. A
    partition is replaced whole, by renaming a file that is complete; partitions of offices and years that are not exported stay.

    The partitions of an office are of one export as long as its file in `_whole` is there (see `whole_path`): it goes before the
    first is replaced and comes back after the last. Who died in between left none, and the next export makes it good.
    """
    target.mkdir(parents=True, exist_ok=True)
    with held(target / _LOCK) as mine:
        if not mine:
            raise ExportBusy(f"another export writes to {target}")
        # what an export left that was stopped
        for left in target.glob(f"{_WORK}*/"):
            shutil.rmtree(left)
        # on the same file system, so that a rename is all there is to it
        work = Path(mkdtemp(prefix=_WORK, dir=target))
        try:
            written = _write_all(folder, work, None if every_office else folder.office.region_code)
            for region_code, parts in written.items():
                _replace(work, target, region_code, parts)
        finally:
            shutil.rmtree(work)
    counts = dict.fromkeys((view.name for view in VIEWS), 0)
    for parts in written.values():
        for part, count in parts.items():
            counts[part.parts[0]] += count
    return counts


def whole_path(target: Path, region_code: str) -> Path:
    """Return the file that is there while all partitions of an office are of one export; it names them with their rows."""
    return target / _WHOLE / f"{region_code}.json"


def _write_all(folder: OfficeFolder, work: Path, region_code: str | None) -> dict[str, dict[Path, int]]:
    """Write every partition below `work`; return for each office its partitions with how many rows they have."""
    written: dict[str, dict[Path, int]] = {}
    with reading(folder.database) as connection:
        for office_id, code, years in offices_with_years(connection, region_code):
            for view in VIEWS:
                for year in years if view.is_fact else [None]:
                    of_year = [f"session_year={year}"] if year else []
                    part = Path(view.name, f"region={code}", *of_year, FILE)
                    count = _write(work / part, view, batches(connection, view, office_id, year))
                    written.setdefault(code, {})[part] = count
    return written


def _replace(work: Path, target: Path, region_code: str, parts: Mapping[Path, int]) -> None:
    whole = whole_path(target, region_code)
    whole.unlink(missing_ok=True)
    for part in parts:
        _move(work / part, target / part)
    said = {"region": region_code, "rows": {part.as_posix(): count for part, count in parts.items()}}
    put(json.dumps(said, indent=1).encode(), whole)


def _move(made: Path, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    made.replace(place)


def _write(path: Path, view: View, rows: Iterable[pa.RecordBatch]) -> int:
    """Write one partition; one without rows is a file with columns and no rows, so that what was there is gone."""
    path.parent.mkdir(parents=True)
    count = 0
    with pq.ParquetWriter(path, arrow_schema(view), compression="zstd") as writer:
        for batch in rows:
            writer.write_batch(batch)
            count += batch.num_rows
    return count
