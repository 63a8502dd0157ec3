"""A simulated survey centre: it fills the call list in from an answer book, as people at telephones would."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from schemas.inputs import SURVEY_RESULTS
from schemas.office import OfficeFolder
from tasks.passwords import password_of
from tasks.reading.table import TableFile, open_table
from tasks.writing.seal import unseal


@dataclass(frozen=True)
class Answer:
    """What one deputy says about one suggestion when called."""

    outcome: str
    reason: str
    called_on: str


# (title of the suggestion, name of the deputy)
Book = Mapping[tuple[str, str], Answer]


def read_answer_book(path: Path, register: Path, of_round: int) -> Book:
    """Return the answers of a round; the register turns suggestion numbers into the titles that a caller reads out."""
    titles = _titles(register)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return {
            (titles[row["建议编号"]], row["姓名"]): Answer(
                row["回访结果"], row["不满意原因"], row["拨打日期"]
            )
            for row in csv.DictReader(stream)
            if int(row["轮次"]) == of_round and row["回访结果"]
        }


def _titles(register: Path) -> dict[str, str]:
    table = open_table(register)
    if not isinstance(table, TableFile):
        raise ValueError(f"{register.name} is no register")
    rows = [row for block, _ in table.blocks() for row in block.to_pylist()]
    return {row["number"]: row["title"] for row in rows}


def open_list(folder: OfficeFolder, call_list: Path) -> Workbook:
    """Open a call list with the password that the centre was told; the number of its cycle begins its name."""
    opened = unseal(call_list.read_bytes(), password_of(folder, int(call_list.name.split("_")[0])))
    if opened is None:
        raise ValueError(f"{call_list.name} does not open with its password")
    return load_workbook(io.BytesIO(opened))


def fill_in(folder: OfficeFolder, call_list: Path, book: Book, returned: Path) -> int:
    """Write the call list back with the answers of the book; return how many items were asked about."""
    workbook = open_list(folder, call_list)
    sheet = workbook["名单"]
    asked = _fill_sheet(sheet, book)
    returned.parent.mkdir(parents=True, exist_ok=True)
    workbook.save(returned)
    return asked


def _fill_sheet(sheet: Worksheet, book: Book) -> int:
    column = {str(cell.value): int(cell.column or 0) for cell in sheet[2]}
    headers = {
        name: column[SURVEY_RESULTS[name].chinese] for name in ("outcome", "reason", "called_on", "attempts")
    }
    asked = 0
    for row in range(3, sheet.max_row + 1):
        title, person = sheet.cell(row, column["建议"]).value, sheet.cell(row, column["称呼"]).value
        answer = book.get((str(title), str(person).removesuffix("代表")))
        if answer is None:
            continue
        sheet.cell(row, headers["outcome"]).value = answer.outcome
        sheet.cell(row, headers["reason"]).value = answer.reason or None
        sheet.cell(row, headers["called_on"]).value = answer.called_on or None
        sheet.cell(row, headers["attempts"]).value = 1
        asked += 1
    return asked
