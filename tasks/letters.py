"""The letter step: re-referrals get their numbered letter; writing it again gives the same bytes and no second number."""

from datetime import date
from pathlib import Path

from schemas.office import OfficeFolder
from tasks.rules.letter import document_number, letter_words
from tasks.writing.letters import rereferral
from tasks.writing.letters.render import render_letter
from tasks.writing.place import put
from warehouse import dispatches, letters
from warehouse.engine import begin, reading
from warehouse.letters import Letter
from warehouse.offices import find_scope, register_office

REREFERRAL = "rereferral"


def issue_letters(folder: OfficeFolder, confirmed_by: str, today: date) -> list[Path]:
    """Number the letters that are due and write every letter that is not in the ledger; return the files written.

    The number is committed before the file is written, and the ledger after: whoever is interrupted goes on with the same
    number.
    """
    with begin(folder.database) as connection:
        letters.number_letters(connection, register_office(connection, folder), REREFERRAL, today)
    written = []
    with begin(folder.database) as connection:
        scope = register_office(connection, folder)
        sent = dispatches.entered(connection, scope, "letter")
        waiting = [
            letter
            for letter in letters.letters(connection, scope, REREFERRAL)
            if letter.letter_id not in sent
        ]
    for letter in waiting:
        with begin(folder.database) as connection:
            path = letter_path(folder, letter)
            items = letters.items_of_letter(connection, letter.letter_id)
            words = letter_words(
                folder.office,
                folder.session.name,
                letter.department,
                letter.year,
                letter.serial,
                letter.issued_on,
                items,
            )
            sha256 = put(render_letter(rereferral.NAME, words, folder.templates), path)
            dispatches.enter(
                connection, scope, "letter", letter.letter_id, path.name, sha256, confirmed_by, today
            )
        written.append(path)
    return written


def letters_due(folder: OfficeFolder) -> int:
    """Return how many letters `issue_letters` would number or write; changes nothing."""
    with reading(folder.database) as connection:
        scope = find_scope(connection, folder)
        sent = dispatches.entered(connection, scope, "letter")
        unsent = [
            letter
            for letter in letters.letters(connection, scope, REREFERRAL)
            if letter.letter_id not in sent
        ]
        return len(unsent) + len(letters.unlettered(connection, scope, REREFERRAL))


def letter_path(folder: OfficeFolder, letter: Letter) -> Path:
    """Return where a letter lies."""
    number = document_number(folder.office.letter_mark, letter.year, letter.serial)
    return folder.outbox / "letters" / f"{number}_交办函_{letter.department}_第{letter.round}轮.docx"
