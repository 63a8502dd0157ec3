"""Real files of every format that offices send, from rows of text."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from openpyxl import Workbook

from schemas.inputs import REPLIES

Rows = Sequence[Sequence[Any]]
# the columns that every register has; further ones are for tests of their own
NAMES = (
    *("number", "title", "main_dept", "co_depts", "doc_no", "reply_date", "result_class", "signatory"),
    *("contact", "phone", "face_to_face", "publicity"),
)
HEADERS = [REPLIES[name].chinese for name in NAMES]
REPLY = [
    "17",
    "关于增设充电桩的建议",
    "区教体局",
    "区财政局",
    "临教字〔2020〕17号",
    "2020-04-10",
    "A",
    "李强",
    "王芳",
]
REPLY = [*REPLY, "0500-5550123", "是", "主动公开"]
ROWS = [HEADERS, REPLY, ["18", *REPLY[1:]], ["19", *REPLY[1:5], "", *REPLY[6:]]]


def xlsx(
    path: Path, rows: Rows, start: tuple[int, int] = (1, 1), hidden: dict[str, Rows] | None = None
) -> Path:
    """Write an .xlsx whose first cell stands at `start`; further sheets are hidden."""
    workbook = Workbook()
    for name, content, (top, left) in [
        ("答复", rows, start),
        *((n, r, (1, 1)) for n, r in (hidden or {}).items()),
    ]:
        sheet = workbook.create_sheet(name)
        sheet.sheet_state = "visible" if content is rows else "hidden"
        for y, row in enumerate(content, start=top):
            for x, value in enumerate(row, start=left):
                sheet.cell(y, x, value if value != "" else None)
    workbook.remove(workbook.worksheets[0])
    workbook.save(path)
    return path


def xls(path: Path, rows: Rows) -> Path:
    """Write an .xls."""
    workbook = xlwt.Workbook(encoding="utf-8")
    sheet = workbook.add_sheet("答复")
    day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            if value != "":
                sheet.write(y, x, value, *([day] if isinstance(value, date) else []))
    workbook.save(str(path))
    return path


def ods(path: Path, rows: Rows) -> Path:
    """Write an .ods."""
    document = OpenDocumentSpreadsheet()
    table = Table(name="答复")
    for row in rows:
        line = TableRow()
        for value in row:
            if isinstance(value, date):
                cell = TableCell(valuetype="date", datevalue=value.isoformat())
            elif isinstance(value, int | float):
                cell = TableCell(valuetype="float", value=value)
            else:
                cell = TableCell(valuetype="string") if value != "" else TableCell()
            if value != "":
                cell.addElement(P(text=str(value)))
            line.addElement(cell)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    document.save(str(path))
    return path


def csv_text(rows: Rows, delimiter: str = ",") -> str:
    """Return rows as delimited text without quotes."""
    return "".join(delimiter.join(map(str, row)) + "\n" for row in rows)
