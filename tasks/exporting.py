"""The mart as Parquet files, for pandas, DuckDB and whoever else reads them."""

import shutil
from collections.abc import Iterable
from pathlib import Path
from tempfile import mkdtemp

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.office import OfficeFolder
from warehouse.engine import reading
from warehouse.mart import VIEWS
from warehouse.mart.stream import arrow_schema, batches, offices_with_years
from warehouse.mart.view import View

FILE = "part-0.parquet"


def export_parquet(folder: OfficeFolder, target: Path, *, every_office: bool = False) -> dict[str, int]:
    """Write the mart of the office, or of every office of the warehouse, below `target`; return the rows of each view.

    A view is a folder, partitioned in Hive style: fact_reply/region=370303/session_year=2020/part-0.parquet; facts by the year of
    their session, dimensions by office alone; no column of a view is called so. All is read from one state of the warehouse. A partition is replaced whole, by
    renaming a file that is complete; partitions of offices and years that are not exported stay.
    """
    counts = dict.fromkeys((view.name for view in VIEWS), 0)
    target.mkdir(parents=True, exist_ok=True)
    # on the same file system, so that a rename is all there is to it
    work = Path(mkdtemp(prefix=".export-", dir=target))
    written: list[tuple[Path, Path]] = []
    try:
        with reading(folder.database) as connection:
            wanted = None if every_office else folder.office.region_code
            for office_id, region_code, years in offices_with_years(connection, wanted):
                for view in VIEWS:
                    for year in years if view.is_fact else [None]:
                        part = Path(
                            view.name,
                            f"region={region_code}",
                            *([f"session_year={year}"] if year else []),
                            FILE,
                        )
                        counts[view.name] += _write(
                            work / part, view, batches(connection, view, office_id, year)
                        )
                        written.append((work / part, target / part))
        for made, place in written:
            place.parent.mkdir(parents=True, exist_ok=True)
            made.replace(place)
    finally:
        shutil.rmtree(work)
    return counts


def _write(path: Path, view: View, rows: Iterable[pa.RecordBatch]) -> int:
    """Write one partition; one without rows is a file with columns and no rows, so that what was there is gone."""
    path.parent.mkdir(parents=True)
    count = 0
    with pq.ParquetWriter(path, arrow_schema(view), compression="zstd") as writer:
        for batch in rows:
            writer.write_batch(batch)
            count += batch.num_rows
    return count
