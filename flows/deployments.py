"""The deployments: what runs by itself and what people start. `prefect.yaml` says the same for `prefect deploy`."""

from typing import Any

from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.deployments.runner import RunnerDeployment
from prefect.flows import Flow
from prefect.schedules import Cron, Schedule
from prefect.types.entrypoint import EntrypointType

from flows.backfill import backfill
from flows.environment import TIME_ZONE
from flows.night import nightly
from flows.rereferral import rereferral_decide, rereferral_letters
from flows.survey import survey_close, survey_load, survey_open

NIGHTLY_CRON = "30 2 * * *"
ONE_AT_A_TIME = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)


def deployments(office: str, cron: str = NIGHTLY_CRON) -> list[RunnerDeployment]:
    """Return the deployments of one office; only the nightly has a schedule."""
    on_demand: tuple[Flow[..., Any], ...] = (
        backfill,
        survey_open,
        survey_load,
        survey_close,
        rereferral_decide,
        rereferral_letters,
    )
    return [
        _deployment(nightly, office, Cron(cron, timezone=TIME_ZONE)),
        *(_deployment(flow, office, None) for flow in on_demand),
    ]


def _deployment(flow: Flow[..., Any], office: str, schedule: Schedule | None) -> RunnerDeployment:
    return RunnerDeployment.from_flow(
        flow,
        name=flow.name,
        parameters={"office": office},
        schedule=schedule,
        concurrency_limit=ONE_AT_A_TIME,
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
