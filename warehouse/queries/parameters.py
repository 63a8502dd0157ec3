"""What a query may be told beside the day: named and typed values, checked before anything is asked."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from schemas.words import Series

Value = int | date | str | None
_PREFIX = "|".join(series.prefix for series in Series if series.prefix)
_NUMBER = re.compile(rf"({_PREFIX})?0*([0-9A-Za-z-]{{1,20}})")


class Type(StrEnum):
    """What a parameter is: a whole number, a day, the number of a suggestion, or one of a few words."""

    INT = "int"
    DATE = "date"
    NUMBER = "number"
    CHOICE = "choice"


class ParameterError(ValueError):
    """A value that a query cannot take; the message says which parameter and what it may be."""


@dataclass(frozen=True)
class Parameter:
    """One thing that a query may be told: `default` is taken when it is not, unless it must be."""

    name: str
    type: Type
    help: str
    default: Value = None
    is_required: bool = False
    choices: tuple[str, ...] = ()
    least: int = 1

    @property
    def accepts(self) -> str:
        """What may be written for it, in words."""
        if self.type is Type.CHOICE:
            return "one of " + ", ".join(self.choices)
        return {
            Type.INT: f"a whole number from {self.least} on",
            Type.DATE: "a day, as 2020-09-30",
            Type.NUMBER: "the number of a suggestion, as 17 or 闭会3",
        }[self.type]

    def read(self, text: str) -> Value:
        """Return the value that a text means; raise ParameterError when it means none."""
        plain = unicodedata.normalize("NFKC", text).strip()
        value = self._value(plain)
        if value is None:
            raise ParameterError(f"{self.name}={text!r}: it must be {self.accepts}")
        return value

    def _value(self, plain: str) -> Value:
        if self.type is Type.CHOICE:
            return plain if plain in self.choices else None
        if self.type is Type.NUMBER:
            # registers write 017, the warehouse keeps 17; 闭会3 says its series
            match = _NUMBER.fullmatch(plain)
            return f"{match[1] or ''}{match[2]}" if match else None
        try:
            if self.type is Type.DATE:
                return date.fromisoformat(plain)
            return int(plain) if int(plain) >= self.least else None
        except ValueError:
            return None


def bind(
    parameters: Sequence[Parameter], given: Sequence[str] = (), named: Mapping[str, str] | None = None
) -> dict[str, Value]:
    """Return a value for every parameter: `given` in their order, `named` by name, defaults for the rest.

    Raise ParameterError for a value that cannot be, one too many, an unknown name, one given twice, or one that is missing.
    """
    named = named or {}
    known = {parameter.name: parameter for parameter in parameters}
    if len(given) > len(parameters):
        taken = ", ".join(known) or "none"
        raise ParameterError(f"{given[len(parameters)]!r} is one value too many; parameters: {taken}")
    texts = dict(zip(known, given, strict=False))
    for name, text in named.items():
        if name not in known:
            raise ParameterError(f"there is no parameter {name}; parameters: {', '.join(known) or 'none'}")
        if name in texts:
            raise ParameterError(f"{name} is given twice")
        texts[name] = text
    values: dict[str, Value] = {}
    for name, parameter in known.items():
        if name in texts:
            values[name] = parameter.read(texts[name])
        elif parameter.is_required:
            raise ParameterError(f"{name} is missing: {parameter.help}, {parameter.accepts}")
        else:
            values[name] = parameter.default
    return values
