"""The ledger as a workbook to print, hang on the wall, sort and filter; its totals are formulas."""

import io
from collections.abc import Collection
from datetime import datetime

import xlsxwriter

from schemas.ledger_columns import LedgerColumns
from tasks.report.ledger import Ledger
from tasks.report.ledger_columns import HISTORY_COLUMNS, LETTER_COLUMNS, LIFE_COLUMNS
from tasks.writing.clock import without_clock
from tasks.writing.ledger_looks import OPINIONS, SUGGESTIONS
from tasks.writing.ledger_sheets import LedgerSheets
from tasks.writing.ledger_summary import write_summary
from tasks.writing.sheet_names import SheetNames

_MAIN, _HISTORY, _LETTERS, _LIFE, _OPINIONS = "台账", "历次办理", "函件", "经过", "闭会意见"
_SUMMARIES = {"单位汇总": "承办单位", "委员会汇总": "专门委员会"}
# more than a sheet holds; what is beyond is asked of the warehouse
_MOST = 1_000_000


def render_ledger(
    ledger: Ledger, caption: str, files: Collection[str], columns: LedgerColumns | None = None
) -> bytes:
    """Return the workbook, to lie in a folder of the outbox. `files`: what lies there; a letter elsewhere gets no link."""
    columns = columns or LedgerColumns()
    look = SUGGESTIONS.of(columns.shown)
    buffer = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = xlsxwriter.Workbook(buffer, options)
    workbook.set_properties({"created": datetime(1980, 1, 1)})  # noqa: DTZ001
    writer = LedgerSheets(workbook, files, columns.called)
    names = SheetNames([_MAIN, _HISTORY, _LETTERS, _LIFE, _OPINIONS, *_SUMMARIES])
    departments = {names.of(name): (name, rows) for name, rows in ledger.by_department.items()}
    committees = {names.of(name): (name, rows) for name, rows in ledger.by_committee.items()}
    writer.sheet(_MAIN, caption, ledger.everything, look)
    for (name, what), sheets in zip(_SUMMARIES.items(), (departments, committees), strict=True):
        write_summary(writer, what, name, f"{caption}：{what}", sheets, look)
    writer.plain(_HISTORY, f"{caption}：{_HISTORY}", HISTORY_COLUMNS, ledger.history)
    if len(ledger.opinions):
        writer.sheet(_OPINIONS, f"{caption}：{_OPINIONS}", ledger.opinions, OPINIONS)
    if len(ledger.letters):
        # the name of a file is too long for a link: LibreOffice cuts it at the edge of the cell
        writer.plain(_LETTERS, f"{caption}：{_LETTERS}", LETTER_COLUMNS, ledger.letters, "kind")
    cut = f"（前{_MOST}条）" if len(ledger.life) > _MOST else ""
    writer.plain(_LIFE, f"{caption}：{_LIFE}{cut}", LIFE_COLUMNS, ledger.life.head(_MOST))
    for sheet, (name, rows) in {**committees, **departments}.items():
        writer.sheet(sheet, f"{caption}：{name}", rows, look)
    workbook.close()
    return without_clock(buffer.getvalue(), {"xl/worksheets/_rels/": _with_slashes})


def _with_slashes(links: bytes) -> bytes:
    """Return links with / in their paths: Excel takes both, LibreOffice and WPS on Linux only this."""
    return links.replace(b"\\", b"/")
