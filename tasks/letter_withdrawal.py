"""Taking a letter back: by a letter of its own that names it. Both stay in the ledger."""

from datetime import date
from pathlib import Path

from schemas.office import OfficeFolder
from schemas.outgoing import Outgoing
from tasks.letter_files import letter_path, write_waiting
from tasks.letters import LetterError, head_of
from tasks.rules.letter import read_number
from tasks.rules.letter_words import withdrawal_words
from warehouse import letters
from warehouse.engine import begin
from warehouse.offices import register_office


def withdraw_letter(folder: OfficeFolder, number: str, because: str, confirmed_by: str, today: date) -> Path:
    """Withdraw the letter of that number and return its 撤回函; its items are due for a new letter of the kind.

    Asked again for the same reason it only writes what is still missing: whoever was interrupted asks again.
    """
    named = read_number(number, folder.office.letter_mark)
    if named is None:
        raise LetterError(
            f"{number}: no number of ours; they look like {folder.office.letter_mark}〔2020〕1号"
        )
    kind, year, serial = named
    if kind is Outgoing.WITHDRAWAL:
        raise LetterError(f"{number}: a withdrawal is not withdrawn; issue the letter anew")
    with begin(folder.database) as connection:
        scope = register_office(connection, folder)
        letter = letters.find_letter(connection, scope, kind, year, serial)
        if letter is None or letter.words is None:
            raise LetterError(f"{number}: no such letter")
        done = letters.withdrawals(connection, scope).get(letter.letter_id)
        if done and done.because != because:
            raise LetterError(f"{number}: withdrawn already, because {done.because}")
        key = done.withdrawn_by_id if done else letters.withdraw(connection, scope, letter, because, today)
        (made,) = (
            each for each in letters.letters(connection, scope, Outgoing.WITHDRAWAL) if each.letter_id == key
        )
        if made.words is None:
            letters.keep_words(
                connection, {key: withdrawal_words(head_of(folder, made), letter.words, because)}
            )
    write_waiting(folder, Outgoing.WITHDRAWAL, confirmed_by, today)
    return letter_path(folder, made)
