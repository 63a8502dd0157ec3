"""Finding the header of a sheet and what kind of file it makes: by the words of its columns, never by a name."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schemas.contract import Contract
from schemas.inputs import CONTRACTS, IDLE_HEADERS, SATISFACTION_HEADERS, UNWANTED_HEADERS
from schemas.words import Kind

ROWS_SEARCHED = 30


@dataclass(frozen=True)
class Header:
    """Where the header stands (row counted from 0), the field of each known column, and problems with the others."""

    contract: Contract
    row: int
    columns: dict[str, int]
    problems: tuple[tuple[str, str], ...]


def find_header(rows: Sequence[Sequence[str | None]]) -> Header | None:
    """Return the header among the first rows of a sheet, or None when no row makes a known kind of file.

    The row that names most fields of one contract wins; of equals the first contract in the order of a night.
    """
    best: Header | None = None
    most = 0
    for index, row in enumerate(rows[:ROWS_SEARCHED]):
        words = [header_word(cell) for cell in row]
        for contract in CONTRACTS:
            columns = _columns(contract, words)
            if contract.recognises(columns) and (best is None or _asked(contract, columns) > most):
                most = _asked(contract, columns)
                best = Header(contract, index, columns, tuple(_other_columns(contract, words, columns)))
    return best


def _asked(contract: Contract, columns: Iterable[str]) -> int:
    return len(set(columns) & set(contract.names))


def header_word(cell: str | None) -> str:
    """Return a header cell as it is compared: folded, without white space and remarks."""
    folded = unicodedata.normalize("NFKC", cell or "")
    return re.sub(r"\s|[*:]|\(必填\)|\(选填\)", "", folded)


def _columns(contract: Contract, words: Sequence[str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for position, word in enumerate(words):
        field = contract.field_of(word)
        if field and field.name not in columns:
            columns[field.name] = position
    return columns


def _other_columns(
    contract: Contract, words: Sequence[str], columns: dict[str, int]
) -> list[tuple[str, str]]:
    read = set(columns.values())
    found = []
    for position, word in enumerate(words):
        if contract.kind is Kind.REPLIES and word in SATISFACTION_HEADERS:
            # the first of them is read, as a claim
            found.append(("handler_wrote_satisfaction", word))
        elif not word or position in read or word in IDLE_HEADERS or word in contract.context:
            continue
        elif word in UNWANTED_HEADERS:
            found.append(("unwanted_column", word))
        else:
            found.append(("unknown_column", word))
    return found
