"""What this process learns from outside: the day, the office folder, and how Prefect is to behave."""

import os
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from schemas.office import OfficeFolder, read_office

TIME_ZONE = "Asia/Shanghai"
OFFICE_VARIABLE = "DUBAN_OFFICE"
DATABASE_VARIABLE = "DUBAN_DATABASE_URL"
MAIL_PASSWORD_VARIABLE = "DUBAN_SMTP_PASSWORD"  # noqa: S105

# Ours unless the environment says otherwise. The startup timeout: a fresh database takes longer than Prefect's default.
_PREFECT = {
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    # the newer pages ask a service elsewhere how to report on their readers, even where nothing is to be reported
    "PREFECT_SERVER_UI_V2_ENABLED": "false",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    "PREFECT_LOGGING_EXTRA_LOGGERS": "tasks,warehouse,flows",
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "PREFECT_LOGGING_SERVER_LEVEL": "ERROR",
    "PREFECT_CLI_PROMPT": "false",
    "DO_NOT_TRACK": "1",
}


def today() -> date:
    """Return the day it is in China."""
    return datetime.now(ZoneInfo(TIME_ZONE)).date()


def now() -> datetime:
    """Return the moment it is in China."""
    return datetime.now(ZoneInfo(TIME_ZONE))


def mail_password() -> str | None:
    """Return the password of the mail server, which stands in no file."""
    return os.environ.get(MAIL_PASSWORD_VARIABLE)


def open_office(path: Path | str | None = None) -> OfficeFolder:
    """Return the office folder at `path`, else of DUBAN_OFFICE, else here; the database of DUBAN_DATABASE_URL goes first."""
    chosen = Path(path or os.environ.get(OFFICE_VARIABLE) or ".")
    return read_office(chosen, os.environ.get(DATABASE_VARIABLE))


def prepare_prefect(folder: Path | None = None) -> None:
    """Set what Prefect reads when it is imported: call it before. Without a server its state lies in the office folder."""
    for name, value in _PREFECT.items():
        os.environ.setdefault(name, value)
    if folder and "PREFECT_API_URL" not in os.environ:
        home = Path(os.environ.setdefault("PREFECT_HOME", str(folder / ".prefect")))
        home.mkdir(parents=True, exist_ok=True)
