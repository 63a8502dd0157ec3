"""The page's section on visits between sessions: how opinions were sorted, what is agreed and open, both series beside each other."""

import pandas as pd

from tasks.report.cells import Cell, Table, share_cell, word_cell
from tasks.report.figures import Answers
from tasks.rules.figures.printing import Printing
from tasks.rules.quarters import chinese_quarter

_SORTED = ("on_the_spot", "taken_up", "listed", "noted")


def visit_tables(answers: Answers, printing: Printing) -> list[Table]:
    """Return the tables of the section, none while no opinion was collected; nobody is named in them."""
    quarters = answers["opinions-by-quarter"]
    if quarters.empty:
        return []
    return [
        _quarters(quarters),
        _listed(answers["consultation-list"], len(answers["consultations"])),
        _series(answers["satisfaction-by-series"], printing),
    ]


def _quarters(quarters: pd.DataFrame) -> Table:
    rows = [
        (
            Cell(row["quarter"] if row["quarter"] == "合计" else chinese_quarter(row["quarter"]), place),
            Cell(str(row["collected"]), row["collected"]),
            *(share_cell(row[name], row["collected"]) for name in _SORTED),
            share_cell(row["registered"], row["taken_up"] + row["listed"]),
        )
        for place, row in enumerate(quarters.to_dict("records"))
    ]
    heads = ("走访季度", "收集意见", "当场答复", "转为建议", "列入会商清单", "了解情况", "应登记已登记")
    note = "应登记＝转为建议＋列入会商清单；登记为闭会建议后，交办、答复、回访和再次交办与大会建议相同。"
    collected = int(quarters["collected"].iloc[-1])
    return Table("opinions", "走访意见分类", heads, rows, collected, note)


def _listed(listed: pd.DataFrame, meetings: int) -> Table:
    rows = [
        (
            Cell(f"{chinese_quarter(row['quarter'])}第{row['number']}条", place),
            Cell(row["content"]),
            word_cell(row["suggestion"]),
            Cell(str(row["meetings"]), row["meetings"], is_bad=not row["meetings"]),
            word_cell(row["responsible"]),
            word_cell(row["due_on"]),
            word_cell(row["follow_up"]),
            word_cell(row["status"]),
        )
        for place, row in enumerate(listed.to_dict("records"))
    ]
    heads = ("意见", "内容", "建议编号", "会商次数", "责任单位", "完成时限", "落实情况", "建议状态")
    return Table("consultation-list", "会商清单", heads, rows, len(rows), f"共召开会商会议{meetings}次。")


def _series(series: pd.DataFrame, printing: Printing) -> Table:
    rows = [
        (
            Cell(row["series"], place),
            Cell(str(row["suggestions"]), row["suggestions"]),
            Cell(str(row["base"]), row["base"]),
            share_cell(row["numerator"], row["base"], printing),
            Cell(str(row["dissatisfied"]), row["dissatisfied"], is_bad=row["dissatisfied"] > 0),
        )
        for place, row in enumerate(series.to_dict("records"))
    ]
    heads = ("建议类型", "建议", "已回访", "最终满意率", "不满意")
    return Table("series", "大会与闭会建议满意度", heads, rows, len(rows))
