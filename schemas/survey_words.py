"""The words and codes of a survey centre: those that come with Duban, and those an office adds in `survey_words.toml`.

    [outcomes]
    "还可以" = "基本满意"
    "A3" = "不满意"

    [dispositions]
    "彩铃响完" = "无人接听"

On the right stands a word or code that Duban knows already. A word that already means something else is refused with its line.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from schemas.dispositions import disposition_table, disposition_words
from schemas.outcome_words import OUTCOME_WORDS
from schemas.words import Outcome

SURVEY_WORDS_NAME = "survey_words.toml"
_Meaning = TypeVar("_Meaning")


class SurveyWordsError(Exception):
    """A word table that cannot be used; the message says which file, which line and which word."""


@dataclass(frozen=True)
class SurveyWords:
    """What each word means: an outcome of an item, or the AAPOR code of an attempt. `added`: word, what it means, in Chinese."""

    outcomes: Mapping[str, Outcome]
    dispositions: Mapping[str, str]
    added: tuple[tuple[str, str], ...] = ()


# the words that come with Duban
SHIPPED_WORDS = SurveyWords(OUTCOME_WORDS, disposition_words())


def read_survey_words(path: Path) -> SurveyWords:
    """Return the shipped words with those of an office's file, which need not be there.

    Raises SurveyWordsError for a file that cannot be read, a meaning nobody knows, and a word that already means something else.
    """
    try:
        # Windows editors put a byte order mark in front
        text = path.read_text("utf-8-sig")
        raw = tomllib.loads(text)
    except FileNotFoundError:
        return SHIPPED_WORDS
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SurveyWordsError(f"{path}: {error}") from error
    if unknown := set(raw) - {"outcomes", "dispositions"}:
        raise SurveyWordsError(f"{path}: unknown table {', '.join(sorted(unknown))}")
    names = {code: entry.chinese for code, entry in disposition_table().items()}
    outcomes, said = _added(raw, "outcomes", OUTCOME_WORDS, text, path)
    codes, dialled = _added(raw, "dispositions", disposition_words(), text, path)
    added = [(word, said[word].chinese) for word in said] + [(word, names[dialled[word]]) for word in dialled]
    return SurveyWords(outcomes, codes, tuple(added))


def _added(
    raw: Mapping[str, object], table: str, known: Mapping[str, _Meaning], text: str, path: Path
) -> tuple[dict[str, _Meaning], dict[str, _Meaning]]:
    entries = raw.get(table, {})
    if not isinstance(entries, dict):
        raise SurveyWordsError(
            f'{path}: {table} is no table; write [{table}], then "word" = "word that is known"'
        )
    own: dict[str, _Meaning] = {}
    for word, target in entries.items():
        place = f"{path}, line {_line(text, word)}: {word}"
        meaning = known.get(_bare(target)) if isinstance(target, str) else None
        if meaning is None:
            raise SurveyWordsError(f"{place}: {target} is no word that is known")
        bare = _bare(word)
        if not bare:
            raise SurveyWordsError(f"{place}: an empty word means nothing")
        if known.get(bare, meaning) != meaning or own.setdefault(bare, meaning) != meaning:
            raise SurveyWordsError(f"{place}: the word already means something else than {target}")
    return {**known, **own}, {word: own[word] for word in own if word not in known}


def _bare(word: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", word))


def _line(text: str, word: str) -> int:
    """Return the line of a key, from 1."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.partition("=")[0].strip().strip("\"'") == word:
            return number
    return 1
