"""Runs of processes that are gone: Prefect shows them as Running for ever, so whoever holds the lock calls them Crashed."""

from datetime import UTC, datetime, timedelta

from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.runtime import flow_run
from prefect.states import Crashed

# a run that began a moment ago may still be asking for the lock
_GRACE = timedelta(minutes=1)


def reap_stale(flow_name: str) -> int:
    """Mark older Running runs of this flow on the same office as Crashed; return how many.

    Call it while holding the office's lock: then no other run of it can be alive.
    """
    mine, office = flow_run.id, flow_run.parameters.get("office")
    before = datetime.now(UTC) - _GRACE
    running = FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.RUNNING])))
    with get_client(sync_client=True) as client:
        runs = client.read_flow_runs(
            flow_filter=FlowFilter(name=FlowFilterName(any_=[flow_name])), flow_run_filter=running
        )
        stale = [
            run for run in runs if str(run.id) != mine and _is_older(run, before) and _office(run) == office
        ]
        for run in stale:
            client.set_flow_run_state(run.id, Crashed(message="the process of this run is gone"), force=True)
    return len(stale)


def _is_older(run: FlowRun, before: datetime) -> bool:
    return run.start_time is not None and run.start_time < before


def _office(run: FlowRun) -> object:
    return run.parameters.get("office")
