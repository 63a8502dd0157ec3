"""duban report, as people use it."""

import subprocess
import sys
from datetime import date

import pytest

from flows.browser import BROWSER_VARIABLE, NoBrowser, find_browser, print_page
from tests.browser import chromium
from tests.offices import SAMPLES, drop, office_at, run_night
from warehouse.engine import open_engine

PAGE, LEDGER = "2020-03-02_办理情况.html", "2020-03-02_台账.xlsx"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """An office with suggestions and no reply yet."""
    made = office_at(tmp_path_factory.mktemp("report") / "office")
    drop(made, SAMPLES / "1-register")
    run_night(made, date(2020, 2, 1))
    open_engine(made.database).dispose()
    return made


def duban(*arguments):
    command = [sys.executable, "-c", "from flows.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


def test_the_page_and_the_ledger_are_written_together_and_named(folder):
    done = duban("report", "--office", folder.path, "--as-of", "2020-03-02")
    assert (done.returncode, done.stderr) == (0, "")
    place = folder.outbox / "report"
    assert done.stdout.split("\n") == [str(place / PAGE), str(place / LEDGER), ""]
    assert sorted(path.name for path in place.iterdir()) == sorted([PAGE, LEDGER])
    text = (place / PAGE).read_text("utf-8")
    # before anything is answered or asked there are noughts and dashes, no errors
    assert "0/120" in text
    assert "尚未测评" in text


def test_a_pdf_needs_a_browser_and_without_one_nothing_is_written(folder, monkeypatch):
    monkeypatch.setenv(BROWSER_VARIABLE, "no-such-browser")
    done = duban("report", "--office", folder.path, "--as-of", "2020-03-03", "--pdf")
    assert done.returncode == 2
    assert "no-such-browser" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (folder.outbox / "report" / "2020-03-03_台账.xlsx").exists()


def test_the_page_is_printed_by_the_browser_of_the_machine(tmp_path, monkeypatch):
    monkeypatch.setenv(BROWSER_VARIABLE, chromium())
    page, target = tmp_path / "页.html", tmp_path / "页.pdf"
    page.write_text("<!DOCTYPE html><p>主要指标", "utf-8")
    print_page(find_browser(), page, target)
    assert target.read_bytes().startswith(b"%PDF-")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["页.html", "页.pdf"]


def test_a_browser_that_prints_nothing_is_said(tmp_path):
    page = tmp_path / "page.html"
    page.write_text("", "utf-8")
    with pytest.raises(NoBrowser, match="left no PDF"):
        print_page("true", page, tmp_path / "page.pdf")
    with pytest.raises(NoBrowser, match="did not print"):
        print_page(str(tmp_path / "nothing"), page, tmp_path / "page.pdf")
