"""A sheet in the words of the examples' JSON. Between those words and ours there is only this module."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from schemas.outcome_words import OUTCOME_WORDS
from schemas.problems import problem_table
from schemas.words import Kind, Outcome
from tasks.reading.sheets import SheetFile, read_sheets
from tasks.reading.sniff import Shape, Unreadable, sniff
from tasks.rules.sheets.found import Finding, ReadRow

_KINDS = {
    Kind.SUGGESTIONS: "registration",
    Kind.REPLIES: "reply_register",
    Kind.SURVEY_RESULTS: "survey_results",
    Kind.DEPUTIES: "directory",
}
_FIELDS = {
    "phone": "phones",
    "assigned_on": "assigned_date",
    "due_on": "due_date",
    "result_class": "class",
    "reason": "comment",
    "called_on": "call_date",
    "attempts": "attempt",
}
_WARNINGS = {
    "unreadable_date": "bad_date",
    "impossible_date": "bad_date",
    "missing_result_class": "missing_class",
}
_NOT_KNOWN = {"header_not_found", "columns_missing"}
_REJECTIONS = {"proposal_in_register": "not_deputy_suggestion"}
_REASONS = {"file_unreadable": "file_corrupt", "file_empty": "file_corrupt", "file_too_large": "unsafe_file"}


# files of our own making that the JSON has no word for
_OURS = set(Kind) - set(_KINDS) - {Kind.UNKNOWN}


def look_at_sheet(
    path: Path, found: dict[str, Any], words: Mapping[str, Outcome] = OUTCOME_WORDS
) -> dict[str, Any]:
    """Return what `duban inspect` says of a file: a sheet in the words of the JSON, anything else as `found`.

    `found` is what a night would make of the file. Its problems stay, unless a night would not know the sheet at all.
    """
    is_letter = "fields" in found
    if (found["kind"] in _OURS and not is_letter) or (is_letter and not _may_be_a_sheet(path)):
        return found
    sheet = inspect_sheet(path, words)
    if sheet is None or (is_letter and sheet["outcome"] == "rejected"):
        return found
    unknown = is_letter or any(problem["code"] in _NOT_KNOWN for problem in found["problems"])
    return {**sheet, "problems": sheet["problems"] if unknown else found["problems"]}


def _may_be_a_sheet(path: Path) -> bool:
    """Whether a file that reads like a letter is a text with columns, in which anything may be written."""
    try:
        return sniff(path) is Shape.DELIMITED
    except Unreadable:
        return False


def inspect_sheet(path: Path, words: Mapping[str, Outcome] = OUTCOME_WORDS) -> dict[str, Any] | None:
    """Return what the JSON says of a sheet; None when the file is a letter."""
    try:
        found = read_sheets(path, words=words)
    except Unreadable as error:
        kind = "survey_summary" if error.code == "summary_not_itemised" else "unknown"
        return {
            "kind": kind,
            "outcome": "rejected",
            "reasons": [_REASONS.get(error.code, error.code)],
            "session": None,
            "rows": [],
            "rejected": [],
            "problems": [_problem(Finding(error.code), None)],
        }
    return None if found is None else _accepted(found)


def _accepted(found: SheetFile) -> dict[str, Any]:
    session = dict(zip(("term", "meeting"), found.session, strict=True)) if found.session else None
    return {
        "kind": _KINDS[found.kind],
        "outcome": "accepted",
        "reasons": [],
        "session": session,
        "rows": [_row(sheet, row) for sheet, row in found.rows if not row.rejection],
        "rejected": [
            _rejected(sheet, row, row.rejection) for sheet, row in found.rows if row.rejection is not None
        ],
        "problems": [
            *(_problem(Finding(code, None, value), None) for code, value in found.findings),
            *(
                _problem(finding, row.row)
                for _, row in found.rows
                for finding in ([row.rejection] if row.rejection else row.warnings)
            ),
        ],
        **({"others": [_accepted(other) for other in found.others]} if found.others else {}),
    }


def _problem(finding: Finding, row: int | None) -> dict[str, Any]:
    entry = problem_table()[finding.code]
    text = entry.describe(finding.field, finding.value)
    mend = entry.advise(finding.field, finding.value)
    return {"code": finding.code, "row": row, "field": finding.field, "text": text, "mend": mend}


def _row(sheet: str | None, row: ReadRow) -> dict[str, Any]:
    fields = {_FIELDS.get(name, name): value for name, value in row.fields.items()}
    return {**_place(sheet, row), **fields, "warnings": _codes(row.warnings)}


def _place(sheet: str | None, row: ReadRow) -> dict[str, Any]:
    return {"row": row.row} if sheet is None else {"row": row.row, "sheet": sheet}


def _codes(findings: Iterable[Finding]) -> list[str]:
    return list(dict.fromkeys(_WARNINGS.get(finding.code, finding.code) for finding in findings))


def _rejected(sheet: str | None, row: ReadRow, finding: Finding) -> dict[str, Any]:
    text = problem_table()[finding.code].describe(finding.field, finding.value)
    with_twins = f"第{row.row}行"
    if row.twins:
        with_twins += "与" + "、".join(f"第{twin}行" for twin in row.twins)
    return {
        **_place(sheet, row),
        "reason": _REJECTIONS.get(finding.code, finding.code),
        "message": f"{with_twins}：{text}",
    }
