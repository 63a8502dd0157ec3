"""The nightly flow: `flows.order` with a name, a record and retries for each step. Running the same night again changes nothing."""

from datetime import date

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Cancelled
from sqlalchemy.exc import OperationalError

from flows.environment import open_office, today
from flows.order import Step, night
from flows.reaping import reap_stale
from warehouse.locks import only_one

BUSY = "another night is at work on this office; nothing was done"


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
        return {name: run_step(name, step) for name, step in night(folder, day)}
