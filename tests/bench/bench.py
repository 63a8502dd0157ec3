"""The pipeline against plain COPY, on SQLite and PostgreSQL, at any size.

`python -m tests.bench.bench [--rows 10000 100000] [--database URL] [--json FILE] [--keep FOLDER]`. A PostgreSQL server is
named by `--database` or DUBAN_BENCH_DATABASE; databases `duban_bench_*` are made there and dropped again. Every measurement
runs in a process of its own; library imports count only where that is said.
"""

import argparse
import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from rich.console import Console
from rich.table import Table
from sqlalchemy import func, select
from sqlalchemy.engine import make_url

from schemas.office import settings_text
from schemas.words import Kind
from tests.bench import yardstick
from tests.bench.generate import make_year
from warehouse.engine import begin, open_engine
from warehouse.migrate import upgrade
from warehouse.tables import batch, problem

_GX_ROWS = 100_000
_DATABASE_STAGES = ("stage", "match", "promote", "rest")
_STAGES = (
    "hash_archive",
    "read",
    "normalise",
    "judge",
    "tally",
    "wait",
    "stage",
    "match",
    "check",
    "promote",
    "rest",
    "total",
)


def main() -> None:
    """Measure, print and save."""
    arguments = _arguments()
    console = Console(width=130)
    server = arguments.database or os.environ.get("DUBAN_BENCH_DATABASE")
    results: list[dict[str, Any]] = []
    with _folder(arguments.keep) as folder:
        for rows in arguments.rows:
            for backend in arguments.backends if server else ["sqlite"]:
                results.append(_measured(folder, rows, backend, server, console))
                _save(arguments.json, results, {})
        once = _once(folder)
    _print(console, results, once)
    _save(arguments.json, results, once)


def _save(path: str | None, results: list[dict[str, Any]], once: dict[str, Any]) -> None:
    if path:
        figures = json.dumps({"runs": results, "once": once}, ensure_ascii=False, indent=1)
        Path(path).write_text(figures + "\n", "utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.bench", description=__doc__)
    parser.add_argument("--rows", nargs="+", type=int, default=[10_000, 100_000])
    parser.add_argument("--database", help="URL of a PostgreSQL server")
    parser.add_argument("--backends", nargs="+", default=["sqlite", "postgresql"])
    parser.add_argument("--json", help="write the figures to this file")
    parser.add_argument("--keep", type=Path, help="work in this folder and leave it there")
    return parser.parse_args()


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep
        return
    with tempfile.TemporaryDirectory(prefix="duban-bench-") as name:
        yield Path(name)


def _measured(folder: Path, rows: int, backend: str, server: str | None, console: Console) -> dict[str, Any]:
    """Take one office of one size through its year on one database."""
    year = _year(folder, rows)
    office = office_folder(folder / f"{backend}-{rows}")
    with _warehouse(office, rows, server if backend == "postgresql" else None) as url:
        console.print(f"{backend} {rows:,}: register")
        drop(office, (year / f"{name}.csv" for name in ("departments", "deputies", "suggestions")))
        found: dict[str, Any] = {"backend": backend, "rows": rows, "register": _run("load", office, url)}
        console.print(f"{backend} {rows:,}: replies")
        drop(office, [year / "replies.csv"])
        found["replies"] = _run("load", office, url)
        found["yardstick"] = _yardstick(url, year / "replies.csv", folder / f"accepted-{backend}.csv")
        start = time.perf_counter()
        found["known"] = _run("night", office, url)
        found["known"]["total"] = time.perf_counter() - start
        found["faults"] = _faults(url, year / "faults.csv")
        drop(office, [_again(year)])
        found["again"] = _run("load", office, url)
        drop(office, [year / "new_replies.csv"])
        found["new"] = _run("load", office, url)
    return found


def _year(folder: Path, rows: int) -> Path:
    year = folder / f"year-{rows}"
    if not (year / "faults.csv").exists():
        make_year(year, rows)
    return year


def office_folder(path: Path) -> Path:
    shutil.rmtree(path, ignore_errors=True)
    (path / "inbox").mkdir(parents=True)
    settings = settings_text(
        {
            "name": "云溪区人大常委会代表工委",
            "region_code": "370399",
            "region_name": "云溪区",
            "area_code": "0500",
            "profile": "shandong",
            "government": "云溪区人民政府",
            "letter_mark": "云人代工函",
            "term": 17,
            "meeting": 4,
            "session_name": "区十七届人大四次会议",
            "year": 2020,
        }
    )
    (path / "duban.toml").write_text(settings, "utf-8")
    return path


@contextmanager
def _warehouse(office: Path, rows: int, server: str | None) -> Iterator[str]:
    """An empty warehouse: a file in the office folder, or a database of its own on the server."""
    if server is None:
        url = f"sqlite:///{office / 'warehouse.db'}"
        upgrade(url)
        yield url
        open_engine(url).dispose()
        return
    name = f"duban_bench_{rows}"
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(drop)
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        url = make_url(server).set(database=name).render_as_string(hide_password=False)
        try:
            upgrade(url)
            yield url
        finally:
            open_engine(url).dispose()
            connection.execute(drop)


def drop(office: Path, files: Iterable[Path]) -> None:
    """Put files into the inbox, as if they had lain there for a while."""
    for path in files:
        target = office / "inbox" / path.name
        shutil.copyfile(path, target)
        os.utime(target, (0, 0))


def _again(year: Path) -> Path:
    """Return the same register under another hash: with an empty line at its end."""
    again = year / "replies_again.csv"
    shutil.copyfile(year / "replies.csv", again)
    with again.open("ab") as stream:
        stream.write(b"\n")
    return again


def _run(step: str, folder: Path, url: str) -> dict[str, Any]:
    """Measure in a fresh process."""
    command = [sys.executable, "-m", "tests.bench.measure", step, str(folder), url]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def _yardstick(url: str, register: Path, accepted: Path) -> dict[str, float]:
    if url.startswith("sqlite"):
        return yardstick.sqlite(Path(url.removeprefix("sqlite:///")), register, accepted)
    return yardstick.postgresql(url, register, accepted)


def _faults(url: str, key: Path) -> dict[str, int]:
    """Compare the problems of the register with the answer key."""
    with key.open(encoding="utf-8") as stream:
        wanted = {(int(row["row"]), row["code"]) for row in csv.DictReader(stream)}
    query = (
        select(problem.c.row_no, problem.c.code)
        .join(batch, batch.c.batch_id == problem.c.batch_id)
        .where(batch.c.kind == Kind.REPLIES.value)
    )
    with begin(url) as connection:
        found = {(row.row_no, row.code) for row in connection.execute(query)}
        count = connection.scalar(select(func.count()).select_from(query.subquery())) or 0
    return {
        "wanted": len(wanted),
        "found": count,
        "missed": len(wanted - found),
        "false_alarms": len(found - wanted),
    }


def _once(folder: Path) -> dict[str, Any]:
    """Measure what no database has to do with."""
    sizes = sorted({_GX_ROWS} | {int(path.name.split("-")[1]) for path in folder.glob("year-*")})
    years = {rows: _year(folder, rows) for rows in sizes}
    return {
        "validate": {str(rows): _run("validate", year, "-") for rows, year in years.items()},
        "great_expectations": _run("great_expectations", years[_GX_ROWS], "-"),
        "due_dates": _run("due_dates", folder, "-"),
    }


def _print(console: Console, results: list[dict[str, Any]], once: dict[str, Any]) -> None:
    stages = Table("seconds", *(f"{result['backend']} {result['rows']:,}" for result in results))
    for stage in _STAGES:
        stages.add_row(stage, *(_seconds_and_rate(result, stage) for result in results))
    console.print(stages)
    ratios = Table("", *(f"{result['backend']} {result['rows']:,}" for result in results))
    for name, figure in _FIGURES.items():
        ratios.add_row(name, *(figure(result) for result in results))
    console.print(ratios)
    _print_once(console, results, once)


def _seconds_and_rate(result: dict[str, Any], stage: str) -> str:
    load = result["replies"]
    seconds = load["total"] if stage == "total" else load["stages"].get(stage, 0.0)
    return f"{seconds:.2f}  ({result['rows'] / seconds:,.0f}/s)" if seconds else "-"


def _database_part(load: dict[str, Any]) -> float:
    return float(sum(load["stages"].get(stage, 0.0) for stage in _DATABASE_STAGES))


def _to(load: str, unit: str) -> Any:
    def ratio(result: dict[str, Any]) -> str:
        base = result["yardstick"].get(unit)
        return f"{result[load]['total'] / base:.1f}" if base else "-"

    return ratio


_FIGURES: dict[str, Any] = {
    "plain COPY / insert: file, s": lambda r: f"{r['yardstick'].get('file', 0):.2f}",
    "plain COPY / insert: accepted rows, s": lambda r: f"{r['yardstick']['rows']:.2f}",
    "same into indexed copy, s": lambda r: f"{r['yardstick']['indexed']:.2f}",
    "G1 replies / COPY of the file": _to("replies", "file"),
    "G1 replies / COPY of the rows": _to("replies", "rows"),
    "   replies / indexed COPY of the rows": _to("replies", "indexed"),
    "G2 same file, whole process, s": lambda r: f"{r['known']['total']:.2f}",
    "G3 same rows, other hash, s": lambda r: f"{r['again']['total']:.2f}",
    "G3 same rows, other hash / COPY of the file": _to("again", "file"),
    "G3 same rows, other hash / COPY of the rows": _to("again", "rows"),
    "   rows found new on the second hash": lambda r: str(
        sum(count["new"] for count in r["again"]["counts"])
    ),
    "G6 faults: wanted / missed / false": lambda r: (
        f"{r['faults']['wanted']} / {r['faults']['missed']} / {r['faults']['false_alarms']}"
    ),
    "G8 100 new replies: database, ms": lambda r: f"{1000 * _database_part(r['new']):.0f}",
    "G9 peak MB: replies (again)": lambda r: f"{r['replies']['peak_mb']:.0f} ({r['again']['peak_mb']:.0f})",
    "register of suggestions: s (peak MB)": lambda r: (
        f"{r['register']['total']:.1f} ({r['register']['peak_mb']:.0f})"
    ),
    "import of Great Expectations, s": lambda r: f"{r['replies']['gx_import']:.1f}",
}


def _print_once(console: Console, results: list[dict[str, Any]], once: dict[str, Any]) -> None:
    alone = once["validate"]
    for rows, figures in alone.items():
        console.print(f"G6 validation alone, {int(rows):,} rows: {figures['seconds']:.2f} s")
    library = once["great_expectations"]
    ratio = library["seconds"] / alone[str(_GX_ROWS)]["seconds"]
    console.print(
        f"G6 Great Expectations COMPLETE, {library['expectations']} expectations, {_GX_ROWS:,} rows:"
        f" {library['seconds']:.2f} s = {ratio:.1f} x validation"
    )
    for backend in dict.fromkeys(result["backend"] for result in results):
        of_backend = [_database_part(result["new"]) for result in results if result["backend"] == backend]
        console.print(f"G8 {backend}: largest to smallest size {of_backend[-1] / of_backend[0]:.2f}")
    due = once["due_dates"]
    console.print(
        f"G13 a million due dates, {due['terms']} terms: {due['seconds']:.3f} s, filling the table {due['first']:.2f} s"
    )


if __name__ == "__main__":
    main()
