"""What goes back to the senders: one list per file of what is wrong with it and how to mend it, in Chinese, once."""

import re
from datetime import date
from pathlib import PurePath
from typing import Any

from schemas.inputs import CONTRACT_OF, header_of
from schemas.office import OfficeFolder
from schemas.problems import problem_table
from schemas.words import Kind
from tasks.inbox import archived_path
from tasks.letter_returns import return_letters
from tasks.night_list import write_night_list
from tasks.writing.marking import Mark, mark_workbook
from tasks.writing.place import put
from tasks.writing.workbook import Column, Sheet, render
from warehouse import batches, dispatches
from warehouse.batches import Batch
from warehouse.engine import begin
from warehouse.offices import register_office

_COLUMNS = (
    Column("工作表", 14),
    Column("行号", 8),
    Column("列", 14),
    Column("填写的内容", 26),
    Column("错误信息", 44),
    Column("怎么改", 44),
)
_LEVEL_CHINESE = {
    "warn": "提醒",
    "reject_row": "本行未采用",
    "hold_batch": "整批暂缓",
    "refuse_file": "文件未读取",
}
_MARKED = (Kind.SUGGESTIONS, Kind.REPLIES, Kind.DECISIONS)
_CLOSING = "如有疑问，请与代表工委联系。修改后请重新报送整份文件。"


def write_returns(folder: OfficeFolder, as_of: date) -> dict[str, int]:
    """Write what is wrong with each batch that was not answered yet; return how many.

    A table comes back file by file, letters department by department; one list of the night has them all.
    """
    with begin(folder.database) as connection:
        scope = register_office(connection, folder)
        done = dispatches.entered(connection, scope, "return")
        found = batches.batches_with_problems(connection, scope.office_id)
    waiting = {batch_id: entry for batch_id, entry in found.items() if batch_id not in done}
    return_letters(
        folder, [batch_id for batch_id, (_, kind) in waiting.items() if kind == Kind.LETTER], as_of
    )
    for batch_id, (file_name, kind) in waiting.items():
        if kind == Kind.LETTER:
            continue
        with begin(folder.database) as connection:
            problems = batches.problems_of_batch(connection, batch_id)
            name = f"{batch_id:05d}_{_short_stem(file_name)}_问题清单.xlsx"
            sha256 = put(_workbook(file_name, problems), folder.outbox / "returns" / name)
            _put_marked(folder, batches.one(connection, batch_id), problems)
            dispatches.enter(connection, scope, "return", batch_id, name, sha256, "nightly", as_of)
    write_night_list(folder, as_of, is_new=bool(waiting))
    return {"returned": len(waiting)}


def _put_marked(folder: OfficeFolder, batch: Batch, problems: list[dict[str, Any]]) -> None:
    """Write the sender's cells with marks, unless they are people's private telephones."""
    marks = [_mark(problem) for problem in problems if problem["row_no"]]
    if not marks or problems[0]["kind"] not in _MARKED:
        return
    contract = CONTRACT_OF[Kind(problems[0]["kind"])]
    content = mark_workbook(archived_path(folder, batch.sha256), batch.file_name, contract, marks)
    if content:
        name = f"{batch.batch_id:05d}_{_short_stem(batch.file_name)}_已标注.xlsx"
        put(content, folder.outbox / "returns" / name)


def _short_stem(file_name: str) -> str:
    """Return the stem of a name, cut so that what is added still fits: file systems allow 255 bytes."""
    stem = re.sub(r"[\x00-\x1f/]", "", PurePath(file_name).stem)
    return stem.encode()[:150].decode(errors="ignore")


def _mark(problem: dict[str, Any]) -> Mark:
    *_, text, mend = _row(problem)
    return Mark(problem["sheet"], problem["row_no"], problem["field"], text, mend)


def _workbook(file_name: str, problems: list[dict[str, Any]]) -> bytes:
    rows = [_row(problem) for problem in problems]
    return render([Sheet("问题清单", f"{file_name}：需要核对的内容", _COLUMNS, rows, (_CLOSING,))])


def _row(problem: dict[str, Any]) -> tuple[Any, ...]:
    entry = problem_table()[problem["code"]]
    column = header_of(problem["kind"], problem["field"])
    text = f"【{_LEVEL_CHINESE[problem['level']]}】{entry.describe(column, problem['raw_value'])}"
    return (
        problem["sheet"] or "",
        problem["row_no"] or "",
        column or "",
        problem["raw_value"] or "",
        text,
        entry.advise(column, problem["raw_value"]),
    )
