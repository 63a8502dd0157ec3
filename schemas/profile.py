"""Rule profiles: what the law and an office's own rules say, as data, in dated editions.

A profile inherits from the one above it (national -> province -> city -> county -> the rules of one office). An edition holds from
`effective_from`; `in_force` merges, key by key, the newest edition that holds on a day over the newest one above it. An
edition with `repeals_earlier` puts an end to the older ones of its own profile. Every value keeps where it came from.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any

from pydantic import ValidationError

from schemas.contradictions import find_contradictions
from schemas.edition import Edition, Level, ReplyRules, SurveyRules
from schemas.profile_file import (
    RULES_NAME,
    OwnRules,
    Path,
    ProfileError,
    ProfileFile,
    Rules,
    profile_names,
    read_profile,
)
from schemas.terms import EndRule, Span, Start, Term, TermName, Unit

__all__ = [
    "RULES_NAME",
    "Edition",
    "EndRule",
    "Origin",
    "OwnRules",
    "ProfileError",
    "ReplyRules",
    "Resolved",
    "Rules",
    "Span",
    "Start",
    "SurveyRules",
    "Term",
    "TermName",
    "Unit",
    "check_profile",
    "edition_days",
    "in_force",
    "name_of",
    "profile_names",
    "resolve",
]

# what is replaced as one: half of one rule under another is a third rule nobody made
_BY_CLASS = ("also_means", "mandatory_by_class")
_WHOLE = {"classes", "other_schemes", *_BY_CLASS}
_OWN = ("title", "read", "source")
_MAY = {"gaps": list, "repeals_earlier": bool}
_RANKS = {level: rank for rank, level in enumerate(Level)}
# what a resolved term repeats of its origin
_FILLED = {"name", "profile", "edition", "effective_from", "article"}


@dataclass(frozen=True)
class Origin:
    """Where a value came from: the profile, its edition, and the article there that says so."""

    profile: str
    edition: str
    effective_from: date
    article: str


@dataclass(frozen=True)
class Resolved:
    """An edition with the origin of every value; a term or a table of classes has one origin.

    `gaps` are what is not known of it and of those above, with the edition that says so.
    """

    edition: Edition
    origins: Mapping[Path, Origin]
    gaps: tuple[tuple[str, Origin], ...]

    def rows(self) -> Iterator[tuple[str, object, Origin]]:
        """Yield (key with dots, value as data, origin) of every value."""
        whole = self.edition.model_dump(mode="json", exclude_defaults=True)
        for path, origin in sorted(self.origins.items()):
            value: Any = whole
            for key in path:
                value = value.get(key) if isinstance(value, dict) else None
            if path[0] == "terms":
                value = {key: value[key] for key in Term.model_fields if key in value and key not in _FILLED}
            yield ".".join(path), value, origin
        for gap, origin in self.gaps:
            yield "gaps", gap, origin


class _Layers:
    """The editions of a chain of profiles, laid over each other."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self.origins: dict[Path, Origin] = {}

    def lay(self, profile: str, edition: Mapping[str, Any]) -> None:
        """Put an edition on top of what is there."""
        since, title = edition["effective_from"], edition["title"]
        for key, value in edition.items():
            if key not in ("effective_from", "gaps", "repeals_earlier"):
                self._put(self.values, (key,), value, Origin(profile, title, since, ""))

    def _put(self, into: dict[str, Any], path: Path, value: Any, origin: Origin) -> None:
        key = path[-1]
        is_term = path[0] == "terms" and len(path) == 2
        if not isinstance(value, dict) or key in _WHOLE or is_term:
            into[key] = value
            said = value.get("article", "") if is_term and isinstance(value, dict) else origin.article
            self.origins[path] = Origin(origin.profile, origin.edition, origin.effective_from, str(said))
            return
        if not isinstance(into.get(key), dict):
            into[key] = {}
        said = value.get("article", "")
        # an article for a key that is not there is refused with the keys that nobody knows
        strays = (
            {f"article.{inner}": "" for inner in said if inner not in value} if isinstance(said, dict) else {}
        )
        # what is said class by class ends with the classes that it was said of
        ended: dict[str, Any] = {
            inner: {} for inner in _BY_CLASS if "classes" in value and inner not in value
        }
        for inner, inner_value in (value | strays | ended).items():
            if inner == "article":
                continue
            cited = "classes" if inner in ended else inner
            article = str(said.get(cited, "") if isinstance(said, dict) else said)
            inside = Origin(origin.profile, origin.edition, origin.effective_from, article)
            self._put(into[key], (*path, inner), inner_value, inside)


def in_force(rules: Rules, on: date) -> Edition:
    """Return the edition of a profile that holds `on`; raise ProfileError when there is none."""
    return resolve(rules, on).edition


def name_of(rules: Rules) -> str:
    """Return what a profile is called where it is kept; that of an office's own rules tells their text apart."""
    return read_profile(rules).name


def resolve(rules: Rules, on: date) -> Resolved:
    """Return the edition that holds `on` with the origin of every value; raise ProfileError when there is none."""
    chain = _chain(rules)
    days = [day for day in _days(chain) if day <= on]
    if not days:
        name = chain[-1].name
        later = f": {chain[0].name} begins later" if chain[0].name != name else ""
        raise ProfileError(f"profile {name} has no edition in force on {on}{later}")
    return _resolved(chain, days[-1])


@cache
def _resolved(chain: tuple[ProfileFile, ...], on: date) -> Resolved:
    layers, since = _Layers(), date.min
    gaps: list[tuple[str, Origin]] = []
    for file in chain:
        holding = _holding(file, on)
        for one in holding:
            layers.lay(file.name, one)
            # as old as its newest part: a new national law makes a new edition of every province
            since = max(since, one["effective_from"])
        if holding:
            newest = Origin(file.name, holding[-1]["title"], holding[-1]["effective_from"], "")
            gaps += [(gap, newest) for gap in holding[-1].get("gaps", ())]
    own = chain[-1]
    head = {"profile": own.name, "level": own.level, "region": own.region, "effective_from": since}
    try:
        edition = Edition.model_validate(
            {**layers.values, **head, "gaps": [gap for gap, _ in gaps], "terms": _filled(layers)}
        )
    except ValidationError as error:
        found = [(tuple(map(str, one["loc"])), one["msg"]) for one in error.errors(include_url=False)]
        raise ProfileError(_report(on, layers, chain, found)) from error
    if wrong := list(find_contradictions(edition)):
        raise ProfileError(_report(on, layers, chain, wrong))
    return Resolved(edition, layers.origins, tuple(gaps))


def _chain(rules: Rules) -> tuple[ProfileFile, ...]:
    """Return the profile and those above it, the highest first."""
    chain = [read_profile(rules)]
    name = chain[0].name
    while above := chain[-1].inherits:
        below = chain[-1]
        if above in {file.name for file in chain}:
            names = " -> ".join([*(file.name for file in chain), above])
            raise ProfileError(
                f"profile {name}: {below.file}, line {below.top_line('inherits')}: {names} is a circle"
            )
        chain.append(read_profile(above))
    for below, higher in pairwise(chain):
        if _RANKS[below.level] <= _RANKS[higher.level]:
            raise ProfileError(
                f"profile {name}: {below.file}, line {below.top_line('level')}: "
                f"a {below.level} cannot inherit from the {higher.level} {higher.name}"
            )
    return tuple(chain[::-1])


def _holding(file: ProfileFile, on: date) -> list[Mapping[str, Any]]:
    """Return the editions that hold on a day, the oldest first; those that a newer one repeals are gone."""
    holding: list[Mapping[str, Any]] = []
    for edition in file.editions:
        wrong = [key for key in _OWN if not isinstance(edition.get(key), str)]
        wrong += [key for key, kind in _MAY.items() if not isinstance(edition.get(key, kind()), kind)]
        if wrong:
            line = file.line(edition["effective_from"], (wrong[0],))
            raise ProfileError(
                f"profile {file.name}: {file.file}, line {line}: this edition has no good {wrong[0]}"
            )
        if edition["effective_from"] <= on:
            holding = [edition] if edition.get("repeals_earlier") else [*holding, edition]
    return holding


def _filled(layers: _Layers) -> object:
    """Return the terms with what a due date has to cite."""
    terms = layers.values.get("terms")
    if not isinstance(terms, dict):
        return terms
    counting = layers.values.get("counting")
    filled = {}
    for name, term in terms.items():
        origin = layers.origins["terms", name]
        if isinstance(term, dict):
            source = term.get("source") or f"{origin.edition}{origin.article}"
            cited = f"{source}；{counting}" if counting and term.get("unit") != Unit.FIXED_DATE else source
            where = {
                "profile": origin.profile,
                "edition": origin.edition,
                "effective_from": origin.effective_from,
            }
            term = {**term, **where, "name": name, "source": cited}
        filled[name] = term
    return filled


def _report(on: date, layers: _Layers, chain: tuple[ProfileFile, ...], wrong: list[tuple[Path, str]]) -> str:
    """Say what is wrong with file and line."""
    own, by_name, said = chain[-1], {file.name: file for file in chain}, []
    for path, message in wrong:
        at = next((path[:end] for end in range(len(path), 0, -1) if path[:end] in layers.origins), None)
        if at is None:
            inside = [origin for known, origin in layers.origins.items() if known[: len(path)] == path]
            origin = max(inside, key=lambda one: one.effective_from) if inside else None
        else:
            origin = layers.origins[at]
        if origin:
            file = by_name[origin.profile]
            place = f"{file.file}, line {file.line(origin.effective_from, path)}"
        else:
            place = own.file
        said.append(f"{place}: {'.'.join(path)}: {message.removeprefix('Value error, ')}")
    return f"profile {own.name} on {on}: {'; '.join(said)}"


def edition_days(rules: Rules) -> list[date]:
    """Return the days on which what holds under a profile changes, its own and those above it."""
    return _days(_chain(rules))


def _days(chain: tuple[ProfileFile, ...]) -> list[date]:
    first = chain[0].editions[0]["effective_from"]
    days = {edition["effective_from"] for file in chain for edition in file.editions}
    return sorted(day for day in days if day >= first)


def check_profile(rules: Rules) -> None:
    """Raise ProfileError when the profile cannot be used on some day."""
    for day in edition_days(rules):
        resolve(rules, day)
