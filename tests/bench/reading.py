"""How fast letters and sheets are read, beside the fastest reader of the same file in the same run.

`python -m tests.bench.reading [--letters 200] [--rows 100000] [--json FILE]`. Letters: fields found, per format, in one process
and in a pool of two. Sheets: rows in blocks with our field names, beside a reader that only hands cells out.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pyarrow.csv as arrow_csv
import xlwt
from openpyxl import Workbook
from python_calamine import CalamineWorkbook
from rich.console import Console
from rich.table import Table

from schemas.inputs import REPLIES
from tasks.reading.letters.opening import open_letter
from tasks.reading.table import TableFile, open_table
from tests.bench.generate import department_names
from tests.reading.letters.documents import document
from tests.reading.letters.odts import odt
from tests.reading.letters.pdfs import pdf
from tests.reading.letters.words97 import word97
from tests.rules.letters.whole_letters import WHOLE

_PROCESSES = 2
_XLS_ROWS = 60_000


def main() -> None:
    """Measure, print and save."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.reading", description=__doc__)
    parser.add_argument("--letters", type=int, default=200, help="letters per format")
    parser.add_argument("--rows", type=int, default=100_000, help="rows per sheet; xls holds 60,000 at most")
    parser.add_argument("--json", metavar="FILE")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        letters = measure_letters(Path(folder), arguments.letters)
        sheets = measure_sheets(Path(folder), arguments.rows)
    _print(letters, sheets)
    if arguments.json:
        figures = json.dumps({"letters": letters, "sheets": sheets}, ensure_ascii=False, indent=1)
        Path(arguments.json).write_text(figures + "\n", "utf-8")


def measure_letters(folder: Path, count: int) -> list[dict[str, Any]]:
    """Return letters per second by format, in one process and in a pool."""
    results = []
    for name, write in _WRITERS.items():
        paths = [write(folder / f"{place}.{name}", WHOLE[place % len(WHOLE)].lines) for place in range(count)]
        one = _seconds(lambda paths=paths: [_read(path) for path in paths])  # type: ignore[misc]
        with ProcessPoolExecutor(_PROCESSES) as pool:
            list(pool.map(_read, paths[:4]))
            pooled = _seconds(lambda paths=paths, pool=pool: list(pool.map(_read, paths, chunksize=8)))  # type: ignore[misc]
        results.append({"format": name, "per_second": count / one, "per_second_2_processes": count / pooled})
    return results


def _read(path: Path) -> bool:
    return open_letter(path) is not None


_WRITERS: dict[str, Callable[[Path, Sequence[str]], Path]] = {
    "docx": lambda path, lines: document(path, *lines),
    "doc": lambda path, lines: word97(path, "".join(f"{line}\r" for line in lines)),
    "odt": lambda path, lines: odt(path, *lines),
    "pdf": lambda path, lines: pdf(path, lines),
    "txt": lambda path, lines: _text(path, "\n".join(lines)),
    "html": lambda path, lines: _text(path, "<html><body>" + "".join(f"<p>{line}</p>" for line in lines)),
}


def _text(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def measure_sheets(folder: Path, rows: int) -> list[dict[str, Any]]:
    """Return rows per second of our reader and of the fastest reader of the same file."""
    results = []
    for name, (write, fastest) in _SHEETS.items():
        count = min(rows, _XLS_ROWS) if name == "xls" else rows
        path = write(folder / f"register.{name}", _register(count))
        bare = _seconds(lambda path=path, fastest=fastest: fastest(path))  # type: ignore[misc]
        ours = _seconds(lambda path=path: _blocks(path))  # type: ignore[misc]
        results.append(
            {"format": name, "rows": count, "seconds": ours, "fastest": bare, "ratio": ours / bare}
        )
    return results


def _register(count: int) -> list[list[str]]:
    departments = department_names()
    head = [field.chinese for field in REPLIES.fields]
    row = [
        "",
        "关于增设充电桩的建议",
        "",
        "",
        "",
        "2020-04-10",
        "A",
        "李强",
        "王芳",
        "0500-5550123",
        "是",
        "主动公开",
    ]
    rows = []
    for place in range(count):
        mine = [*row, *[""] * (len(head) - len(row))]
        mine[0], mine[2] = str(place + 1), departments[place % len(departments)]
        mine[4] = f"临教字〔2020〕{place + 1}号"
        rows.append(mine)
    return [head, *rows]


def _write_xlsx(path: Path, rows: list[list[str]]) -> Path:
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("答复")
    for row in rows:
        sheet.append(row)
    workbook.save(path)
    return path


def _write_xls(path: Path, rows: list[list[str]]) -> Path:
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("答复")
    for place, row in enumerate(rows):
        for column, value in enumerate(row):
            sheet.write(place, column, value)
    workbook.save(str(path))
    return path


def _write_csv(path: Path, rows: list[list[str]]) -> Path:
    return _text(path, "\n".join(",".join(row) for row in rows) + "\n")


def _calamine(path: Path) -> int:
    return len(CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python())


def _arrow(path: Path) -> int:
    return int(arrow_csv.read_csv(path).num_rows)


_SHEETS: dict[str, tuple[Callable[[Path, list[list[str]]], Path], Callable[[Path], int]]] = {
    "xlsx": (_write_xlsx, _calamine),
    "xls": (_write_xls, _calamine),
    "csv": (_write_csv, _arrow),
}


def _blocks(path: Path) -> int:
    table = open_table(path)
    if not isinstance(table, TableFile):
        raise TypeError(f"{path.name} was not taken for a register")
    return sum(block.num_rows for block, _ in table.blocks())


def _seconds(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _print(letters: list[dict[str, Any]], sheets: list[dict[str, Any]]) -> None:
    console = Console(width=110)
    table = Table("format", "letters/s", f"letters/s, {_PROCESSES} processes", title="Letters")
    for row in letters:
        table.add_row(row["format"], f"{row['per_second']:.0f}", f"{row['per_second_2_processes']:.0f}")
    console.print(table)
    table = Table("format", "rows", "rows/s", "s", "fastest reader, s", "ratio", title="Sheets")
    for row in sheets:
        table.add_row(
            row["format"],
            f"{row['rows']:,}",
            f"{row['rows'] / row['seconds']:,.0f}",
            f"{row['seconds']:.2f}",
            f"{row['fastest']:.2f}",
            f"{row['ratio']:.1f}",
        )
    console.print(table)


if __name__ == "__main__":
    main()
