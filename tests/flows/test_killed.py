"""kill -9 at every step boundary, and between the writes inside a step: running again gives an undisturbed warehouse."""

from datetime import date
from pathlib import Path

import pytest

from flows.demo.centre import open_list
from flows.order import night
from schemas.office import read_office
from schemas.words import Decision
from tasks.letters import issue_letters
from tasks.surveys import close_cycle, open_cycle
from tests.digest import digest
from tests.founding import decide
from tests.killing import die, make_fatal, run_until_killed
from tests.offices import SAMPLES, drop, office_at, run_night

AS_OF = date(2020, 4, 30)
# a small night: what others refer to, one register with incomplete rows, one file that is refused
FILES = (
    SAMPLES / "1-register" / "承办单位名录.xlsx",
    SAMPLES / "1-register" / "代表名册.xlsx",
    SAMPLES / "1-register" / "建议交办台账.xlsx",
    SAMPLES / "2-replies-by-april" / "12_区住建局_答复登记表.csv",
    SAMPLES / "3-replies-by-august" / "空表.csv",
)
STEPS = 16
# between two writes of one step: after the function has done its work, before anything follows
INSIDE = (
    "tasks.inbox.keep",
    "warehouse.batches.receive",
    "warehouse.directory.put_departments",
    "warehouse.suggestions.promote_suggestions",
    "warehouse.replies.match",
    "warehouse.replies.promote",
    "warehouse.batches.finish",
    "warehouse.dispatches.enter",
    "tasks.writing.place.put",
)


def _night_that_dies(path: Path, database: str, before_step: int) -> None:
    for place, (_, step) in enumerate(night(read_office(path, database), AS_OF)):
        if place == before_step:
            die()
        step()


def _night_that_dies_inside(path: Path, database: str, target: str) -> None:
    make_fatal(target)
    for _, step in night(read_office(path, database), AS_OF):
        step()


def _open_cycle_that_dies(path: Path, database: str, target: str) -> None:
    make_fatal(target)
    open_cycle(read_office(path, database), date(2020, 9, 1), (date(2020, 9, 1), date(2020, 9, 30)), "主任")


def _letters_that_die(path: Path, database: str, target: str) -> None:
    make_fatal(target)
    issue_letters(read_office(path, database), "主任", date(2020, 10, 9))


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    folder = office_at(tmp_path_factory.mktemp("undisturbed") / "office")
    drop(folder, *FILES)
    steps = run_night(folder, AS_OF)
    return digest(folder.database), len(steps), _outbox(folder)


def _outbox(folder):
    return sorted(str(path.relative_to(folder.outbox)) for path in folder.outbox.rglob("*") if path.is_file())


@pytest.fixture
def folder(tmp_path):
    made = office_at(tmp_path / "office")
    drop(made, *FILES)
    return made


def _same_after_running_again(folder, undisturbed):
    run_night(folder, AS_OF)
    assert digest(folder.database) == undisturbed[0]
    assert _outbox(folder) == undisturbed[2]


def test_every_step_has_its_kill(undisturbed):
    assert undisturbed[1] == STEPS


@pytest.mark.parametrize("before_step", range(STEPS))
def test_a_night_killed_before_a_step_is_made_good_by_the_next(folder, undisturbed, before_step):
    run_until_killed(_night_that_dies, folder.path, folder.database, before_step)
    _same_after_running_again(folder, undisturbed)


@pytest.mark.parametrize("target", INSIDE)
def test_a_night_killed_inside_a_step_is_made_good_by_the_next(folder, undisturbed, target):
    run_until_killed(_night_that_dies_inside, folder.path, folder.database, target)
    _same_after_running_again(folder, undisturbed)


def test_a_night_killed_inside_a_step_on_postgresql_is_made_good(tmp_path, warehouse_url, undisturbed):
    made = office_at(tmp_path / "office", warehouse_url)
    drop(made, *FILES)
    run_until_killed(_night_that_dies_inside, made.path, made.database, "warehouse.replies.promote")
    _same_after_running_again(made, undisturbed)


@pytest.mark.parametrize(
    "target", ["warehouse.surveys.add_cycle", "tasks.writing.place.put", "warehouse.dispatches.enter"]
)
def test_a_list_that_was_signed_off_leaves_once_whenever_the_process_dies(folder, target):
    run_night(folder, AS_OF)
    run_until_killed(_open_cycle_that_dies, folder.path, folder.database, target)
    run_night(folder, date(2020, 9, 2))
    after = digest(folder.database)
    if not after["cycle"]:
        # it died before the cycle was there: signing off again is all it takes
        open_cycle(folder, date(2020, 9, 1), (date(2020, 9, 1), date(2020, 9, 30)), "主任")
        after = digest(folder.database)
    assert len(after["cycle"]) == 1
    assert [dict(row)["what"] for row in after["dispatch"]].count("call_list") == 1
    assert len(list((folder.outbox / "survey").glob("*_名单.xlsx"))) == 1


@pytest.mark.parametrize(
    "target", ["warehouse.letters.number_letters", "tasks.writing.place.put", "warehouse.dispatches.enter"]
)
def test_a_letter_has_one_number_and_leaves_once_whenever_the_process_dies(folder, target):
    run_night(folder, AS_OF)
    _make_unsatisfied(folder)
    decide(folder, Decision.RE_REFER, date(2020, 10, 9))
    run_until_killed(_letters_that_die, folder.path, folder.database, target)
    issue_letters(folder, "主任", date(2020, 10, 9))
    after = digest(folder.database)
    assert [dict(row)["serial"] for row in after["letter"]] == ["1"]
    assert [dict(row)["what"] for row in after["dispatch"]].count("letter") == 1
    assert len(list((folder.outbox / "letters").iterdir())) == 1


def _make_unsatisfied(folder):
    plan = open_cycle(folder, date(2020, 9, 1), (date(2020, 9, 1), date(2020, 9, 30)), "主任")
    workbook = open_list(folder, plan.path)
    sheet = workbook["名单"]
    column = {cell.value: cell.column for cell in sheet[2]}
    for row in range(3, sheet.max_row + 1):
        sheet.cell(row, column["回访结果"]).value = "不满意"
        sheet.cell(row, column["不满意原因"]).value = "没有落实"
        sheet.cell(row, column["拨打日期"]).value = "2020-09-10"
    workbook.save(folder.inbox / "结果.xlsx")
    run_night(folder, date(2020, 9, 30))
    close_cycle(folder, date(2020, 9, 30))
