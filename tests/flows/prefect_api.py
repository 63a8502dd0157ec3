"""What the session's Prefect server says of runs and of what they left."""

from typing import Any

import httpx

from schemas.office import OfficeFolder

Found = list[dict[str, Any]]


def runs(environment: dict[str, str], **filters: Any) -> Found:
    return _ask(environment, "/flow_runs/filter", filters)


def of_office(found: Found, folder: OfficeFolder) -> Found:
    return [run for run in found if run["parameters"].get("office") == str(folder.path)]


def left_by(environment: dict[str, str], folder: OfficeFolder) -> Found:
    """Return the artifacts that runs of an office left, oldest first."""
    mine = {run["id"] for run in of_office(runs(environment), folder)}
    left = _ask(environment, "/artifacts/filter", {"sort": "CREATED_DESC"})
    return [artifact for artifact in reversed(left) if artifact["flow_run_id"] in mine]


def _ask(environment: dict[str, str], path: str, body: dict[str, Any]) -> Found:
    found = httpx.post(environment["PREFECT_API_URL"] + path, json=body, timeout=30)
    found.raise_for_status()
    return found.json()
