"""The sheet on which the committee decides what becomes of an item that is unsatisfied, or whose promise was not kept."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd
from sqlalchemy import Connection

from schemas.inputs import DECISIONS
from schemas.office import OfficeFolder
from schemas.profile import Edition, in_force
from schemas.words import Decision, Outcome
from tasks.rereferrals import measure_of, waiting
from tasks.rules.decisions import present, said, told
from tasks.writing.place import put
from tasks.writing.workbook import Column, Sheet, guide, render
from warehouse import candidates
from warehouse.engine import reading
from warehouse.offices import find_scope

_WIDTHS = (36, 10, 6, 22, 22, 12, 10, 10, 30, 30, 24, 40)
_TO_FILL = {
    "findings": 30,
    "decision": 16,
    "requirements": 30,
    "new_dept": 20,
    "due_on": 12,
    "decided_by": 10,
}
_GUIDE = (
    "本表列出代表评价为不满意，或者按规定应当审定的其他建议；“审定依据”一栏写明列入的原因。",
    "请填写调研情况，在“审定意见”中选择一项，并写明办理要求和审定人，然后放回收件箱。未填写审定意见的建议留待下次审定。",
    "再次交办：交原承办单位重新办理、重新答复，之后再次回访。改由其他单位承办的，请填写“改由承办单位”；"
    "要求提前答复的，请填写“答复时限”（日期），不填则按规定计算。",
    "说明后办结：不再办理，请在“调研情况”中写明理由。",
)


def write_list(folder: OfficeFolder, as_of: date) -> dict[str, int]:
    """Write the sheet on which the committee decides, when something waits; return how many items it has."""
    edition = in_force(folder.rules, as_of)
    with reading(folder.database) as connection:
        items = waiting(connection, find_scope(connection, folder), edition, as_of)
        if items.empty:
            return {"awaiting": 0}
        items = _with_history(connection, items)
    put(_workbook(items, edition, measure_of(folder, edition).chinese), list_path(folder, as_of))
    return {"awaiting": len(items)}


def list_path(folder: OfficeFolder, as_of: date) -> Path:
    """Return where the decision sheet of a day lies."""
    return folder.outbox / "rereferral" / f"再次交办审定表_{as_of.isoformat()}.xlsx"


def _with_history(connection: Connection, items: pd.DataFrame) -> pd.DataFrame:
    """Add who handled each item in the present round (as texts), all answers, and every round as a line."""
    ids = [int(key) for key in items["suggestion_id"]]
    cycles = {int(key) for key in items["cycle_id"].dropna()}
    heard = candidates.answers(connection, cycles, ids).groupby(["cycle_id", "suggestion_id"])
    handled = candidates.handled(connection, ids)
    rated = candidates.verdicts(connection, ids)
    answers = {key: said(rows) for key, rows in heard}
    rounds = dict(list(handled.groupby("suggestion_id")))
    keys = zip(items["suggestion_id"], items["cycle_id"], strict=True)
    return items.merge(present(handled), on=["suggestion_id", "round"], how="left").assign(
        answers=[answers.get((cycle, key), "") for key, cycle in keys],
        history=[
            told(rounds.get(key, handled.head(0)), rated[rated["suggestion_id"] == key])
            for key in items["suggestion_id"]
        ],
    )


def _workbook(items: pd.DataFrame, edition: Edition, measure: str | None) -> bytes:
    choices = {decision: decision.chinese for decision in Decision}
    if measure:
        choices[Decision.ESCALATE] += f"（{measure}）"
    columns = [
        Column(DECISIONS["number"].chinese, 10),
        *(Column(title, width) for title, width in zip(DECISIONS.context, _WIDTHS, strict=True)),
        *(
            Column(
                DECISIONS[name].chinese,
                width,
                to_fill=True,
                choices=tuple(choices.values()) if name == "decision" else (),
            )
            for name, width in _TO_FILL.items()
        ),
    ]
    last = f"提请处理：办理满{edition.survey.rounds}轮后代表仍不满意的，{measure or '提请主任会议等处理'}；处理后再说明办结。"
    return render(
        [
            guide("填写说明", "再次交办审定表", (*_GUIDE, last)),
            Sheet("审定表", "再次交办审定表", tuple(columns), list(_rows(items))),
        ]
    )


def _rows(items: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    printed = ("number", "title", "lead", "round", "departments", "doc_nos", "replied_on", "result_classes")
    for row in items.to_dict("records"):
        outcome = Outcome(row["outcome"]).chinese if row["outcome"] else ""
        grounds = (row["reason"] or "", row["grounds"], row["answers"], row["history"])
        yield (*(row[name] for name in printed), outcome, *grounds, *[""] * len(_TO_FILL))
