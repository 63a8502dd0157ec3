"""What `duban doctor` looks at: each finding is (is it well, what was found)."""

import sys
from collections.abc import Iterator
from datetime import timedelta
from importlib.metadata import version

from flows.environment import today
from schemas.office import OfficeFolder
from schemas.profile import in_force
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


def findings(folder: OfficeFolder) -> Iterator[tuple[bool, str]]:
    """Yield what was found out about machine, versions, settings, database and calendar."""
    python = sys.version_info[:2]
    yield _SUPPORTED[0] <= python <= _SUPPORTED[1], f"Python {python[0]}.{python[1]}"
    for name in _MATTER:
        yield True, f"{name} {version(name)}"
    # with SQLAlchemy 2.1 Prefect's scheduler stops without a word
    yield version("sqlalchemy").startswith("2.0."), "SQLAlchemy is one that Prefect's scheduler works with"
    edition = in_force(folder.office.profile, today())
    yield (
        True,
        f"office {folder.office.name} ({folder.office.region_code}), profile {edition.profile}: {edition.title}",
    )
    at, newest = revision(folder.database)
    yield at == newest, f"warehouse at revision {at}, newest {newest}"
    known_until = working_days().known_until
    # the next year's holidays are published in November
    yield (
        known_until - today() > timedelta(days=60),
        f"holidays are known until {known_until}; later due dates are provisional",
    )
