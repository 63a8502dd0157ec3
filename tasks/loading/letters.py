"""Reply letters: read, kept with what they say, and held against the register by a later step."""

from datetime import date

from sqlalchemy import Connection

from schemas.edition import Edition
from schemas.office import Session
from schemas.words import BatchStatus, LetterKind
from tasks.loading.outcome import Outcome
from tasks.rules.letter_acceptance import Shortcoming, other_session, said, shortcomings
from tasks.rules.letters.letter import Letter
from tasks.rules.numbering import Elsewhere
from warehouse import batches, reply_letters
from warehouse.offices import Scope


def load_letter(
    connection: Connection,
    scope: Scope,
    session: Session,
    edition: Edition,
    batch_id: int,
    letter: Letter,
    departments: dict[str, int],
    elsewhere: Elsewhere,
) -> Outcome:
    """Keep what a letter says. Only a reply to a deputy's suggestion is judged by the profile and held against a register."""
    found: list[Shortcoming] = [(reason, None) for reason in letter.reasons]
    if letter.fields["kind"] == LetterKind.DEPUTY_SUGGESTION_REPLY:
        found += shortcomings(letter, edition.reply)
        session_id: int | None = scope.session_id
        if other := other_session(letter, (session.term, session.meeting)):
            found.append(("letter_other_session", other))
            named = (letter.fields["session_term"], letter.fields["session_meeting"])
            session_id = reply_letters.find_session(connection, scope.office_id, *named)
        names = letter.fields["departments"]
        known = [departments[name] for name in names if name in departments]
        found += [("letter_unknown_department", name) for name in names if name not in departments]
        if session_id:
            day = letter.fields["reply_date"]
            keys = {"batch_id": batch_id, "session_id": session_id}
            reply_letters.add_letter(
                connection,
                keys
                | said(letter, elsewhere)
                | {
                    "department_id": known[0] if known else None,
                    "replied_on": date.fromisoformat(day) if day else None,
                },
            )
    batches.add_file_problems(connection, batch_id, found)
    return Outcome(BatchStatus.LOADED, 1, 0, 1)
