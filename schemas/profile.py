"""Rule profiles: what the law and an office's own rules say, as data, in dated editions.

A profile inherits from the one above it (national -> province -> city -> county). An edition holds from
`effective_from`; `in_force` merges, key by key, the newest edition that holds on a day over the newest one above it.
"""

import tomllib
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError


class Unit(StrEnum):
    """日, 工作日, 月."""

    DAY = "day"
    WORKING_DAY = "working_day"
    MONTH = "month"


class EndRule(StrEnum):
    """What happens when the last day is not a working day (民法典第二百零三条)."""

    NONE = "none"
    OFF_STATUTORY_HOLIDAYS = "off_statutory_holidays"
    OFF_NON_WORKING_DAYS = "off_non_working_days"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Term(_Strict):
    """A length of time, what starts it, how it ends, and the article that says so."""

    value: int = Field(gt=0)
    unit: Unit
    start: str = Field(pattern="^(referred|received|session_closed|reply_received)$")
    end_rule: EndRule
    source: str


class ReplyRules(_Strict):
    """What a reply must hold. `classes` maps the local letter to the common set."""

    mandatory: tuple[str, ...]
    classes: Mapping[str, str]
    signatory_must_be: str | None = None


class SurveyRules(_Strict):
    """Who is asked, whose word is the verdict, what is re-referred, who decides, how shares are printed."""

    ask: str = Field(pattern="^(lead|signers)$")
    verdict: str = Field(pattern="^(lead|worst)$")
    re_refer: tuple[str, ...]
    decide: str = Field(pattern="^(by_committee|automatically)$")
    rounds: int = Field(ge=1)
    share_decimals: int = Field(ge=0, le=4)


class Edition(_Strict):
    """A profile as it holds on one day, with nothing left to look up."""

    profile: str
    effective_from: date
    title: str
    terms: Mapping[str, Term]
    reply: ReplyRules
    survey: SurveyRules


class ProfileError(Exception):
    """A profile that cannot be used: unknown, contradictory, or without an edition for the day."""


def in_force(name: str, on: date) -> Edition:
    """Return the edition of profile `name` that holds `on`; raise ProfileError when there is none."""
    merged = _merged(name, on)
    if not merged:
        raise ProfileError(f"profile {name} has no edition in force on {on}")
    try:
        return Edition.model_validate({**merged, "profile": name})
    except ValidationError as error:
        raise ProfileError(f"profile {name} on {on}: {error}") from error


def _merged(name: str, on: date) -> dict[str, Any]:
    raw = _read(name)
    above = _merged(raw["inherits"], on) if "inherits" in raw else {}
    holding = [edition for edition in raw["edition"] if edition["effective_from"] <= on]
    for edition in sorted(holding, key=lambda edition: edition["effective_from"]):
        # as old as its newest part: a new national law makes a new edition of every province
        since = max(edition["effective_from"], above.get("effective_from", date.min))
        above = {**_overlay(above, edition), "effective_from": since}
    return above


def _overlay(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        # a class table or a term is replaced whole: half of one rule under another is a third rule nobody made
        whole = key == "classes" or not isinstance(value, dict) or "unit" in value
        merged[key] = value if whole else _overlay(merged.get(key, {}), value)
    return merged


@cache
def _read(name: str) -> Mapping[str, Any]:
    path = files("schemas").joinpath("profiles", f"{name}.toml")
    if not path.is_file():
        raise ProfileError(f"there is no profile {name}; known: {', '.join(profile_names())}")
    raw = tomllib.loads(path.read_text("utf-8"))
    unknown = set(raw) - {"inherits", "edition"}
    if unknown or "edition" not in raw:
        raise ProfileError(f"profile {name}: expected inherits and edition, found {sorted(raw)}")
    return raw


def profile_names() -> list[str]:
    """Return the names of the profiles that ship with Duban."""
    folder = files("schemas").joinpath("profiles")
    return sorted(
        entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml")
    )
