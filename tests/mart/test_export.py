"""What is exported is what the views show, read back by others."""

from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
from sqlalchemy import text

from schemas.office import read_office
from tasks.exporting import FILE, LATEST, ExportBusy, export_parquet
from tests.killing import make_fatal, run_until_killed
from tests.mart.story import RENAMED_ON, tell
from tests.warehouse.builder import Builder, put
from warehouse import tables
from warehouse.engine import begin, open_engine, reading
from warehouse.locks import held
from warehouse.mart import VIEWS, stream
from warehouse.mart.definition import view_name

OURS = "370398"


@pytest.fixture
def folder(prepared_office):
    return prepared_office(tell)


def _files(target):
    """Return what readers see of an export."""
    shown = target / LATEST
    return {str(path.relative_to(shown)): path.read_bytes() for path in shown.rglob("*") if path.is_file()}


def test_every_row_and_value_comes_back(folder, tmp_path, monkeypatch):
    # several batches in a file
    monkeypatch.setattr(stream, "BATCH_ROWS", 50)
    counts = export_parquet(folder, tmp_path / "mart")
    with reading(folder.database) as connection:
        for view in VIEWS:
            place = view_name(view, connection.dialect.name)
            shown = [tuple(row) for row in connection.execute(text(f"SELECT * FROM {place}"))]
            found = ds.dataset(tmp_path / "mart" / LATEST / view.name, partitioning="hive").to_table()
            back = list(zip(*(found[name].to_pylist() for name in view.columns), strict=True))
            assert counts[view.name] == len(back)
            assert sorted(map(_plain, back)) == sorted(map(_plain, shown)), view.name


def _plain(row):
    # SQLite says 0 and 1 for no and yes, and dates as texts
    return [str(int(value) if isinstance(value, bool) else value).split(".")[0] for value in row]


def test_duckdb_and_pandas_read_it_with_its_partitions(folder, tmp_path):
    export_parquet(folder, tmp_path / "mart")
    good = duckdb.sql(
        "SELECT count(*) FILTER (is_good), count(*) "
        f"FROM read_parquet('{tmp_path}/mart/latest/fact_verdict/*/*/*.parquet', hive_partitioning = true) "
        "WHERE session_year = 2020 AND region = 370398 AND is_newest AND round = 1"
    ).fetchall()
    assert good == [(118, 120)]
    frame = pd.read_parquet(tmp_path / "mart" / LATEST / "fact_reply")
    assert set(frame["session_year"].astype(int)) == {2020}
    assert str(frame["replied_on"].dropna().max()) <= str(RENAMED_ON)
    schema = pq.read_schema(
        tmp_path / "mart" / LATEST / "fact_reply" / f"region={OURS}" / "session_year=2020" / FILE
    )
    assert schema.field("replied_on").metadata[b"chinese"].decode() == "答复日期"


def test_no_telephone_number_is_in_any_file(folder, tmp_path):
    export_parquet(folder, tmp_path / "mart")
    with reading(folder.database) as connection:
        numbers = {
            number[-11:] for number in connection.execute(text("SELECT e164 FROM deputy_phone")).scalars()
        }
        numbers |= set(connection.execute(text("SELECT phone FROM reply WHERE phone <> ''")).scalars())
    assert len(numbers) > 20
    for view in VIEWS:
        shown = (
            ds.dataset(tmp_path / "mart" / LATEST / view.name, partitioning="hive")
            .to_table()
            .to_pandas()
            .to_csv()
        )
        assert not [number for number in numbers if number in shown], view.name


def test_a_second_export_replaces_partitions_and_leaves_other_offices(folder, tmp_path):
    with begin(folder.database) as connection:
        other = put(connection, tables.office, region_code="370399", name="另一区")
        Builder(connection, other, meeting=3)
    export_parquet(folder, tmp_path / "mart", every_office=True)
    before = _files(tmp_path / "mart")
    theirs = {name for name in before if "370399" in name}
    assert len(theirs) == len(VIEWS)
    with begin(folder.database) as connection:
        connection.execute(tables.verdict.delete())
    assert export_parquet(folder, tmp_path / "mart")["fact_verdict"] == 0
    after = _files(tmp_path / "mart")
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {f"fact_verdict/region={OURS}/session_year=2020/{FILE}"}
    assert set(after) == set(before)


# the first partition; those taken over; the export has its number, and the link leads to the one before; all is done
@pytest.mark.parametrize(
    "target", ["tasks.exporting._write", "tasks.exporting._take_over", "os.symlink", "tasks.exporting._show"]
)
def test_readers_of_a_killed_export_see_the_one_before(folder, tmp_path, target):
    mart = tmp_path / "mart"
    export_parquet(folder, mart)
    before = _files(mart)
    with begin(folder.database) as connection:
        connection.execute(tables.verdict.delete())
        connection.execute(tables.suggestion_event.delete())
    export_parquet(folder, tmp_path / "undisturbed")
    after = _files(tmp_path / "undisturbed")
    open_engine(folder.database).dispose()
    run_until_killed(_export_and_die, folder.path, folder.database, mart, target)
    assert _files(mart) == (after if target == "tasks.exporting._show" else before)
    export_parquet(folder, mart)
    assert _files(mart) == after
    assert {path.name for path in mart.iterdir()} == {"exports", LATEST, ".export.lock"}
    assert len(list((mart / "exports").iterdir())) == 2


def _export_and_die(path: Path, database: str, mart: Path, target: str) -> None:
    make_fatal(target)
    export_parquet(read_office(path, database), mart)


def test_two_exports_to_one_folder_do_not_mix(folder, tmp_path):
    (tmp_path / "mart").mkdir()
    with held(tmp_path / "mart" / ".export.lock"), pytest.raises(ExportBusy):
        export_parquet(folder, tmp_path / "mart")
    assert export_parquet(folder, tmp_path / "mart")["fact_verdict"] == 120


def test_who_opened_an_export_reads_on_in_it_while_the_next_is_shown(folder, tmp_path):
    mart = tmp_path / "mart"
    export_parquet(folder, mart)
    opened = (mart / LATEST).resolve()
    reader = ds.dataset(opened / "fact_verdict", partitioning="hive")
    with begin(folder.database) as connection:
        connection.execute(tables.verdict.delete())
    export_parquet(folder, mart)
    assert reader.count_rows() == 120
    assert len(_files(mart)) == len(VIEWS)
    assert ds.dataset(mart / LATEST / "fact_verdict", partitioning="hive").count_rows() == 0
    export_parquet(folder, mart)
    assert not opened.exists()


def test_what_is_taken_over_is_no_second_copy_and_goes_where_links_do_not(folder, tmp_path, monkeypatch):
    with begin(folder.database) as connection:
        other = put(connection, tables.office, region_code="370399", name="另一区")
        Builder(connection, other, meeting=3)
    mart, theirs = tmp_path / "mart", Path("dim_office", "region=370399", FILE)
    export_parquet(folder, mart, every_office=True)
    first = (mart / LATEST / theirs).stat()
    export_parquet(folder, mart)
    assert (mart / LATEST / theirs).stat().st_ino == first.st_ino

    def refuse(*_):
        raise OSError("this file system has no hard links")

    monkeypatch.setattr("os.link", refuse)
    export_parquet(folder, mart)
    copied = (mart / LATEST / theirs).stat()
    assert copied.st_ino != first.st_ino
    assert copied.st_size == first.st_size


def test_an_export_that_fails_leaves_everything_as_it_was(folder, tmp_path, monkeypatch):
    export_parquet(folder, tmp_path / "mart")
    before = _files(tmp_path / "mart")
    with begin(folder.database) as connection:
        connection.execute(tables.verdict.delete())
    monkeypatch.setattr("tasks.exporting.VIEWS", [*VIEWS, None])
    with pytest.raises(AttributeError):
        export_parquet(folder, tmp_path / "mart")
    assert _files(tmp_path / "mart") == before
