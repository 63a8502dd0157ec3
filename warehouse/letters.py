"""Letters: numbered without gaps per year and kind, with their words, one per department and round; and their withdrawal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, insert, select, update

from schemas.outgoing import Outgoing
from warehouse.letter_choice import Due
from warehouse.offices import Scope
from warehouse.tables import department, letter, letter_item, letter_withdrawal


@dataclass(frozen=True)
class Letter:
    """A letter that has its number. Its words are kept: printed again it says what it said."""

    letter_id: int
    kind: Outgoing
    year: int
    serial: int
    department: str
    round: int
    issued_on: date
    words: dict[str, Any] | None


@dataclass(frozen=True)
class Withdrawal:
    """That a letter was taken back."""

    withdrawn_by_id: int
    because: str


def number_letters(
    connection: Connection, scope: Scope, kind: Outgoing, due: Sequence[Due], today: date
) -> int:
    """Give a number to one letter for every department and round among `due`; return how many."""
    groups: dict[tuple[int, int], list[Due]] = {}
    for item in due:
        groups.setdefault((item.department_id, item.round), []).append(item)
    for (department_id, of_round), items in groups.items():
        letter_id = _number(connection, scope, kind, department_id, of_round, today)
        rows = [
            {
                "letter_id": letter_id,
                "referral_id": item.referral_id,
                "kind": kind.value,
                "occasion": item.occasion,
            }
            for item in items
        ]
        connection.execute(insert(letter_item), rows)
    return len(groups)


def _number(
    connection: Connection, scope: Scope, kind: Outgoing, department_id: int, of_round: int, today: date
) -> int:
    series = (letter.c.office_id == scope.office_id, letter.c.kind == kind, letter.c.year == today.year)
    last = connection.scalar(select(func.max(letter.c.serial)).where(*series))
    row = {
        "office_id": scope.office_id,
        "kind": kind.value,
        "year": today.year,
        "serial": (last or 0) + 1,
        "issued_on": today,
        "department_id": department_id,
        "round": of_round,
    }
    return int(connection.execute(insert(letter).values(row).returning(letter.c.letter_id)).scalar_one())


def keep_words(connection: Connection, words: Mapping[int, dict[str, Any]]) -> None:
    """Keep what letters say."""
    if words:
        change = update(letter).where(letter.c.letter_id == bindparam("key")).values(words=bindparam("said"))
        connection.execute(change, [{"key": key, "said": said} for key, said in words.items()])


def letters(connection: Connection, scope: Scope, kind: Outgoing | None = None) -> list[Letter]:
    """Return the letters of a kind, or all, in the order of their numbers."""
    query = _letters(scope).order_by(letter.c.kind, letter.c.year, letter.c.serial)
    if kind:
        query = query.where(letter.c.kind == kind)
    return [_read(row) for row in connection.execute(query)]


def find_letter(
    connection: Connection, scope: Scope, kind: Outgoing, year: int, serial: int
) -> Letter | None:
    """Return the letter of a number."""
    named = (letter.c.kind == kind, letter.c.year == year, letter.c.serial == serial)
    row = connection.execute(_letters(scope).where(*named)).one_or_none()
    return _read(row) if row else None


def _letters(scope: Scope) -> Select[Any]:
    return (
        select(
            letter.c.letter_id,
            letter.c.kind,
            letter.c.year,
            letter.c.serial,
            department.c.name,
            letter.c.round,
            letter.c.issued_on,
            letter.c.words,
        )
        .join(department, department.c.department_id == letter.c.department_id)
        .where(letter.c.office_id == scope.office_id)
    )


def _read(row: Any) -> Letter:
    return Letter(row[0], Outgoing(row[1]), *row[2:])


def withdraw(connection: Connection, scope: Scope, withdrawn: Letter, because: str, today: date) -> int:
    """Number the letter that takes another back, and free its items for a new one; return its key."""
    of_letter = letter.c.letter_id == withdrawn.letter_id
    department_id = connection.execute(select(letter.c.department_id).where(of_letter)).scalar_one()
    key = _number(connection, scope, Outgoing.WITHDRAWAL, department_id, withdrawn.round, today)
    row = {"letter_id": withdrawn.letter_id, "withdrawn_by_id": key, "because": because}
    connection.execute(insert(letter_withdrawal).values(row))
    items = letter_item.c.letter_id == withdrawn.letter_id
    connection.execute(update(letter_item).where(items).values(is_withdrawn=True))
    return key


def withdrawals(connection: Connection, scope: Scope) -> dict[int, Withdrawal]:
    """Return of each withdrawn letter by which one and why it was taken back."""
    query = (
        select(letter_withdrawal)
        .join(letter, letter.c.letter_id == letter_withdrawal.c.letter_id)
        .where(letter.c.office_id == scope.office_id)
    )
    return {row.letter_id: Withdrawal(row.withdrawn_by_id, row.because) for row in connection.execute(query)}
