"""退回单: the letters of a department that need mending, with what is wrong, how to mend it, and by when."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from schemas.inputs import header_of
from schemas.numbering import ordinal
from schemas.office import OfficeFolder
from schemas.problems import problem_table
from tasks.rules.dates import chinese_day
from tasks.writing.letters import returned
from tasks.writing.letters.render import render_letter
from tasks.writing.place import put
from warehouse import batches, dispatches, reply_letters
from warehouse.engine import begin
from warehouse.offices import register_office

_UNKNOWN = "（未能识别的单位）"


def return_letters(folder: OfficeFolder, batch_ids: Sequence[int], today: date) -> int:
    """Write one 退回单 per department about these letters and enter each in the ledger; return how many were written."""
    if not batch_ids:
        return 0
    with begin(folder.database) as connection:
        scope = register_office(connection, folder)
        heads = reply_letters.letter_heads(connection, batch_ids)
        problems = batches.problems_of_batches(connection, batch_ids)
    by_department: dict[str, dict[int, list[dict[str, Any]]]] = {}
    for problem in problems:
        department = heads.get(problem["batch_id"], {}).get("department") or _UNKNOWN
        by_department.setdefault(department, {}).setdefault(problem["batch_id"], []).append(problem)
    for department, found in by_department.items():
        letters = [_letter(heads.get(batch_id, {}), rows, today) for batch_id, rows in found.items()]
        words = {
            "department": department,
            "office": folder.office.name,
            "issued_on": chinese_day(today),
            "count": len(letters),
            "letters": letters,
        }
        name = f"{min(found):05d}_退回单_{department.strip('（）').replace('/', '')[:40]}.docx"
        sha256 = put(render_letter(returned.NAME, words, folder.templates), folder.outbox / "returns" / name)
        with begin(folder.database) as connection:
            for batch_id in found:
                dispatches.enter(connection, scope, "return", batch_id, name, sha256, "nightly", today)
    return len(by_department)


def _letter(head: dict[str, Any], problems: list[dict[str, Any]], today: date) -> dict[str, Any]:
    number, title = head.get("number"), head.get("title")
    about = "".join([ordinal(number) if number else "", f"《{title}》" if title else ""])
    return {
        "file": problems[0]["file_name"],
        "about": about or "未能识别建议编号和标题",
        "due": mend_by(head.get("due_on"), today),
        "problems": [_problem(problem) for problem in problems],
    }


def mend_by(due_on: date | None, today: date) -> str:
    """Return by when a letter is wanted: the due date of its referral while that is ahead, else soon."""
    return f"{chinese_day(due_on)}前" if due_on and due_on >= today else "请尽快报送"


def _problem(problem: dict[str, Any]) -> dict[str, str]:
    entry = problem_table()[problem["code"]]
    column, value = header_of(problem["kind"], problem["field"]), problem["raw_value"]
    return {
        "text": entry.describe(column, value).rstrip("。"),
        "mend": entry.advise(column, value).rstrip("。"),
    }
