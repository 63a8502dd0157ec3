"""A survey cycle of any size, from its opening to its verdicts, beside bare writers and readers of the same list.

`python -m tests.bench.survey [--deputies 50000] [--items 200000] [--json FILE]`. Every step runs in a process of its own, on
SQLite; seconds are without imports. The bare writer hands the same cells to xlsxwriter, the bare reader takes them by calamine.
"""

import argparse
import io
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import xlsxwriter
from pyarrow import csv as arrow_csv
from python_calamine import CalamineWorkbook
from rich.console import Console
from rich.table import Table

from schemas.office import read_office
from tests.bench.bench import drop, office_folder
from tests.bench.generate import REPLY_HEADERS, department_names
from tests.bench.measure import peak_mb
from warehouse.migrate import upgrade

_TAKEN_IN = date(2020, 8, 31)
_WINDOW = (date(2020, 9, 1), date(2020, 9, 30))
_CLOSED = date(2020, 10, 1)
_LIST = "filled_in.xlsx"
_SHEET = "名单"
_SAID = ("满意", "满意", "满意", "基本满意", "基本满意", "不满意", "说不清", "未接通")


def main() -> None:
    """Measure, print and save."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.survey", description=__doc__)
    parser.add_argument("--deputies", type=int, default=50_000)
    parser.add_argument("--items", type=int, default=200_000)
    parser.add_argument("--json", metavar="FILE")
    parser.add_argument("--step", nargs=2, metavar=("NAME", "FOLDER"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.step:
        print(json.dumps(_STEPS[arguments.step[0]](Path(arguments.step[1]))))
        return
    with tempfile.TemporaryDirectory(prefix="duban-bench-") as name:
        folder = _prepared(Path(name), arguments.deputies, arguments.items)
        figures = {step: _in_process(step, folder) for step in _STEPS}
    _print(figures)
    if arguments.json:
        Path(arguments.json).write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _prepared(folder: Path, deputies: int, items: int) -> Path:
    """Write the registers of an office whose suggestions are all answered; each deputy leads as many as the next."""
    office = office_folder(folder / "office")
    upgrade(read_office(office).database)
    write_registers(folder, deputies, items)
    drop(office, [folder / f"{name}.csv" for name in ("departments", "deputies", "suggestions", "replies")])
    return office


def write_registers(folder: Path, deputies: int, items: int) -> None:
    """Write departments.csv, deputies.csv, suggestions.csv and replies.csv of an office that answered everything."""
    departments = department_names()
    at = np.arange(items)
    people = [f"代表{number:06d}" for number in range(deputies)]
    numbers = [str(number + 1) for number in range(items)]
    handlers = pa.array(departments).take(pa.array(at % len(departments)))

    def put(name: str, columns: dict[str, Any]) -> None:
        arrow_csv.write_csv(pa.table(columns), folder / f"{name}.csv")

    put(
        "departments",
        {"单位全称": departments, "简称": departments, "单位类别": ["政府部门"] * len(departments)},
    )
    put(
        "deputies",
        {
            "姓名": people,
            "代表团": [f"第{number % 40 + 1}代表团" for number in range(deputies)],
            "联系电话": [str(13_800_000_000 + number) for number in range(deputies)],
        },
    )
    put(
        "suggestions",
        {
            "建议编号": numbers,
            "建议标题": [f"关于改善第{number}网格道路的建议" for number in numbers],
            "领衔代表": pa.array(people).take(pa.array(at % deputies)),
            "主办单位": handlers,
            "交办日期": ["2020-02-03"] * items,
        },
    )
    row = ("", "", "", "", "", "2020-04-01", "A", "李强", "王芳", "0500-5550123", "是", "主动公开")
    columns: dict[str, Any] = {
        header: [value] * items for header, value in zip(REPLY_HEADERS, row, strict=True)
    }
    columns |= {"建议编号": numbers, "承办单位": handlers}
    columns["答复文号"] = [f"云字〔2020〕{number}号" for number in numbers]
    del columns["建议标题"], columns["会办单位"]
    put("replies", columns)


def _in_process(step: str, folder: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.bench.survey", "--step", step, str(folder)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def _settled(folder: Path, day: date) -> dict[str, Any]:
    """Take in and settle what lies in the inbox."""
    from tasks import batch_check
    from tasks.batches import settle_batch, waiting_batches
    from tasks.inbox import receive
    from tasks.progress import record_answered

    office = read_office(folder)
    batch_check._definition()

    def settle() -> dict[str, Any]:
        receive(office, day)
        counts = [settle_batch(office, batch_id, day) for batch_id in waiting_batches(office)]
        return {"counts": counts, **record_answered(office, day)}

    seconds, counts = _timed(settle)
    return {"seconds": seconds, "peak_mb": peak_mb(), **counts}


def registers(folder: Path) -> dict[str, Any]:
    """Load the registers."""
    return _settled(folder, _TAKEN_IN)


def opening(folder: Path) -> dict[str, Any]:
    """Open the cycle: draw, freeze, write and seal the list."""
    from tasks.surveys import open_cycle

    office = read_office(folder)
    seconds, plan = _timed(lambda: open_cycle(office, _WINDOW[0], _WINDOW, "主任"))
    return {"seconds": seconds, "peak_mb": peak_mb(), "calls": plan.calls, "items": plan.items}


def centre(folder: Path) -> dict[str, Any]:
    """The survey centre fills the list in; with it, the bare reader and the bare writer."""
    from tasks.passwords import password_of
    from tasks.writing.seal import unseal

    office = read_office(folder)
    sealed = next((office.outbox / "survey").glob("*名单.xlsx"))
    content = unseal(sealed.read_bytes(), password_of(office, 1))
    if content is None:
        raise RuntimeError("the list does not open with its password")
    bare_reading, rows = _timed(
        lambda: CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(_SHEET).to_python()
    )
    place = {title: at for at, title in enumerate(rows[1])}
    for number, row in enumerate(rows[2:]):
        row[place["回访结果"]] = _SAID[number % len(_SAID)]
        row[place["不满意原因"]] = "没有解决" if row[place["回访结果"]] == "不满意" else ""
        row[place["拨打日期"]] = "2020-09-10"
    bare_writing, _ = _timed(lambda: _write(folder.parent / _LIST, rows))
    return {
        "seconds": bare_writing,
        "bare_reading": bare_reading,
        "peak_mb": peak_mb(),
        "rows": len(rows) - 2,
    }


def _write(path: Path, rows: list[list[Any]]) -> None:
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet(_SHEET)
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)


def loading(folder: Path) -> dict[str, Any]:
    """Load the list that came back."""
    drop(folder, [folder.parent / _LIST])
    return _settled(folder, _WINDOW[0])


def again(folder: Path) -> dict[str, Any]:
    """Load the same answers from another file: nothing is new."""
    other = folder.parent / "again.xlsx"
    shutil.copyfile(folder.parent / _LIST, other)
    with other.open("ab") as stream:
        stream.write(b"\n")
    drop(folder, [other])
    return _settled(folder, _WINDOW[0])


def closing(folder: Path) -> dict[str, Any]:
    """Close the cycle: a verdict for every suggestion."""
    from tasks.surveys import close_cycle

    office = read_office(folder)
    seconds, verdicts = _timed(lambda: close_cycle(office, _CLOSED))
    return {"seconds": seconds, "peak_mb": peak_mb(), "verdicts": verdicts}


_STEPS: dict[str, Callable[[Path], dict[str, Any]]] = {
    "registers": registers,
    "opening": opening,
    "centre": centre,
    "loading": loading,
    "again": again,
    "closing": closing,
}


def _print(figures: dict[str, dict[str, Any]]) -> None:
    table = Table("step", "seconds", "peak MB", "to the bare one")
    bare = {
        "opening": ("xlsxwriter of the same cells", figures["centre"]["seconds"]),
        "loading": ("calamine of the same cells", figures["centre"]["bare_reading"]),
        "again": ("calamine of the same cells", figures["centre"]["bare_reading"]),
    }
    for step, found in figures.items():
        name, seconds = bare.get(step, ("", 0.0))
        ratio = f"{found['seconds'] / seconds:.1f} x {name}" if seconds else ""
        table.add_row(step, f"{found['seconds']:.1f}", f"{found['peak_mb']:.0f}", ratio)
    console = Console(width=110)
    console.print(table)
    for step, found in figures.items():
        rest = {key: value for key, value in found.items() if key not in ("seconds", "peak_mb")}
        console.print(f"{step}: {json.dumps(rest, ensure_ascii=False)}")


if __name__ == "__main__":
    main()
