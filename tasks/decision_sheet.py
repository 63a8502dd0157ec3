"""The sheet on which the committee decides what becomes of an unsatisfied item."""

from datetime import date
from pathlib import Path

import pandas as pd

from schemas.inputs import DECISIONS
from schemas.office import OfficeFolder
from schemas.words import Decision, Outcome
from tasks.rereferrals import awaiting
from tasks.writing.place import put
from tasks.writing.workbook import Column, Sheet, guide, render

_WIDTHS = (36, 10, 6, 22, 22, 12, 10, 10, 30)
_COLUMNS = (
    Column(DECISIONS["number"].chinese, 10),
    *(Column(title, width) for title, width in zip(DECISIONS.context, _WIDTHS, strict=True)),
    Column(DECISIONS["findings"].chinese, 30, to_fill=True),
    Column(DECISIONS["decision"].chinese, 12, to_fill=True, choices=tuple(d.chinese for d in Decision)),
    Column(DECISIONS["requirements"].chinese, 30, to_fill=True),
    Column(DECISIONS["decided_by"].chinese, 10, to_fill=True),
)
_FILLED_IN = sum(column.to_fill for column in _COLUMNS)
_GUIDE = (
    "本表列出代表评价为不满意、尚未审定的建议。",
    "请填写调研情况，在“审定意见”中选择一项，并写明办理要求和审定人，然后放回收件箱。",
    "再次交办：交原承办单位重新办理、重新答复，之后再次回访；说明后办结：不再办理；提请处理：提请主任会议等处理。",
)


def write_list(folder: OfficeFolder, as_of: date) -> dict[str, int]:
    """Write the sheet on which the committee decides, when something waits; return how many items it has."""
    waiting = awaiting(folder)
    if waiting.empty:
        return {"awaiting": 0}
    put(_workbook(waiting), list_path(folder, as_of))
    return {"awaiting": len(waiting)}


def list_path(folder: OfficeFolder, as_of: date) -> Path:
    """Return where the decision sheet of a day lies."""
    return folder.outbox / "rereferral" / f"再次交办审定表_{as_of.isoformat()}.xlsx"


def _workbook(waiting: pd.DataFrame) -> bytes:
    printed = ("number", "title", "lead", "round", "departments", "doc_nos", "replied_on", "result_classes")
    rows = [
        (
            *(row[name] for name in printed),
            Outcome(row["outcome"]).chinese,
            row["reason"] or "",
            *[""] * _FILLED_IN,
        )
        for row in waiting.to_dict("records")
    ]
    return render(
        [guide("填写说明", "再次交办审定表", _GUIDE), Sheet("审定表", "再次交办审定表", _COLUMNS, rows)]
    )
