"""What a letter says of itself, as `duban inspect` shows it: fields, evidence, and what a clerk must decide."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from schemas.problems import problem_table
from schemas.words import Kind
from tasks.reading.letters.opening import open_letter
from tasks.reading.sniff import Unreadable
from tasks.rules.letters.letter import NO_FIELDS, Letter

# these were looked into; whatever else is wrong with a file, it was not opened
_LOOKED_INTO = {"no_text_layer", "no_doc_reader"}
_HINTS = {"no_doc_reader": "apt-get install antiword"}


def look_into_letter(path: Path) -> dict[str, Any] | None:
    """Return kind, outcome, reasons, fields and evidence of a letter; None when the file is none."""
    try:
        letter = open_letter(path)
    except Unreadable as error:
        outcome = "needs_attention" if error.code in _LOOKED_INTO else "rejected"
        return _said(outcome, Letter(dict(NO_FIELDS), {}, (error.code,)))
    if letter is None:
        return None
    return _said("needs_attention" if letter.reasons else "accepted", letter)


def _said(outcome: str, letter: Letter) -> dict[str, Any]:
    evidence = {name: [asdict(place) for place in places] for name, places in letter.evidence.items()}
    return {
        "kind": Kind.LETTER.value,
        "outcome": outcome,
        "reasons": list(letter.reasons),
        "fields": letter.fields,
        "evidence": evidence,
        "rows": [],
        "problems": [_problem(code) for code in letter.reasons],
    }


def _problem(code: str) -> dict[str, Any]:
    entry = problem_table()[code]
    mend = entry.advise() + (f"（{_HINTS[code]}）" if code in _HINTS else "")
    return {"code": code, "row": None, "field": None, "text": entry.describe(), "mend": mend}
