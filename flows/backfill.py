"""Nights that were missed: the same steps over a range of business dates, oldest first."""

from datetime import date

from prefect import flow

from flows.night import nightly
from schemas.working_days import days_between


@flow(name="backfill", persist_result=False)
def backfill(first: date, last: date, office: str | None = None) -> int:
    """Run a night for every business date from `first` to `last`; return how many. Nights that ran change nothing."""
    if last < first:
        raise ValueError(f"{last} is before {first}")
    days = days_between(first, last)
    for day in days:
        nightly(office, day)
    return len(days)
