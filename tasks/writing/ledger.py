"""The ledger as a workbook to print, hang on the wall, sort and filter; its totals are formulas."""

import io
import zipfile
from collections.abc import Collection
from datetime import datetime

import xlsxwriter

from tasks.report.ledger import Ledger
from tasks.report.ledger_columns import HISTORY_COLUMNS, LIFE_COLUMNS
from tasks.writing.clock import without_clock
from tasks.writing.ledger_looks import OPINIONS
from tasks.writing.ledger_sheets import LedgerSheets
from tasks.writing.sheet_names import SheetNames

_MAIN, _HISTORY, _LIFE, _OPINIONS = "台账", "历次办理", "经过", "闭会意见"
# more than a sheet holds; what is beyond is asked of the warehouse
_MOST = 1_000_000


def render_ledger(ledger: Ledger, caption: str, letters: Collection[str]) -> bytes:
    """Return the workbook. `letters`: the files that lie in outbox/letters; a letter elsewhere gets no link."""
    buffer = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = xlsxwriter.Workbook(buffer, options)
    workbook.set_properties({"created": datetime(1980, 1, 1)})  # noqa: DTZ001
    writer = LedgerSheets(workbook, letters)
    names = SheetNames([_MAIN, _HISTORY, _LIFE, _OPINIONS, "单位汇总", "委员会汇总"])
    departments = {names.of(name): (name, rows) for name, rows in ledger.by_department.items()}
    committees = {names.of(name): (name, rows) for name, rows in ledger.by_committee.items()}
    writer.sheet(_MAIN, caption, ledger.everything)
    writer.summary("单位汇总", "承办单位", f"{caption}：承办单位", departments)
    writer.summary("委员会汇总", "专门委员会", f"{caption}：专门委员会", committees)
    writer.plain(_HISTORY, f"{caption}：{_HISTORY}", HISTORY_COLUMNS, ledger.history)
    if len(ledger.opinions):
        writer.sheet(_OPINIONS, f"{caption}：{_OPINIONS}", ledger.opinions, OPINIONS)
    cut = f"（前{_MOST}条）" if len(ledger.life) > _MOST else ""
    writer.plain(_LIFE, f"{caption}：{_LIFE}{cut}", LIFE_COLUMNS, ledger.life.head(_MOST))
    for sheet, (name, rows) in {**committees, **departments}.items():
        writer.sheet(sheet, f"{caption}：{name}", rows)
    workbook.close()
    return without_clock(_with_slashes(buffer.getvalue()))


def _with_slashes(content: bytes) -> bytes:
    """Return the workbook with / in the paths of its links: Excel takes both, LibreOffice and WPS on Linux only this."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename.startswith("xl/worksheets/_rels/"):
                part = part.replace(b"\\", b"/")
            new.writestr(entry, part)
    return buffer.getvalue()
