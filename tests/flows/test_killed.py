"""kill -9 at every step boundary, and between the writes inside a step: running again gives an undisturbed warehouse."""

import multiprocessing
import os
import signal
from datetime import date
from pathlib import Path

import pytest

from flows.order import night
from schemas.office import read_office
from tests.digest import digest
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
STEPS = 12
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
_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["flows.order", "great_expectations", "tests.flows.test_killed"])


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _night_that_dies(path: Path, database: str, before_step: int) -> None:
    for place, (_, step) in enumerate(night(read_office(path, database), AS_OF)):
        if place == before_step:
            _die()
        step()


def _night_that_dies_inside(path: Path, database: str, target: str) -> None:
    import importlib
    import sys

    module_name, _, name = target.rpartition(".")
    original = getattr(importlib.import_module(module_name), name)

    def fatal(*args: object, **kwargs: object) -> None:
        original(*args, **kwargs)
        _die()

    # whoever took the name by `from ... import` has a reference of its own
    for module in list(sys.modules.values()):
        if getattr(module, name, None) is original:
            setattr(module, name, fatal)
    for _, step in night(read_office(path, database), AS_OF):
        step()


def _kill(target: object, *args: object) -> None:
    process = _processes.Process(target=target, args=args)
    process.start()
    process.join(120)
    assert process.exitcode == -signal.SIGKILL, "the night did not reach the place where it was to die"


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
    _kill(_night_that_dies, folder.path, folder.database, before_step)
    _same_after_running_again(folder, undisturbed)


@pytest.mark.parametrize("target", INSIDE)
def test_a_night_killed_inside_a_step_is_made_good_by_the_next(folder, undisturbed, target):
    _kill(_night_that_dies_inside, folder.path, folder.database, target)
    _same_after_running_again(folder, undisturbed)


def test_a_night_killed_inside_a_step_on_postgresql_is_made_good(tmp_path, warehouse_url, undisturbed):
    made = office_at(tmp_path / "office", warehouse_url)
    drop(made, *FILES)
    _kill(_night_that_dies_inside, made.path, made.database, "warehouse.replies.promote")
    _same_after_running_again(made, undisturbed)
