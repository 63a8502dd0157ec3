"""Reply letters: read, kept with what they say, and held against the register by a later step."""

from datetime import date
from typing import Any

from sqlalchemy import Connection

from schemas.words import BatchStatus, LetterKind
from tasks.loading.outcome import Outcome
from tasks.rules.letters.letter import Letter
from warehouse import batches, reply_letters
from warehouse.offices import Scope


def load_letter(
    connection: Connection, scope: Scope, batch_id: int, letter: Letter, departments: dict[str, int]
) -> Outcome:
    """Keep what a letter says. Only a reply to a deputy's suggestion is held against a register row later."""
    batches.add_file_problems(connection, batch_id, [(reason, None) for reason in letter.reasons])
    fields = letter.fields
    if fields["kind"] == LetterKind.DEPUTY_SUGGESTION_REPLY:
        reply_letters.add_letter(
            connection, {"batch_id": batch_id, "session_id": scope.session_id, **_said(fields, departments)}
        )
    return Outcome(BatchStatus.LOADED, 1, 0, 1)


def _said(fields: dict[str, Any], departments: dict[str, int]) -> dict[str, Any]:
    known = [departments[name] for name in fields["departments"] if name in departments]
    number, day = fields["suggestion_no"], fields["reply_date"]
    return {
        "number": number.lstrip("0") if number else None,
        "title": fields["title"],
        "department_id": known[0] if known else None,
        "doc_no": fields["doc_no"],
        "replied_on": date.fromisoformat(day) if day else None,
        "result_class": fields["class"],
        "signatory": fields["signatory"],
        "contact": "、".join(contact["name"] for contact in fields["contacts"] if contact["name"]) or None,
        "phone": "、".join(phone for contact in fields["contacts"] for phone in contact["phones"]) or None,
        "publicity": fields["publicity"],
    }
