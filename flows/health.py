"""What `duban doctor` looks at: each finding is (is it well, what was found)."""

import sys
from collections.abc import Iterator
from datetime import date
from importlib.metadata import version

import pandas as pd

from flows.environment import today
from schemas.holidays import CalendarError
from schemas.office import SETTINGS_NAME, OfficeFolder
from schemas.profile import RULES_NAME, ProfileError, Rules, Term, TermName, check_profile, resolve
from schemas.survey_words import SurveyWordsError, read_survey_words
from schemas.words import Measure
from schemas.working_days import working_days
from warehouse.migrate import revision

_MATTER = (
    "prefect",
    "fastapi",
    "sqlalchemy",
    "pandas",
    "great-expectations",
    "phonenumbers",
    "chinesecalendar",
)
_SUPPORTED = ((3, 11), (3, 13))


# the next year's holidays are published in November
_PUBLISHED_IN = 11

PROFILE_COLUMNS = {
    "key": "规则项",
    "value": "内容",
    "profile": "出自",
    "edition": "文本",
    "effective_from": "施行日期",
    "article": "条款",
}


def findings(folder: OfficeFolder, on: date | None = None) -> Iterator[tuple[bool, str]]:
    """Yield what was found out about machine, versions, settings, database and calendar on a day, by default today."""
    day = on or today()
    python = sys.version_info[:2]
    yield _SUPPORTED[0] <= python <= _SUPPORTED[1], f"Python {python[0]}.{python[1]}"
    for name in _MATTER:
        yield True, f"{name} {version(name)}"
    # with SQLAlchemy 2.1 Prefect's scheduler stops without a word
    yield version("sqlalchemy").startswith("2.0."), "SQLAlchemy is one that Prefect's scheduler works with"
    yield from _rules(folder, day)
    at, newest = revision(folder.database)
    yield at == newest, f"warehouse at revision {at}, newest {newest}"
    yield from calendar_findings(folder, day)
    yield from _words(folder)


def _rules(folder: OfficeFolder, day: date) -> Iterator[tuple[bool, str]]:
    office = folder.office
    try:
        check_profile(folder.rules)
        resolved = resolve(folder.rules, day)
    except ProfileError as error:
        yield False, str(error)
        return
    edition = resolved.edition
    yield (
        True,
        f"office {office.name} ({office.region_code}), profile {edition.profile}: {edition.title}, unchanged since "
        f"{edition.effective_from}",
    )
    said, ruled = office.still_unsatisfied, office.measure(edition.second_handling.still_unsatisfied)
    if said not in (Measure.NOT_STATED, ruled):
        yield (
            False,
            f"still_unsatisfied = {said} is not followed: the rules say {ruled}; take it out of {SETTINGS_NAME}",
        )
    if edition.gaps:
        shown = folder.rules if isinstance(folder.rules, str) else RULES_NAME
        yield (
            True,
            f"{len(edition.gaps)} gaps in what is known of these rules: duban doctor --profile {shown}",
        )


def calendar_findings(folder: OfficeFolder, day: date) -> Iterator[tuple[bool, str]]:
    """Yield whether the holidays are known as far as they can be: from November on, those of the next year."""
    try:
        known_until = working_days(folder.holidays).known_until
    except CalendarError as error:
        yield False, str(error)
        return
    wanted = day.year + (day.month >= _PUBLISHED_IN)
    yield (
        known_until.year >= wanted,
        f"holidays are known until {known_until}; later due dates are provisional"
        + (
            "" if known_until.year >= wanted else f"; put the notice for {wanted} into {folder.holidays.name}"
        ),
    )


def _words(folder: OfficeFolder) -> Iterator[tuple[bool, str]]:
    try:
        added = read_survey_words(folder.survey_words).added
    except SurveyWordsError as error:
        yield False, str(error)
        return
    said = ", ".join(f"{word} = {meaning}" for word, meaning in added) or "nothing"
    yield True, f"{folder.survey_words.name} adds {said} to the words of survey centres"


def profile_table(rules: Rules, on: date | None = None, *, as_text: bool) -> pd.DataFrame:
    """Return every value of a profile on a day, by default today, with where it came from: PROFILE_COLUMNS."""
    resolved = resolve(rules, on or today())
    terms = {f"terms.{key}": term for key, term in resolved.edition.terms.items()}
    rows = [
        (
            key,
            _say(terms.get(key, value)) if as_text else value,
            origin.profile,
            origin.edition,
            origin.effective_from,
            origin.article,
        )
        for key, value, origin in resolved.rows()
    ]
    return pd.DataFrame(rows, columns=list(PROFILE_COLUMNS))


def _say(value: object) -> str:
    if isinstance(value, Term):
        limit = f"，不晚于{value.at_most.chinese}" if value.at_most else ""
        return f"{TermName(value.name).chinese}：自{value.start.chinese}起{value.chinese}{limit}（{value.end_rule}）"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(map(_say, value))
    if isinstance(value, dict):
        return "，".join(f"{key}={_say(inner)}" for key, inner in value.items() if inner is not None)
    return "" if value is None else str(value)
