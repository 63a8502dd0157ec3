"""The command line as people use it, in a process of its own."""

import json
import shutil
import subprocess
import sys
from datetime import date

import pytest

from schemas.office import read_office
from tests.offices import SAMPLES, drop, office_at, run_night
from warehouse.engine import begin, open_engine


def duban(*arguments, cwd=None):
    command = [sys.executable, "-c", "from flows.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=cwd)


@pytest.fixture(scope="module")
def april(tmp_path_factory):
    made = office_at(tmp_path_factory.mktemp("april") / "office")
    drop(made, SAMPLES / "1-register", SAMPLES / "2-replies-by-april")
    run_night(made, date(2020, 4, 30))
    open_engine(made.database).dispose()
    return made.path


@pytest.fixture
def folder(april, tmp_path):
    return read_office(shutil.copytree(april, tmp_path / "office"))


def test_no_office_folder_is_wrong_use_and_says_what_to_do(tmp_path):
    found = duban("query", "overdue", "--office", tmp_path)
    assert (found.returncode, found.stdout) == (2, "")
    assert "duban init" in found.stderr
    assert "Traceback" not in found.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("query", "no-such-question"),
        ("query", "overdue", "--format", "papyrus"),
        ("query", "overdue", "--as-of", "2020-13-01"),
        ("due", "--explain", "999"),
        ("rerefer", "decide", "1", "re_refer", "--by", "主任"),
        ("rerefer", "decide", "1", "forget", "--by", "主任"),
        ("survey", "close"),
    ],
    ids=lambda arguments: " ".join(arguments),
)
def test_wrong_use_is_code_2_without_a_trace(folder, arguments):
    found = duban(*arguments, "--office", folder.path)
    assert found.returncode == 2, found.stderr
    assert "Traceback" not in found.stderr


def test_a_query_answers_in_every_format(folder):
    as_of = ("--as-of", "2020-04-30", "--office", folder.path)
    rows = json.loads(duban("query", "overdue", *as_of, "--format", "json").stdout)
    assert {"number", "title", "department", "round", "due_on"} == set(rows[0])
    csv = duban("query", "overdue", *as_of, "--format", "csv").stdout
    assert csv.startswith("\ufeff建议编号,")
    assert len(csv.strip().splitlines()) == len(rows) + 1
    table = duban("query", "overdue", *as_of).stdout
    assert "due_on < as_of" in table
    assert "建议编号" in table


def test_a_query_does_not_wait_for_a_night_at_work(folder):
    with begin(folder.database):
        found = duban("query", "status", "--office", folder.path, "--format", "json")
    assert found.returncode == 0, found.stderr
    assert sum(row["suggestions"] for row in json.loads(found.stdout)) == 120


def test_a_due_date_is_explained_in_chinese(folder):
    found = duban("due", "--explain", "1", "--office", folder.path)
    assert "自2020年1月17日交办之日起" in found.stdout
    assert "依据" in found.stdout


def test_inspect_shows_what_is_wrong_and_writes_nothing(tmp_path):
    wrong = next((SAMPLES / "3-replies-by-august").glob("*问题示例*"))
    found = duban("inspect", wrong, cwd=tmp_path)
    assert found.returncode == 1
    assert "不存在" in found.stdout
    assert list(tmp_path.iterdir()) == []
    shown = json.loads(duban("inspect", wrong, "--format", "json", cwd=tmp_path).stdout)
    assert shown["kind"] == "reply_register"
    assert {"impossible_date", "number_unreadable"} <= {problem["code"] for problem in shown["problems"]}


def test_a_dry_run_lists_new_files_and_leaves_the_warehouse_alone(folder):
    from tests.digest import digest

    drop(folder, SAMPLES / "4-second-replies")
    before = digest(folder.database)
    found = duban("nightly", "--dry-run", "--office", folder.path, "--as-of", "2020-11-01")
    assert found.stdout.count("replies, ") == 2
    assert digest(folder.database) == before


def test_a_survey_is_a_dry_run_without_a_name(folder):
    found = duban("survey", "open", "--office", folder.path, "--as-of", "2020-09-01")
    assert found.returncode == 0, found.stderr
    assert "dry run" in found.stdout
    assert not (folder.outbox / "survey").exists()


def test_doctor_finds_the_house_in_order_or_says_what_to_look_at(folder):
    found = duban("doctor", "--office", folder.path)
    assert "warehouse at revision" in found.stdout
    assert found.returncode in (0, 1)
    assert ("LOOK" in found.stdout) == (found.returncode == 1)


def test_init_makes_an_office_that_works_and_refuses_to_make_it_twice(tmp_path):
    made = duban("init", tmp_path / "office")
    assert made.returncode == 0, made.stderr
    assert duban("query", "overdue", "--office", tmp_path / "office").returncode == 0
    again = duban("init", tmp_path / "office")
    assert again.returncode == 2
    assert "already" in again.stderr


def test_a_waived_problem_is_open_no_more_and_its_reason_is_kept(folder):
    listed = json.loads(duban("problems", "list", "--office", folder.path, "--format", "json").stdout)
    number = listed[0]["problem_id"]
    waived = duban(
        "problems", "waive", number, "--by", "张三", "--because", "已电话核实", "--office", folder.path
    )
    assert waived.returncode == 0, waived.stderr
    after = json.loads(duban("problems", "list", "--office", folder.path, "--format", "json").stdout)
    assert [row["problem_id"] for row in after] == [row["problem_id"] for row in listed[1:]]
    again = duban("problems", "waive", number, "--by", "张三", "--because", "再次", "--office", folder.path)
    assert again.returncode == 2
