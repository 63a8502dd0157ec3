"""Reading one profile file, and knowing on which line each of its values stands."""

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path as FilePath
from pathlib import PurePath
from typing import Any

from schemas.edition import Level

Path = tuple[str, ...]

RULES_NAME = "rules.toml"

_TOP = {"inherits", "level", "region", "edition"}
_HEADER = re.compile(r"^\s*\[(\[)?\s*([\w.\- ]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"^\s*([\w-]+(?:\s*\.\s*[\w-]+)*)\s*=")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'|#.*$')


class ProfileError(Exception):
    """A profile that cannot be used: unknown, contradictory, or without an edition for the day."""


@dataclass(frozen=True, eq=False)
class ProfileFile:
    """A profile as it is written. `editions` are sorted by date; `lines` has the line of (edition, key, key, ...)."""

    name: str
    file: str
    inherits: str | None
    level: Level
    region: str
    editions: tuple[Mapping[str, Any], ...]
    lines: Mapping[tuple[date, Path], int]

    def line(self, since: date, path: Path) -> int:
        """Return the line of a value, else of the nearest thing around it."""
        while path and (since, path) not in self.lines:
            path = path[:-1]
        return self.lines.get((since, path), 1)

    def top_line(self, key: str) -> int:
        """Return the line of a key that stands before the editions."""
        return self.lines.get((date.min, (key,)), 1)


@dataclass(frozen=True)
class OwnRules:
    """The rules of one office: the file in its folder says what it has otherwise than the profile it picked."""

    path: FilePath
    inherits: str
    region: str


# a shipped profile by its name, or the rules of an office
Rules = str | OwnRules


def profile_names() -> list[str]:
    """Return the names of the profiles that ship with Duban."""
    folder = files("schemas").joinpath("profiles")
    return sorted(PurePath(entry.name).stem for entry in folder.iterdir() if entry.name.endswith(".toml"))


def read_profile(rules: Rules) -> ProfileFile:
    """Return a profile; raise ProfileError with file and line when it cannot be read."""
    if isinstance(rules, str):
        return _shipped(rules)
    try:
        text = rules.path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ProfileError(f"{rules.path}: {error}") from error
    return _own(rules, text)


@cache
def _shipped(name: str) -> ProfileFile:
    path = files("schemas").joinpath("profiles", f"{name}.toml")
    if not re.fullmatch(r"[\w-]+", name) or not path.is_file():
        raise ProfileError(f"there is no profile {name}; known: {', '.join(profile_names())}")
    return _parsed(name, f"profiles/{name}.toml", path.read_text("utf-8"), {})


@cache
def _own(rules: OwnRules, text: str) -> ProfileFile:
    # two offices, or one after it changed its file, must not be taken for each other by what they are called
    name = f"{RULES_NAME}@{hashlib.sha256(f'{rules.region}{text}'.encode()).hexdigest()[:8]}"
    implied = {"inherits": rules.inherits, "level": Level.OFFICE.value, "region": rules.region}
    return _parsed(name, str(rules.path), text, implied)


def _parsed(name: str, file: str, text: str, implied: Mapping[str, str]) -> ProfileFile:
    """Return the profile that a text says; what is `implied` cannot be said in it."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(f"profile {name}: {file}: {error}") from error
    found = _lines(text)
    for key in implied.keys() & raw:
        raise ProfileError(
            f"profile {name}: {file}, line {found.get((-1, (key,)), 1)}: {key} is that of duban.toml"
        )
    raw |= implied
    _check_top(raw, name, file, found)
    editions: list[Mapping[str, Any]] = raw["edition"]
    seen: dict[date, int] = {}
    lines = {(date.min, path): line for (of, path), line in found.items() if of == -1}
    for number, edition in enumerate(editions):
        at = found.get((number, ()), 1)
        since = edition.get("effective_from")
        if type(since) is not date:
            raise ProfileError(
                f"profile {name}: {file}, line {at}: this edition has no effective_from (a date)"
            )
        if since in seen:
            raise ProfileError(
                f"profile {name}: {file}, lines {seen[since]} and {at}: two editions of the same day {since}"
            )
        seen[since] = at
        lines |= {(since, path): line for (of, path), line in found.items() if of == number}
    return ProfileFile(
        name,
        file,
        raw.get("inherits"),
        Level(raw["level"]),
        raw["region"],
        tuple(sorted(editions, key=lambda edition: edition["effective_from"])),
        lines,
    )


def _check_top(raw: Mapping[str, Any], name: str, file: str, found: Mapping[tuple[int, Path], int]) -> None:
    for key in set(raw) - _TOP:
        raise ProfileError(f"profile {name}: {file}, line {found.get((-1, (key,)), 1)}: unknown key {key}")
    editions = raw.get("edition")
    if not (
        isinstance(editions, list) and editions and all(isinstance(edition, dict) for edition in editions)
    ):
        raise ProfileError(f"profile {name}: {file}: there is no [[edition]]")
    for key, wanted in (
        ("level", f"one of {', '.join(Level)}"),
        ("region", "a name"),
        ("inherits", "a profile"),
    ):
        value = raw.get(key, "" if key == "inherits" else None)
        if not isinstance(value, str) or (key == "level" and value not in set(Level)):
            raise ProfileError(
                f"profile {name}: {file}, line {found.get((-1, (key,)), 1)}: {key}: expected {wanted}"
            )


def _lines(text: str) -> dict[tuple[int, Path], int]:
    """Return the line of every key, by (number of the edition, path in it); -1 is what stands before the first."""
    lines: dict[tuple[int, Path], int] = {}
    table: Path = ()
    edition, depth = -1, 0
    for number, line in enumerate(text.splitlines(), start=1):
        if not depth and (header := _HEADER.match(line)):
            table = tuple(part.strip() for part in header[2].split("."))
            edition += header[1] is not None and table == ("edition",)
            table = table[1:] if table[0] == "edition" else table
            lines.setdefault((edition, table), number)
        elif not depth and (key := _KEY.match(line)):
            lines[edition, (*table, *(part.strip() for part in key[1].split(".")))] = number
        # a value may go on over several lines
        bare = _STRING.sub("", line)
        if depth or not _HEADER.match(line):
            depth += sum(bare.count(bracket) for bracket in "[{") - sum(
                bare.count(bracket) for bracket in "]}"
            )
    return lines
