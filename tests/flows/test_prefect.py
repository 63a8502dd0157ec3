"""The flows on a real Prefect server: scheduled by themselves, one at a time, the dead reaped, nothing private kept."""

import json
import re
import subprocess
import sys
import time
from datetime import date

import httpx
import pytest

from tasks.asking import ask
from tests.offices import SAMPLES, drop, office_at
from warehouse.locks import only_one
from warehouse.queries import find_query

PRIVATE = re.compile(rb"1380000\d{4}")


@pytest.fixture
def folder(tmp_path):
    made = office_at(tmp_path / "office")
    drop(made, SAMPLES / "1-register")
    return made


def runs(environment, **filters):
    found = httpx.post(environment["PREFECT_API_URL"] + "/flow_runs/filter", json=filters, timeout=30)
    found.raise_for_status()
    return found.json()


def of_office(found, folder):
    return [run for run in found if run["parameters"].get("office") == str(folder.path)]


@pytest.mark.timeout(420)
def test_a_nightly_that_the_scheduler_started_completes(prefect_environment, folder):
    serving = [sys.executable, "-c", "from flows.cli import main; main()", "serve", "--cron", "* * * * *"]
    environment = {**prefect_environment, "DUBAN_OFFICE": str(folder.path)}
    with (folder.path / "serve.log").open("w") as log:
        process = subprocess.Popen(serving, env=environment, stdout=log, stderr=log)
        try:
            automatic = _wait_for_automatic(prefect_environment, folder)
        finally:
            process.terminate()
            process.wait(60)
    assert automatic, (folder.path / "serve.log").read_text()[-2000:]


def _wait_for_automatic(environment, folder):
    deadline = time.monotonic() + 300
    completed = {"state": {"type": {"any_": ["COMPLETED"]}}}
    while time.monotonic() < deadline:
        done = of_office(runs(environment, flow_runs=completed), folder)
        if automatic := [run for run in done if run["auto_scheduled"]]:
            return automatic
        time.sleep(2)
    return []


def test_a_second_night_says_so_and_leaves(duban, folder):
    with only_one(folder.database, folder.office.region_code) as mine:
        assert mine
        left = duban("nightly", "--office", folder.path, "--as-of", "2020-01-20")
    assert left.returncode == 0
    assert "another night is at work" in left.stdout
    done = duban("nightly", "--office", folder.path, "--as-of", "2020-01-20")
    assert "receive: files 4, new 4" in done.stdout
    # deputies without a number are open problems
    assert done.returncode == 1


def test_a_run_whose_process_is_gone_is_reaped_by_the_next_night(duban, prefect_environment, folder):
    hanging = (
        "import time, flows.night as n; n.night = lambda *a: [('hang', lambda: time.sleep(600))];"
        f"n.nightly({str(folder.path)!r}, None)"
    )
    process = subprocess.Popen([sys.executable, "-c", hanging], env=prefect_environment)
    _until(lambda: _states(prefect_environment, folder) == ["RUNNING"])
    process.kill()
    process.wait()
    reap = (
        "from datetime import timedelta; import flows.reaping as r; r._GRACE = timedelta(0);"
        f"import flows.night as n; from datetime import date; n.nightly({str(folder.path)!r}, date(2020, 1, 20))"
    )
    subprocess.run([sys.executable, "-c", reap], env=prefect_environment, check=True, timeout=240)
    assert _states(prefect_environment, folder) == ["COMPLETED", "CRASHED"]


def _states(environment, folder):
    found = runs(environment, flows={"name": {"any_": ["nightly"]}})
    return sorted(run["state_type"] for run in of_office(found, folder))


def _until(holds):
    deadline = time.monotonic() + 120
    while not holds():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.5)


def test_no_telephone_number_is_in_prefect_s_database_or_in_what_people_see(duban, prefect_home, folder):
    drop(folder, SAMPLES / "2-replies-by-april", SAMPLES / "3-replies-by-august")
    night = duban("nightly", "--office", folder.path, "--as-of", "2020-08-31")
    opened = duban("survey", "open", "--office", folder.path, "--as-of", "2020-09-01", "--confirm", "主任")
    assert opened.returncode == 0, opened.stderr
    problems = duban("problems", "list", "--office", folder.path, "--format", "json")
    for shown in (night, opened, problems):
        assert not PRIVATE.search((shown.stdout + shown.stderr).encode())
    state = [path for path in prefect_home.rglob("*") if path.is_file()]
    assert any(path.name == "prefect.db" for path in state)
    for path in state:
        assert not PRIVATE.search(path.read_bytes()), path.name


def test_a_night_leaves_its_report_and_a_table_of_problems_under_stable_keys(
    duban, prefect_environment, folder
):
    for day in ("2020-01-20", "2020-01-21"):
        assert duban("nightly", "--office", folder.path, "--as-of", day).returncode == 1
    keys = {"artifacts": {"key": {"any_": ["night-370398", "problems-370398"]}}}
    found = httpx.post(
        prefect_environment["PREFECT_API_URL"] + "/artifacts/latest/filter", json=keys, timeout=30
    )
    found.raise_for_status()
    left = {artifact["key"]: artifact for artifact in found.json()}
    assert {key: artifact["type"] for key, artifact in left.items()} == {
        "night-370398": "markdown",
        "problems-370398": "table",
    }
    assert "2020-01-21" in left["night-370398"]["data"]
    assert "/artifacts/key/problems-370398" in left["night-370398"]["data"]
    table = json.loads(left["problems-370398"]["data"])
    departments = ask(folder, find_query("problems-by-department"), date(2020, 1, 21))
    assert table["承办单位"] == departments["department"].tolist()
    assert sum(table["合计"]) == departments["problems"].sum() > 0
    assert not PRIVATE.search(found.content)


def test_a_backfill_runs_every_business_date_once_and_again_changes_nothing(prefect_environment, folder):
    from tests.digest import digest

    command = (
        "from datetime import date; from flows.backfill import backfill;"
        f"print(backfill(date(2020, 1, 20), date(2020, 1, 22), {str(folder.path)!r}))"
    )
    before = []
    for _ in range(2):
        ran = subprocess.run(
            [sys.executable, "-c", command],
            env=prefect_environment,
            check=True,
            capture_output=True,
            text=True,
            timeout=240,
        )
        assert ran.stdout.strip().endswith("3")
        before.append(digest(folder.database))
    assert before[0] == before[1]


def test_a_batch_that_fails_waits_while_the_others_go_on_and_the_night_fails_by_name(
    prefect_environment, folder
):
    broken = (
        "import tasks.batches as b; from schemas.words import Kind\n"
        "def fail(loading): raise RuntimeError('a defect')\n"
        "b._LOADERS[Kind.COMMITTEES] = fail\n"
        "from datetime import date; import flows.night as n\n"
        f"n.nightly({str(folder.path)!r}, date(2020, 1, 20))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", broken], env=prefect_environment, capture_output=True, text=True, timeout=240
    )
    assert ran.returncode == 1
    assert "NightIncomplete: not settled: batch" in ran.stderr
    found = {
        row["kind"]: row["status"]
        for row in ask(folder, find_query("batches"), date(2020, 1, 20)).to_dict("records")
    }
    assert found == {
        "departments": "loaded",
        "deputies": "loaded",
        "suggestions": "loaded",
        "unknown": "received",
    }
