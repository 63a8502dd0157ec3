"""Nights that were missed: the same steps over a range of business dates, oldest first."""

from datetime import date

from prefect import flow

from flows.artifacts import leave_report
from flows.environment import open_office
from flows.night import nightly
from flows.reports.backfill import backfill_report
from schemas.working_days import days_between


@flow(name="backfill", persist_result=False)
def backfill(first: date, last: date, office: str | None = None) -> int:
    """Run a night for every business date from `first` to `last`; return how many. Nights that ran change nothing."""
    if last < first:
        raise ValueError(f"{last} is before {first}")
    folder, days = open_office(office), days_between(first, last)
    done: list[dict[str, dict[str, int]]] = []
    try:
        for day in days:
            counts = nightly(office, day)
            done.append(counts if isinstance(counts, dict) else {})
    finally:
        # also where one of them failed: it says which
        leave_report(folder, "backfill", last, backfill_report(folder, days, done))
    return len(days)
