"""How an attempt to call a deputy ended: AAPOR code, the words of survey centres, what follows (`dispositions.toml`)."""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Group(StrEnum):
    """The groups that outcome rates are made of."""

    COMPLETE = "I"
    PARTIAL = "P"
    REFUSAL = "R"
    NON_CONTACT = "NC"
    OTHER = "O"
    UNKNOWN_HOUSEHOLD = "UH"
    UNKNOWN_OTHER = "UO"
    NOT_ELIGIBLE = "NE"


class Disposition(BaseModel):
    """One line of the table; the file says what each column means."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str = Field(pattern=r"^[1-4]\.\d{1,3}[a-z]?$")
    chinese: str = Field(min_length=1)
    words: tuple[str, ...]
    group: Group
    retry_after_minutes: int | None = Field(default=None, ge=0)
    try_another_number: bool = False
    is_final: bool = False
    contacted: bool = False
    needs_note: bool = False
    when_exhausted: str | None = None

    @model_validator(mode="after")
    def _goes_on_or_ends(self) -> "Disposition":
        if self.is_final == (self.retry_after_minutes is not None):
            raise ValueError(f"{self.code}: either it is final, or it says when to call again")
        return self

    @property
    def is_about_number(self) -> bool:
        """Whether it settles one number of the deputy and nothing else."""
        return self.is_final and self.try_another_number


@cache
def disposition_table() -> Mapping[str, Disposition]:
    """Return every disposition by its code; raise ValueError when the table itself is wrong."""
    return read_table(tomllib.loads(files("schemas").joinpath("dispositions.toml").read_text("utf-8")))


def read_table(raw: Mapping[str, Any]) -> Mapping[str, Disposition]:
    """Return a table as it stands in the file; raise ValueError for a line that is wrong or leads nowhere."""
    table = {code: Disposition(code=code, **entry) for code, entry in raw.items()}
    for entry in table.values():
        target = table.get(entry.when_exhausted) if entry.when_exhausted else None
        if entry.when_exhausted and (target is None or not target.is_final):
            raise ValueError(f"{entry.code}: {entry.when_exhausted} is no final disposition")
    _words(table)
    return table


@cache
def disposition_words() -> Mapping[str, str]:
    """Return the code of every word that a centre writes: the words, the Chinese name and the code itself."""
    return _words(disposition_table())


def _words(table: Mapping[str, Disposition]) -> Mapping[str, str]:
    words: dict[str, str] = {}
    for entry in table.values():
        for word in (entry.code, entry.chinese, *entry.words):
            if words.setdefault(word, entry.code) != entry.code:
                raise ValueError(f"{word} stands for {words[word]} and {entry.code}")
    return words
