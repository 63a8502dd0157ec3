"""The ledger's sheets that sum up others: one line per department or committee, taken from the totals of its sheet."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from xlsxwriter.utility import quote_sheetname, xl_col_to_name, xl_rowcol_to_cell

from tasks.writing.cell_text import cell_text
from tasks.writing.ledger_looks import TIMED, Look
from tasks.writing.ledger_sheets import TOTALS, LedgerSheets

_NOTE = (
    "各表按每件建议最近一轮统计；会办和分别办理的建议在每个单位各计一件。报告中的按期率和满意率另按首轮计算。"
)


def write_summary(
    writer: LedgerSheets,
    what: str,
    name: str,
    caption: str,
    sheets: Mapping[str, tuple[str, pd.DataFrame]],
    look: Look,
) -> None:
    """Add the sheet `name` with a line for each of `sheets`, which have this look; `what` they are about."""
    formats = writer.formats
    heads = [what, "件数", *(word for _, word in look.tallies)]
    heads += ["按期率（最近一轮）"] if look.is_timed else []
    sheet = writer.begin(name, caption, dict.fromkeys(heads, ""), 1, len(heads))
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, len(heads) - 1, 11)
    if look.is_timed:
        sheet.set_column(len(heads) - 1, len(heads) - 1, 20)
    for at, head in enumerate(heads):
        sheet.write_string(1, at, head, formats["head"])
    places = [0, *range(look.tally_from, look.tally_from + len(look.tallies))]
    sums = [0] * len(places)
    for row, (target, (title, rows)) in enumerate(sheets.items(), start=2):
        quoted = quote_sheetname(target)
        sheet.write_url(row, 0, f"internal:{quoted}!A1", formats["link"], cell_text(title))
        counts = [len(rows), *look.counts(rows)]
        for at, (place, count) in enumerate(zip(places, counts, strict=True), start=1):
            cell = xl_rowcol_to_cell(TOTALS, place, True, True)
            sheet.write_formula(row, at, f"={quoted}!{cell}", formats["number"], count)
        _write_rate(sheet, row, counts, look, formats["percent"])
        sums = [one + other for one, other in zip(sums, counts, strict=True)]
    end = 2 + len(sheets)
    sheet.write_string(end, 0, "合计", formats["head"])
    for at, total in enumerate(sums, start=1):
        cells = f"{xl_col_to_name(at)}3:{xl_col_to_name(at)}{max(end, 3)}"
        sheet.write_formula(end, at, f"=SUM({cells})" if sheets else "=0", formats["total"], total)
    _write_rate(sheet, end, sums, look, formats["percent"])
    sheet.write_string(end + 1, 0, _NOTE, formats["note"])
    sheet.freeze_panes(2, 1)


def _write_rate(sheet: Any, row: int, counts: Sequence[int], look: Look, percent: Any) -> None:
    """Write on time / (on time + late + overdue), where these are counted."""
    if not look.is_timed:
        return
    base = sum(counts[1 : 1 + len(TIMED)])
    first, last = xl_col_to_name(2), xl_col_to_name(1 + len(TIMED))
    timed = f"SUM({first}{row + 1}:{last}{row + 1})"
    formula = f'=IF({timed}=0,"",{first}{row + 1}/{timed})'
    sheet.write_formula(row, 1 + len(counts), formula, percent, counts[1] / base if base else "")
