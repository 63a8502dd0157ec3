"""The letter step: what is due gets its numbered letter; writing it again gives the same bytes and no second number.

Number, items and words are one transaction; the file is written after, and the ledger entered last. Whoever is interrupted
goes on with the same number and the same words.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from schemas.office import OfficeFolder
from schemas.outgoing import Outgoing
from schemas.profile import in_force
from tasks.letter_files import write_waiting
from tasks.rules.letter import Head
from tasks.rules.letter_words import WORDS, Particulars
from warehouse import dispatches, letter_choice, letter_items, letters
from warehouse.engine import begin, reading
from warehouse.letter_choice import Due
from warehouse.letters import Letter
from warehouse.offices import Scope, find_scope, register_office


class LetterError(Exception):
    """A letter that cannot be issued or withdrawn as asked; nothing was written."""


@dataclass(frozen=True)
class Wanted:
    """What a person wants letters about: suggestions by number (none: all that are due by themselves), and what to say."""

    numbers: tuple[str, ...] = ()
    said: Particulars = field(default_factory=Particulars)

    @property
    def occasion(self) -> int:
        """What tells one meeting about a suggestion from another: its day."""
        return int(f"{self.said.on:%Y%m%d}") if self.said.on else 0


def issue_letters(
    folder: OfficeFolder,
    confirmed_by: str,
    today: date,
    kind: Outgoing = Outgoing.REREFERRAL,
    wanted: Wanted | None = None,
) -> list[Path]:
    """Number the letters that are due, write each that is not in the ledger, and bind each run; return the letters written."""
    wanted = wanted or Wanted()
    with begin(folder.database) as connection:
        scope = register_office(connection, folder)
        due = _due(connection, scope, kind, wanted)
        letters.number_letters(connection, scope, kind, due, today)
        wordless = [letter for letter in letters.letters(connection, scope, kind) if letter.words is None]
        letters.keep_words(connection, _words(connection, folder, wordless, wanted.said))
    return write_waiting(folder, kind, confirmed_by, today)


def letters_due(
    folder: OfficeFolder, kind: Outgoing = Outgoing.REREFERRAL, wanted: Wanted | None = None
) -> int:
    """Return how many letters `issue_letters` would number or write; changes nothing."""
    with reading(folder.database) as connection:
        scope = find_scope(connection, folder)
        sent = dispatches.entered(connection, scope, "letter")
        unsent = [
            letter for letter in letters.letters(connection, scope, kind) if letter.letter_id not in sent
        ]
        due = _due(connection, scope, kind, wanted or Wanted())
        return len(unsent) + len({(item.department_id, item.round) for item in due})


def _due(connection: Connection, scope: Scope, kind: Outgoing, wanted: Wanted) -> list[Due]:
    known = letter_choice.known_numbers(connection, scope, wanted.numbers) if wanted.numbers else set()
    if unknown := [number for number in wanted.numbers if number not in known]:
        raise LetterError(f"no such suggestion: {', '.join(unknown)}")
    return letter_choice.due_for(connection, scope, kind, wanted.numbers, wanted.occasion)


def _words(
    connection: Connection, folder: OfficeFolder, wordless: Sequence[Letter], said: Particulars
) -> dict[int, dict[str, Any]]:
    if not wordless:
        return {}
    items = dict(
        list(
            letter_items.items_of_letters(connection, [each.letter_id for each in wordless]).groupby(
                "letter_id"
            )
        )
    )
    return {
        letter.letter_id: WORDS[letter.kind](
            head_of(folder, letter),
            items[letter.letter_id],
            in_force(folder.rules, letter.issued_on),
            said,
        )
        for letter in wordless
    }


def head_of(folder: OfficeFolder, letter: Letter) -> Head:
    """Return the head of a letter that has its number."""
    return Head(
        folder.office,
        folder.session.name,
        letter.kind,
        letter.year,
        letter.serial,
        letter.issued_on,
        letter.department,
    )
