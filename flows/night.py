"""The nightly flow: `flows.order` with a name, a record and retries for each step. Running the same night again changes nothing."""

import logging
from collections.abc import Iterable
from datetime import date

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Cancelled
from sqlalchemy.exc import OperationalError

from flows.artifacts import leave_problems, leave_report
from flows.environment import open_office, today
from flows.load_progress import LoadProgress, artifact_of
from flows.order import BATCH, Step, night
from flows.reaping import reap_stale
from flows.reports.night import night_report
from schemas.office import OfficeFolder
from warehouse.locks import only_one

logger = logging.getLogger(__name__)

BUSY = "another night is at work on this office; nothing was done"


class NightIncomplete(Exception):
    """A night in which one or more batches failed; everything else was done."""


def _is_transient(_task: object, _run: object, state: State) -> bool:
    # a database that is locked or away may come back; a wrong row never gets right by trying again
    return isinstance(state.result(raise_on_failure=False), OperationalError)


def run_step(name: str, step: Step) -> dict[str, int]:
    """Run one step as a Prefect task: a name, counts, retries for transient faults, nothing cached or kept.

    The step is bound before Prefect sees it, so that neither folder nor database URL is a parameter.
    """

    @task(
        name=name,
        cache_policy=NO_CACHE,
        persist_result=False,
        retries=2,
        retry_delay_seconds=10,
        retry_condition_fn=_is_transient,
    )
    def run() -> dict[str, int]:
        return step()

    return run()


@flow(name="nightly", persist_result=False)
def nightly(office: str | None = None, as_of: date | None = None) -> dict[str, dict[str, int]] | State:
    """Run one night of an office. `as_of` is the business date, today in China when it is left out."""
    folder = open_office(office)
    day = as_of or today()
    with only_one(folder.database, folder.office.region_code) as mine:
        if not mine:
            return Cancelled(message=BUSY)
        reap_stale("nightly")
        counts, failed = run_steps(folder, day)
        problems = leave_problems(folder, day)
        leave_report(folder, "night", day, night_report(folder, day, counts, failed, problems))
    return settled(counts, failed)


def run_steps(folder: OfficeFolder, as_of: date) -> tuple[dict[str, dict[str, int]], list[str]]:
    """Run the steps of a night; return their counts and the batches that failed."""
    return _run_all(night(folder, as_of, LoadProgress(artifact_of(folder)).file))


def settled(counts: dict[str, dict[str, int]], failed: list[str]) -> dict[str, dict[str, int]]:
    """Return the counts of a night; raise NightIncomplete when a batch failed."""
    if failed:
        raise NightIncomplete(f"not settled: {', '.join(failed)}; the others are")
    return counts


def _run_all(steps: Iterable[tuple[str, Step]]) -> tuple[dict[str, dict[str, int]], list[str]]:
    """Run the steps; return their counts and the batches that failed: these are left waiting, the others go on."""
    counts: dict[str, dict[str, int]] = {}
    failed: list[str] = []
    for name, step in steps:
        try:
            counts[name] = run_step(name, step)
        except Exception:
            if not name.startswith(BATCH):
                raise
            logger.exception("%s failed and waits for the next night", name)
            failed.append(name)
    return counts, failed
