"""prefect.yaml says the same as flows.deployments."""

from importlib import import_module
from pathlib import PurePosixPath

import pytest
import yaml
from prefect.flows import Flow

from flows.deployments import deployments
from flows.environment import TIME_ZONE
from tests.project.sources import ROOT

FILE = yaml.safe_load((ROOT / "prefect.yaml").read_text("utf-8"))
ENTRIES = {entry["name"]: entry for entry in FILE["deployments"]}
OURS = {deployment.name: deployment for deployment in deployments("/an/office")}
EACH = pytest.mark.parametrize("name", ENTRIES)


def test_the_names_are_the_same_in_the_same_order():
    assert list(ENTRIES) == list(OURS)


def test_the_version_of_prefect_is_the_one_that_is_pinned():
    assert f"prefect=={FILE['prefect-version']}\n" in (ROOT / "constraints.txt").read_text("utf-8")


@EACH
class TestEveryDeployment:
    def test_has_the_same_schedule(self, name):
        schedules = [entry.schedule for entry in OURS[name].schedules or []]
        said = ENTRIES[name].get("schedules", [])
        assert [(s.cron, s.timezone) for s in schedules] == [(s["cron"], s["timezone"]) for s in said]
        assert all(schedule.timezone == TIME_ZONE for schedule in schedules)

    def test_runs_one_at_a_time_and_cancels_a_second(self, name):
        limit = ENTRIES[name]["concurrency_limit"]
        assert limit == {"limit": 1, "collision_strategy": "CANCEL_NEW"}
        assert OURS[name].concurrency_limit == limit["limit"]
        assert OURS[name].concurrency_options.collision_strategy.value == limit["collision_strategy"]

    def test_has_an_entry_that_is_a_flow_of_this_name(self, name):
        path, _, function = ENTRIES[name]["entrypoint"].partition(":")
        flow = getattr(import_module(".".join(PurePosixPath(path).with_suffix("").parts)), function)
        assert isinstance(flow, Flow)
        assert flow.name == name

    def test_has_the_same_entry(self, name):
        path, _, function = ENTRIES[name]["entrypoint"].partition(":")
        assert OURS[name].entrypoint == ".".join([*PurePosixPath(path).with_suffix("").parts, function])

    def test_carries_the_office_and_nothing_else(self, name):
        assert OURS[name].parameters == {"office": "/an/office"}


def test_only_the_nightly_runs_by_itself():
    assert [name for name, entry in ENTRIES.items() if entry.get("schedules")] == ["nightly"]
