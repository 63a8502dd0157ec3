"""The deployments: what runs by itself and what people start. `prefect.yaml` says the same for `prefect deploy`."""

from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.client.schemas.schedules import CronSchedule
from prefect.deployments.runner import EntrypointType, RunnerDeployment

from flows.backfill import backfill
from flows.environment import TIME_ZONE
from flows.night import nightly
from flows.rereferral import rereferral_letters
from flows.survey import survey_close, survey_load, survey_open

NIGHTLY_CRON = "30 2 * * *"
ONE_AT_A_TIME = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)


def deployments(office: str, cron: str = NIGHTLY_CRON) -> list[RunnerDeployment]:
    """Return the deployments of one office; only the nightly has a schedule."""
    on_demand = (backfill, survey_open, survey_load, survey_close, rereferral_letters)
    made = [
        nightly.to_deployment(
            "nightly",
            parameters={"office": office},
            schedule=CronSchedule(cron=cron, timezone=TIME_ZONE),
            concurrency_limit=ONE_AT_A_TIME,
            entrypoint_type=EntrypointType.MODULE_PATH,
        )
    ]
    for flow in on_demand:
        made.append(
            flow.to_deployment(
                flow.name,
                parameters={"office": office},
                concurrency_limit=ONE_AT_A_TIME,
                entrypoint_type=EntrypointType.MODULE_PATH,
            )
        )
    return made
