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
from tests.flows.prefect_api import of_office, runs
from tests.offices import SAMPLES, drop, office_at, run_night, write
from warehouse.locks import only_one
from warehouse.queries import find_query

PRIVATE = re.compile(rb"1380000\d{4}")


@pytest.fixture
def folder(tmp_path):
    made = office_at(tmp_path / "office")
    drop(made, SAMPLES / "1-register")
    return made


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


def test_the_pages_of_the_server_ask_the_server_they_came_from(prefect_environment):
    url = prefect_environment["PREFECT_API_URL"]
    told = httpx.get(f"{url.removesuffix('/api')}/ui-settings", timeout=30).json()
    # by itself Prefect names its usual port, and the newer pages, which load what is elsewhere
    assert (told["api_url"], told["default_ui"]) == (url, "v1")


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


def test_a_load_tells_how_far_it_came_in_one_artifact_that_names_nothing(duban, prefect_environment, folder):
    drop(folder, SAMPLES / "2-replies-by-april")
    assert duban("nightly", "--office", folder.path, "--as-of", "2020-04-30").returncode == 1
    # nothing comes in: nothing is told
    assert duban("nightly", "--office", folder.path, "--as-of", "2020-05-06").returncode == 1
    of_load = {"artifacts": {"key": {"any_": ["load-370398"]}}}
    found = httpx.post(prefect_environment["PREFECT_API_URL"] + "/artifacts/filter", json=of_load, timeout=30)
    found.raise_for_status()
    nights = {run["id"] for run in of_office(runs(prefect_environment), folder)}
    (told,) = [artifact for artifact in found.json() if artifact["flow_run_id"] in nights]
    batches = ask(folder, find_query("batches"), date(2020, 4, 30))
    assert (told["type"], float(told["data"])) == ("progress", 100.0)
    rows = int(batches["row_count"].sum())
    assert told["description"] == f"{folder.office.name}：{len(batches)}个文件已处理完，已读{rows}行"


def test_a_load_goes_on_when_somebody_deletes_what_tells_of_it(prefect_environment, folder):
    telling = (
        "from prefect import flow; from prefect.client.orchestration import get_client\n"
        "from flows.environment import open_office; from flows.load_progress import artifact_of\n"
        "@flow\n"
        "def load():\n"
        f"    tell = artifact_of(open_office({str(folder.path)!r}))\n"
        "    tell(0.0, 'begun')\n"
        "    with get_client(sync_client=True) as client:\n"
        "        (told,) = [one for one in client.read_artifacts() if one.description.endswith('begun')]\n"
        "        client.delete_artifact(told.id)\n"
        "    tell(50.0, 'unheard')\n"
        "    return 'done'\n"
        "print(load())"
    )
    ran = subprocess.run(
        [sys.executable, "-c", telling], env=prefect_environment, capture_output=True, text=True, timeout=240
    )
    assert ran.stdout.strip().endswith("done"), ran.stderr
    assert "the progress of the load could not be told: PrefectHTTPStatusError" in ran.stdout + ran.stderr


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
        "承办单位名录": "已入库",
        "代表名册": "已入库",
        "建议交办台账": "已入库",
        "未识别": "已接收",
    }


@pytest.fixture
def answered(tmp_path):
    made = office_at(tmp_path / "answered")
    write(made, "名录.csv", "单位全称,简称,单位类别,联络员,联系电话\n区教育局,,政府部门,,\n")
    write(made, "名册.csv", "姓名,代表团,联系电话\n张三,东团,13800001111\n")
    write(
        made,
        "台账.csv",
        "建议编号,建议标题,领衔代表,主办单位,交办日期\n1,关于一的建议,张三,区教育局,2020-02-03\n",
    )
    head = "建议编号,承办单位,答复文号,答复日期,办理结果,签发人,联系人,联系电话,是否面商,公开属性"
    write(made, "答复.csv", f"{head}\n1,区教育局,教字〔2020〕1号,2020-04-01,A,王,刘,0533-2180000,是,公开\n")
    run_night(made, date(2020, 8, 31))
    return made


def test_a_survey_waits_for_whoever_signs_it_off_and_then_writes_the_list(
    prefect_environment, prefect_home, answered
):
    opening = (
        "from datetime import date; import flows.survey as s; s._POLL_SECONDS = 1;"
        f"print(s.survey_open(None, {str(answered.path)!r}, date(2020, 9, 1), date(2020, 9, 30)))"
    )
    command = [sys.executable, "-c", opening]
    with subprocess.Popen(command, env=prefect_environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            _until(lambda: _waiting(prefect_environment, answered))
            assert not (answered.outbox / "survey").exists()
            _sign_off(prefect_environment, answered)
            shown, _ = process.communicate(timeout=120)
        finally:
            process.kill()
    assert process.returncode == 0
    assert "'calls': 1" in shown
    assert list((answered.outbox / "survey").glob("*_名单.xlsx"))
    for path in prefect_home.rglob("*"):
        if path.is_file():
            assert not PRIVATE.search(path.read_bytes()), path.name


def _sign_off(environment, folder):
    (waiting,) = _waiting(environment, folder)
    url = f"{environment['PREFECT_API_URL']}/flow_runs/{waiting['id']}/resume"
    # whoever does not say who they are is not heard
    for name, status in (("", "REJECT"), ("主任", "ACCEPT")):
        form = {"run_input": {"confirmed_by": name, "go_ahead": True}}
        assert httpx.post(url, json=form, timeout=30).json()["status"] == status


def _waiting(environment, folder):
    """Return the runs of an office that wait for their form: the state is there before the form is."""
    found = of_office(runs(environment, flows={"name": {"any_": ["survey-open"]}}), folder)
    return [run for run in found if run["state_type"] == "PAUSED" and _has_form(environment, run)]


def _has_form(environment, run):
    url = environment["PREFECT_API_URL"] + f"/flow_runs/{run['id']}/input/filter"
    return bool(httpx.post(url, json={"prefix": "paused"}, timeout=30).json())


def test_the_form_of_a_survey_offers_what_can_be_chosen():
    from prefect.utilities.callables import parameter_schema

    from flows.survey import survey_open

    schema = parameter_schema(survey_open).model_dump()
    assert schema["definitions"]["ResultClass"]["enum"] == ["A", "B", "C", "D"]
    form = schema["definitions"]["SurveyChoice"]["properties"]
    assert form["departments"]["description"] == "只回访这些单位主办的建议"
    assert set(schema["definitions"]["Series"]["enum"]) == {"in_session", "between_sessions", "motion"}
