"""Datasette in a process of its own, on loopback, over a snapshot that is gone when it stops."""

import json
import signal
import subprocess
import sys
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from schemas.office import OfficeFolder
from tasks.exploring import DATABASE, take_snapshot

_SETTINGS = {
    "default_allow_sql": "off",
    "allow_download": "off",
    "suggest_facets": "off",
    # a large office: Datasette by itself breaks off after a second, and shows a thousand rows
    "sql_time_limit_ms": "60000",
    "max_returned_rows": "50000",
}
# by itself the title of a question's page is its SQL
_TITLE = (
    """{% extends "default:query.html" %}{% block title %}{{ metadata.title or database }}{% endblock %}"""
)


class ExploreError(Exception):
    """The warehouse cannot be shown so; the message says what to do."""


def explore(folder: OfficeFolder, port: int, as_of: date) -> None:
    """Serve a snapshot until Datasette or this process is stopped; neither goes on without the other."""
    if find_spec("datasette") is None:
        raise ExploreError("Datasette is not installed: pip install -c constraints.txt -e '.[explore]'")
    # closing the window, or ending the service, is to take snapshot and server away as Ctrl-C does
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, _leave)
    with (
        TemporaryDirectory(prefix="duban-explore-") as place,
        subprocess.Popen(command(folder, Path(place), port, as_of)) as serving,
    ):
        try:
            serving.wait()
        finally:
            serving.terminate()


def _leave(*_: object) -> None:
    sys.exit(0)


def command(folder: OfficeFolder, place: Path, port: int, as_of: date) -> list[str]:
    """Write snapshot and metadata into a folder; return the command that serves them and nothing else."""
    snapshot, metadata = place / f"{DATABASE}.db", place / "metadata.json"
    metadata.write_text(json.dumps(take_snapshot(folder, snapshot, as_of), ensure_ascii=False), "utf-8")
    templates = place / "templates"
    templates.mkdir()
    (templates / "query.html").write_text(_TITLE, "utf-8")
    options = [part for name, value in _SETTINGS.items() for part in ("--setting", name, value)]
    options += ["--template-dir", str(templates), "--host", "127.0.0.1", "--port", str(port)]
    serve = [sys.executable, "-m", "datasette", "serve", "--immutable", str(snapshot)]
    return [*serve, "--metadata", str(metadata), *options]


def connection_lines(folder: OfficeFolder) -> list[str]:
    """Return how Metabase and Superset are connected to a warehouse on PostgreSQL, as a reader."""
    place = urlsplit(folder.database)
    host, port, name = place.hostname or "localhost", place.port or 5432, place.path.lstrip("/")
    return [
        f"1. duban readers grant ROLE --region {folder.office.region_code}     makes a role that reads the mart only",
        f"2. Metabase: PostgreSQL, host {host}, port {port}, database {name}, schemas: only mart, user ROLE",
        f"   Superset: postgresql+psycopg2://ROLE:PASSWORD@{host}:{port}/{name}, schema mart",
        "3. Titles of tables and columns are their comments; duban dictionary --chinese prints them all",
    ]
