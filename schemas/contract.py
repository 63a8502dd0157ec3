"""The shape of a file: its fields, what each is called in offices, and what may stand in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from schemas.words import Kind, Series


class Form(StrEnum):
    """How the text of a cell is read."""

    TEXT = "text"
    PROSE = "prose"
    NAME = "name"
    NUMBER = "number"
    SUGGESTION = "suggestion"
    SERIES = "series"
    DATE = "date"
    DEPARTMENT = "department"
    NAMES = "names"
    RESULT_CLASS = "result_class"
    CONTACT_PHONE = "contact_phone"
    EMAIL = "email"
    PHONES = "phones"
    YES_NO = "yes_no"
    PUBLICITY = "publicity"
    DOCUMENT_NUMBER = "document_number"
    TERM = "term"
    OUTCOME = "outcome"
    DECISION = "decision"
    CHANGE = "change"
    INTERIM = "interim"
    MOMENT = "moment"
    DURATION = "duration"
    DISPOSITION = "disposition"
    QUARTER = "quarter"
    SORTING = "sorting"
    FOLLOW_UP = "follow_up"


@dataclass(frozen=True)
class Field:
    """One column: our name, the office's name, other names it is known by, and how its cells are read.

    `key` fields must be filled or the row is set aside; which others must be filled is the profile's matter.
    """

    name: str
    chinese: str
    form: Form = Form.TEXT
    aliases: tuple[str, ...] = ()
    key: bool = False
    fill_down: bool = False


@dataclass(frozen=True)
class Contract:
    """A kind of file. It is recognised by `signature`: the fields that no other kind has together.

    `context` are headers that we print for people and never read back. `unasked` are columns that nobody is asked for and that say
    nothing of what the file is for: they stand in no template and no rule judges them. `bare_series` is the series of a suggestion number that
    says none; without it, the one that has the number.
    """

    kind: Kind
    chinese: str
    fields: tuple[Field, ...]
    signature: frozenset[str]
    context: tuple[str, ...] = ()
    unasked: tuple[Field, ...] = ()
    bare_series: Series | None = None

    def __getitem__(self, name: str) -> Field:
        """Return the field called `name`; raise KeyError when there is none."""
        for field in (*self.fields, *self.unasked):
            if field.name == name:
                return field
        raise KeyError(name)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the fields, in the order of the template."""
        return tuple(field.name for field in self.fields)

    def field_of(self, header: str) -> Field | None:
        """Return the field that a header cell (white space removed) names, or None."""
        return self._by_header.get(header)

    @cached_property
    def _by_header(self) -> dict[str, Field]:
        known = (*self.unasked, *self.fields)
        return {word: field for field in known for word in (field.chinese, *field.aliases)}

    def recognises(self, names: Iterable[str]) -> bool:
        """Tell whether a sheet with these fields is of this kind."""
        return self.signature <= set(names)
