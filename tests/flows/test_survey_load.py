"""duban survey load: a returned list is read at once, whatever else lies in the inbox, and by one process at a time."""

from datetime import date

import pytest
from typer.testing import CliRunner

from flows.cli import app, survey  # noqa: F401
from flows.cli.app import UsageError
from flows.night import BUSY
from tasks.asking import ask
from tests.offices import office_at
from warehouse.locks import only_one
from warehouse.queries import find_query

DIRECTORY = "单位全称,简称,单位类别,联络员,联系电话\n{name},,政府部门,,\n"


@pytest.fixture
def folder(tmp_path, warehouse_url):
    return office_at(tmp_path / "office", warehouse_url)


def _load(folder, *paths):
    told = ["survey", "load", *map(str, paths), "--office", str(folder.path), "--as-of", "2020-01-20"]
    return CliRunner().invoke(app, told, env={"DUBAN_DATABASE_URL": folder.database})


def _returned(tmp_path, week, name):
    path = tmp_path / week / "名录.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_text(DIRECTORY.format(name=name), "utf-8")
    return path


def test_a_file_that_has_the_name_of_an_earlier_one_is_read_too(folder, tmp_path):
    first, second = _returned(tmp_path, "一", "区教育局"), _returned(tmp_path, "二", "区公安局")
    for path in (first, second, second, first):
        assert _load(folder, path).exit_code == 0
    files = ask(folder, find_query("batches"), date(2020, 1, 20))
    assert files["file_name"].tolist() == ["名录.csv", "名录（2）.csv"]
    assert (folder.inbox / "名录.csv").read_bytes() == first.read_bytes()
    assert ask(folder, find_query("dashboard"), date(2020, 1, 20)).empty
    assert len(ask(folder, find_query("data-freshness"), date(2020, 1, 20))) == 2


def test_nothing_is_read_while_another_process_is_at_work(folder, tmp_path):
    with only_one(folder.database, folder.office.region_code) as mine:
        assert mine
        found = _load(folder, _returned(tmp_path, "一", "区教育局"))
    assert isinstance(found.exception, UsageError)
    assert BUSY in str(found.exception)
    assert list(folder.inbox.iterdir()) == []
