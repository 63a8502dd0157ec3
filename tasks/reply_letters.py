"""The step that holds reply letters against the register: what matches, what differs, what nobody can place."""

from datetime import date
from typing import Any

from sqlalchemy import Connection

from schemas.numbering import ordinal
from schemas.office import OfficeFolder
from tasks.rules.letter_acceptance import fits_suggestion, number_of_title
from tasks.rules.letter_comparison import differences, likely_titles
from warehouse import batches, promises, reply_letters
from warehouse.engine import begin
from warehouse.offices import Scope, register_office
from warehouse.reply_letters import COMPARED

_FIELD = {"replied_on": "reply_date"}


def compare_letters(folder: OfficeFolder, _as_of: date) -> dict[str, int]:
    """Match and compare every letter that was not yet; return counts. A corrected reply is compared again."""
    with begin(folder.database) as connection:
        scope = register_office(connection, folder)
        unmatched = _match(connection, scope)
        found = reply_letters.letters_to_compare(connection, scope)
        differing = 0
        for letter in found:
            problems = _problems(letter)
            differing += bool(problems)
            reply_letters.mark_compared(connection, letter, problems)
        promises.promote_letter_promises(connection, scope)
    return {"compared": len(found), "differing": differing, "unmatched": unmatched}


def _match(connection: Connection, scope: Scope) -> int:
    """Match by number and department, else by the only suggestion of that title; return how many are left."""
    matched = reply_letters.match_letters(connection, scope)
    waiting = reply_letters.unmatched_letters(connection, scope)
    titles = reply_letters.titles(connection, scope) if waiting else {}
    for letter in waiting:
        if letter["number"] is None and (number := number_of_title(letter["title"], titles)):
            reply_letters.set_number(connection, letter["batch_id"], number)
            shown = f"{ordinal(number)}《{titles[number]}》"
            batches.add_file_problems(connection, letter["batch_id"], [("letter_matched_by_title", shown)])
    if waiting:
        matched += reply_letters.match_letters(connection, scope)
    left = [letter for letter in waiting if letter["batch_id"] not in matched]
    for letter in left:
        if not letter["is_named"]:
            candidates = "；".join(likely_titles(letter["title"], titles)) or "没有相近的标题"
            batches.add_file_problems(connection, letter["batch_id"], [("letter_not_matched", candidates)])
    for batch_id, rows in reply_letters.answered_suggestions(connection, matched).groupby("batch_id"):
        first = rows.iloc[0]
        found = fits_suggestion(
            first["title"], first["addressees"], first["suggestion"], rows["signer"].dropna().tolist()
        )
        batches.add_file_problems(connection, int(str(batch_id)), found)
    return len(left)


def _problems(letter: dict[str, Any]) -> list[dict[str, Any]]:
    compared = (*COMPARED, "promised_on")
    mine = {name: letter[f"letter_{name}"] for name in compared}
    theirs = {name: letter[f"register_{name}"] for name in compared}
    problems: list[dict[str, Any]] = []
    for name in differences(mine, theirs):
        # telephones are named as differing, never repeated
        shown = None if name == "phone" else f"答复函“{mine[name]}”，登记表“{theirs[name]}”"
        place = {"field": _FIELD.get(name, name), "raw_value": shown}
        problems.append({"batch_id": letter["batch_id"], "code": "letter_differs", **place})
        at = {"batch_id": letter["reply_batch_id"], "sheet": letter["sheet"], "row_no": letter["row_no"]}
        problems.append({**at, "code": "register_differs", **place})
    return problems
