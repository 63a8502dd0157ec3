"""What a night would read, and what is wrong with it: reads and judges, writes nothing."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from flows.letter_preview import look_into_letter
from schemas.inputs import header_of
from schemas.office import OfficeFolder
from schemas.problems import problem_table
from schemas.profile import Edition, in_force
from schemas.survey_words import SHIPPED_WORDS, SurveyWords, read_survey_words
from schemas.words import Kind
from tasks.inbox import file_hash, settled_files
from tasks.reading.sniff import Unreadable
from tasks.reading.table import TableFile, open_table
from tasks.rules.judge import Terms, judge
from warehouse import batches
from warehouse.directory import department_names
from warehouse.engine import reading
from warehouse.offices import find_scope


def preview(folder: OfficeFolder, as_of: date) -> Iterator[str]:
    """Yield one line per new file of the inbox."""
    files = {path: file_hash(path) for path in settled_files(folder.inbox)}
    with reading(folder.database) as connection:
        scope = find_scope(connection, folder)
        known = batches.known_hashes(connection, scope.office_id, list(files.values()))
        names = department_names(connection, scope.office_id)
    edition = in_force(folder.rules, as_of)
    words = read_survey_words(folder.survey_words)
    for path, sha256 in files.items():
        if sha256 not in known:
            found = look_into(path, edition, as_of, names, words)
            yield f"{path.name}: {found['kind']}, {len(found['rows'])} rows, {len(found['problems'])} problems"


def look_into(
    path: Path,
    edition: Edition,
    as_of: date,
    departments: dict[str, int] | None,
    words: SurveyWords | None = None,
) -> dict[str, Any]:
    """Return what would be read from a file: kind, outcome, rows as judged, problems with their Chinese texts.

    Without `departments` (no office at hand) names of departments are not checked.
    """
    if letter := look_into_letter(path):
        return letter
    terms = Terms(
        edition.reply.mandatory,
        tuple(edition.reply.classes),
        as_of,
        departments or {},
        words=words or SHIPPED_WORDS,
    )
    try:
        table = open_table(path)
        if isinstance(table, Kind):
            return _refused("header_not_found")
        # some files turn out to be unreadable only further down
        return _look_into_table(table, terms)
    except Unreadable as error:
        return _refused(error.code)


def _look_into_table(table: TableFile, terms: Terms) -> dict[str, Any]:
    rows: list[dict[str, Any]] = []
    problems = [problem for code, header in table.file_problems for problem in _texts(code, header)]
    for block, ragged in table.blocks():
        judged = judge(block, table.contract, terms)
        places = {
            row["row_id"]: row["row_no"] for row in judged.rows.select(["row_id", "row_no"]).to_pylist()
        }
        rows += judged.rows.to_pylist()
        for found in judged.problems.to_pylist():
            if terms.departments or found["code"] != "unknown_department":
                row_no, kind = places[found["row_id"]], table.contract.kind
                problems += _texts(found["code"], found["field"], found["raw_value"], row_no, kind)
        for _, row, text in ragged:
            problems += _texts("ragged_row", None, text, row)
    return {"kind": table.contract.kind.value, "outcome": "read", "rows": rows, "problems": problems}


def _refused(code: str) -> dict[str, Any]:
    return {"kind": Kind.UNKNOWN.value, "outcome": "refused", "rows": [], "problems": _texts(code)}


def _texts(
    code: str,
    field: str | None = None,
    raw: str | None = None,
    row: int | None = None,
    kind: Kind = Kind.UNKNOWN,
) -> list[dict[str, Any]]:
    entry, column = problem_table()[code], header_of(kind, field)
    text, mend = entry.describe(column, raw), entry.advise(column, raw)
    return [{"code": code, "row": row, "field": field, "text": text, "mend": mend}]
