"""The files of letters: each letter by itself, and each run bound into one file for printing."""

from datetime import date
from itertools import groupby
from pathlib import Path

import pandas as pd

from schemas.office import OfficeFolder
from schemas.outgoing import Outgoing, mark_of
from tasks.rules.letter import document_number
from tasks.writing.letters.binding import bind
from tasks.writing.letters.render import render_letter
from tasks.writing.place import put
from warehouse import dispatches, letters
from warehouse.engine import begin, reading
from warehouse.letters import Letter
from warehouse.offices import find_scope, register_office

_LETTER, _BOUND = "letter", "bound_letters"


def write_waiting(folder: OfficeFolder, kind: Outgoing, confirmed_by: str, today: date) -> list[Path]:
    """Write the letters of a kind that are not in the ledger, then the runs they belong to; return the letters."""
    with begin(folder.database) as connection:
        scope = register_office(connection, folder)
        sent = dispatches.entered(connection, scope, _LETTER)
        bound = dispatches.entered(connection, scope, _BOUND)
        known = letters.letters(connection, scope, kind)
    written = []
    for letter in known:
        if letter.letter_id in sent:
            continue
        path = letter_path(folder, letter)
        sha256 = put(_rendered(folder, letter), path)
        with begin(folder.database) as connection:
            dispatches.enter(
                connection, scope, _LETTER, letter.letter_id, path.name, sha256, confirmed_by, today
            )
        written.append(path)
    for day, run in groupby(
        sorted(known, key=lambda letter: letter.issued_on), lambda letter: letter.issued_on
    ):
        of_run = list(run)
        # a letter that joins the run later makes it another one
        newest = max(letter.letter_id for letter in of_run)
        if newest in bound:
            continue
        path = bound_path(folder, kind, day)
        sha256 = put(bind([_rendered(folder, letter) for letter in of_run]), path)
        with begin(folder.database) as connection:
            dispatches.enter(connection, scope, _BOUND, newest, path.name, sha256, confirmed_by, today)
    return written


def _rendered(folder: OfficeFolder, letter: Letter) -> bytes:
    return render_letter(letter.kind.chinese, letter.words or {}, folder.templates)


def letter_path(folder: OfficeFolder, letter: Letter) -> Path:
    """Return where a letter lies."""
    department = letter.department.replace("/", "")[:40]
    name = f"{_number(folder, letter)}_{letter.kind.chinese}_{department}_第{letter.round}轮.docx"
    return folder.outbox / "letters" / name


def bound_path(folder: OfficeFolder, kind: Outgoing, day: date) -> Path:
    """Return where the letters of a kind and day lie in one file."""
    return folder.outbox / "bound_letters" / f"{kind.chinese}_{day.isoformat()}_合订.docx"


def ledger(folder: OfficeFolder) -> pd.DataFrame:
    """Return every letter: doc_no, kind, department, round, issued_on, withdrawn_by."""
    with reading(folder.database) as connection:
        scope = find_scope(connection, folder)
        known = letters.letters(connection, scope)
        taken_back = letters.withdrawals(connection, scope)
    numbers = {letter.letter_id: _number(folder, letter) for letter in known}
    rows = [
        {
            "doc_no": numbers[letter.letter_id],
            "kind": letter.kind.chinese,
            "department": letter.department,
            "round": letter.round,
            "issued_on": letter.issued_on,
            "withdrawn_by": numbers[taken_back[letter.letter_id].withdrawn_by_id]
            if letter.letter_id in taken_back
            else "",
        }
        for letter in known
    ]
    return pd.DataFrame(rows, columns=["doc_no", "kind", "department", "round", "issued_on", "withdrawn_by"])


def _number(folder: OfficeFolder, letter: Letter) -> str:
    return document_number(mark_of(letter.kind, folder.office.letter_mark), letter.year, letter.serial)
