"""The list of a night: every problem that went back that day, in one workbook for the office."""

from datetime import date
from typing import Any

from schemas.inputs import header_of
from schemas.office import OfficeFolder
from schemas.problems import problem_table
from schemas.words import Kind
from tasks.letter_returns import mend_by
from tasks.writing.place import put
from tasks.writing.workbook import Column, Sheet, render
from warehouse import batches, dispatches, reply_letters
from warehouse.engine import begin
from warehouse.offices import register_office

_COLUMNS = (
    Column("文件", 26),
    Column("单位", 18),
    Column("工作表", 12),
    Column("行号", 7),
    Column("列", 12),
    Column("填写的内容", 22),
    Column("错误信息", 40),
    Column("怎么改", 40),
    Column("报送时间", 16),
)


def write_night_list(folder: OfficeFolder, as_of: date, *, is_new: bool) -> bool:
    """Write the list of the day when something new went back or when it never left; return whether it was written."""
    with begin(folder.database) as connection:
        scope = register_office(connection, folder)
        returned = dispatches.entered_on(connection, scope, "return", as_of)
        left = as_of.toordinal() in dispatches.entered(connection, scope, "night_list")
        if not returned or (left and not is_new):
            return False
        problems = batches.problems_of_batches(connection, returned)
        letters = {problem["batch_id"] for problem in problems if problem["kind"] == Kind.LETTER}
        heads = reply_letters.letter_heads(connection, sorted(letters))
        rows = [_row(problem, heads.get(problem["batch_id"], {}), as_of) for problem in problems]
        caption = f"{as_of.isoformat()} 退回的文件：需要核对的内容"
        name = f"{as_of.isoformat()}_问题汇总.xlsx"
        sheet = Sheet("问题汇总", caption, _COLUMNS, rows)
        sha256 = put(render([sheet]), folder.outbox / "returns" / name)
        dispatches.enter(connection, scope, "night_list", as_of.toordinal(), name, sha256, "nightly", as_of)
    return True


def _row(problem: dict[str, Any], head: dict[str, Any], as_of: date) -> tuple[Any, ...]:
    entry = problem_table()[problem["code"]]
    column, value = header_of(problem["kind"], problem["field"]), problem["raw_value"]
    return (
        problem["file_name"],
        head.get("department") or "",
        problem["sheet"] or "",
        problem["row_no"] or "",
        column or "",
        value or "",
        entry.describe(column, value),
        entry.advise(column, value),
        mend_by(head.get("due_on"), as_of),
    )
