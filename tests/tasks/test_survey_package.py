"""The list that leaves: under its password, with a manifest and without more than it needs; it comes back either way."""

import json
import shutil
import stat
from datetime import date
from zipfile import BadZipFile

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from flows.demo.centre import open_list
from schemas.office import read_office
from tasks.cycles import SurveyError, cycle_answers
from tasks.inbox import file_hash
from tasks.passwords import password_of, password_path
from tasks.problems import open_problems
from tasks.purge import purge
from tasks.rules.selection import Choice
from tasks.surveys import close_cycle, open_cycle
from tasks.writing.seal import seal, unseal
from tests.digest import digest
from tests.offices import SAMPLES, drop, office_at, run_night
from warehouse.engine import open_engine, reading
from warehouse.tables import cycle, cycle_exclusion, cycle_sample, deputy, deputy_phone, dispatch

OPENED, CLOSED = date(2020, 9, 1), date(2020, 9, 30)


@pytest.fixture(scope="module")
def answered(tmp_path_factory):
    folder = office_at(tmp_path_factory.mktemp("answered") / "office")
    drop(folder, SAMPLES / "1-register", SAMPLES / "2-replies-by-april", SAMPLES / "3-replies-by-august")
    run_night(folder, date(2020, 8, 31))
    return folder


@pytest.fixture
def folder(answered, tmp_path):
    open_engine(answered.database).dispose()
    return read_office(shutil.copytree(answered.path, tmp_path / "office"))


def _open(folder, **choice):
    return open_cycle(folder, OPENED, (OPENED, CLOSED), "主任", Choice(**choice))


def _phones(folder):
    with reading(folder.database) as connection:
        return [number.removeprefix("+86") for number in connection.scalars(select(deputy_phone.c.e164))]


def test_the_list_opens_with_its_password_only_and_holds_no_number_outside(folder):
    plan = _open(folder)
    content = plan.path.read_bytes()
    assert unseal(content, "falsch") is None
    inside = unseal(content, password_of(folder, 1))
    assert inside
    assert inside[:2] == b"PK"
    sheet = open_list(folder, plan.path)["名单"]
    listed = {str(cell.value) for row in sheet.iter_rows(min_row=3) for cell in row}
    assert any(number in text for number in _phones(folder) for text in listed)
    with pytest.raises(BadZipFile):
        load_workbook(plan.path)


def test_the_password_lies_apart_and_only_its_owner_reads_it(folder):
    _open(folder)
    path = password_path(folder, 1)
    assert folder.outbox not in path.parents
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert password_of(folder, 1) == path.read_text("utf-8")


def test_the_manifest_is_in_the_ledger_and_names_nobody(folder):
    plan = _open(folder)
    with reading(folder.database) as connection:
        row = connection.execute(
            select(dispatch.c.manifest, dispatch.c.sha256).where(dispatch.c.what == "call_list")
        ).one()
        names = list(connection.scalars(select(deputy.c.name)))
    assert row.manifest["calls"] == plan.calls
    assert row.manifest["expires_on"] == "2020-10-30"
    assert row.manifest["confirmed_by"] == "主任"
    slip = next((folder.outbox / "survey").glob("*_移交单.xlsx"))
    text = "".join(
        str(cell.value) for line in load_workbook(slip).active.iter_rows() for cell in line if cell.value
    )
    assert row.sha256 in text
    for word in (*names, *_phones(folder)):
        assert word not in text + json.dumps(row.manifest, ensure_ascii=False)


@pytest.mark.parametrize("sealed", [True, False])
def test_a_returned_list_is_read_with_its_password_on_or_off(folder, sealed):
    plan = _open(folder)
    workbook = open_list(folder, plan.path)
    sheet = workbook["名单"]
    column = {cell.value: cell.column for cell in sheet[2]}
    sheet.cell(3, column["回访结果"]).value = "满意"
    sheet.cell(3, column["拨打日期"]).value = "2020-09-10"
    path = folder.inbox / "结果.xlsx"
    workbook.save(path)
    if sealed:
        path.write_bytes(seal(path.read_bytes(), password_of(folder, 1)))
    run_night(folder, date(2020, 9, 11))
    _, answers = cycle_answers(folder)
    assert answers["outcome"].dropna().tolist() == ["satisfied"]


def test_a_file_under_another_password_is_refused_by_name(folder):
    workbook = unseal(_open(folder).path.read_bytes(), password_of(folder, 1))
    (folder.inbox / "别的.xlsx").write_bytes(seal(workbook, "anderes"))
    run_night(folder, date(2020, 9, 11))
    assert "file_encrypted" in set(open_problems(folder)["code"])


def test_a_sample_keeps_how_it_was_drawn_and_who_was_left_out(folder):
    plan = _open(folder, sample=20, seed=7)
    assert plan.suggestions == 20
    with reading(folder.database) as connection:
        drawn = connection.execute(select(cycle_sample)).all()
        reasons = list(connection.scalars(select(cycle_exclusion.c.reason)))
        kept = connection.scalar(select(cycle.c.plan))
    assert len(drawn) == 20
    assert sum(row.weight for row in drawn) == pytest.approx(reasons.count("not_sampled") + 20)
    assert (kept["sample"], kept["seed"]) == (20, 7)
    assert len(plan.excluded) == len(reasons)


def test_the_same_seed_draws_the_same_suggestions(folder):
    first, second = (
        open_cycle(folder, OPENED, (OPENED, CLOSED), None, Choice(sample=20, seed=7)) for _ in range(2)
    )
    assert set(first.excluded["number"]) == set(second.excluded["number"])


def test_a_dry_run_shows_what_is_left_out_and_changes_nothing(folder):
    everything = open_cycle(folder, OPENED, (OPENED, CLOSED))
    plan = open_cycle(folder, OPENED, (OPENED, CLOSED), None, Choice(numbers=("1", "2"), max_items=1))
    assert plan.path is None
    assert plan.left_out["not_chosen"] == everything.suggestions - 2
    assert not (folder.outbox / "survey").exists()
    with pytest.raises(SurveyError):
        open_cycle(folder, OPENED, (OPENED, CLOSED), None, Choice(numbers=("4711",)))


def test_what_is_past_its_purpose_is_deleted_with_a_record_and_the_figures_stay(folder):
    plan = _open(folder)
    workbook = open_list(folder, plan.path)
    sheet = workbook["名单"]
    column = {cell.value: cell.column for cell in sheet[2]}
    sheet.cell(3, column["回访结果"]).value = "满意"
    workbook.save(folder.inbox / "结果.xlsx")
    run_night(folder, date(2020, 9, 11))
    close_cycle(folder, CLOSED)
    before = digest(folder.database)
    assert purge(folder, date(2020, 10, 30)).empty
    shown = purge(folder, date(2020, 10, 31))
    assert plan.path.exists()
    assert shown["what"].tolist() == ["call_list", "result"]
    gone = purge(folder, date(2020, 10, 31), "主任")
    assert gone.equals(shown)
    assert not plan.path.exists()
    assert not password_path(folder, 1).exists()
    assert not (folder.inbox / "结果.xlsx").exists()
    kept = {file_hash(path) for path in folder.archive.rglob("*") if path.is_file()}
    assert not kept & set(gone["sha256"])
    after = digest(folder.database)
    assert after["answer"] == before["answer"]
    assert {dict(row)["deleted_by"] for row in after["deletion"]} == {"主任"}
    assert purge(folder, date(2020, 10, 31), "主任").empty
    run_night(folder, date(2020, 11, 1))
    assert not plan.path.exists()
