"""Four times the rows, about four times the work: counted in instructions of SQLite's machine, so no clock decides."""

from collections import Counter
from datetime import date

import pytest
from sqlalchemy import event

from flows.demo.centre import open_list
from flows.order import night
from schemas.inputs import SURVEY_RESULTS
from tasks.surveys import close_cycle, open_cycle
from tests.bench.survey import write_registers
from tests.offices import drop, office_at
from warehouse.engine import open_engine

SMALL, TIMES = 400, 4
# what does not grow makes the ratio smaller than 4; sorting and deeper trees make it a little larger
MOST = 5.5
EVERY = 1_000
TAKEN_IN, OPENED, CLOSED = date(2020, 8, 31), date(2020, 9, 1), date(2020, 9, 30)


def _counted(folder, work, name):
    """Run some work; count thousands of instructions under its name."""
    of_step = Counter()
    engine = open_engine(folder.database)
    engine.dispose()

    def watch(connection, _record):
        connection.set_progress_handler(lambda: of_step.update([name]), EVERY)

    event.listen(engine, "connect", watch)
    try:
        work()
    finally:
        event.remove(engine, "connect", watch)
        engine.dispose()
    return of_step


def _year(path, items):
    folder = office_at(path / "office")
    write_registers(path, items // 4, items)
    drop(folder, *(path / f"{name}.csv" for name in ("departments", "deputies", "suggestions", "replies")))
    counts = Counter()

    def run(as_of):
        for place, (name, step) in enumerate(night(folder, as_of)):
            counts.update(_counted(folder, step, f"{as_of} {place} {name}"))

    run(TAKEN_IN)
    plans = []
    counts.update(
        _counted(
            folder, lambda: plans.append(open_cycle(folder, OPENED, (OPENED, CLOSED), "主任")), "opening"
        )
    )
    _fill_in(folder, plans[0].path)
    run(OPENED)
    counts.update(_counted(folder, lambda: close_cycle(folder, CLOSED), "closing"))
    run(CLOSED)
    return counts


def _fill_in(folder, path):
    workbook = open_list(folder, path)
    sheet = workbook["名单"]
    outcome = next(
        cell.column for cell in sheet[2] if str(cell.value).startswith(SURVEY_RESULTS["outcome"].chinese)
    )
    for row in range(3, sheet.max_row + 1):
        sheet.cell(row, outcome).value = "不满意" if row % 10 == 0 else "满意"
    workbook.save(folder.inbox / "结果.xlsx")


@pytest.fixture(scope="module")
def years(tmp_path_factory):
    return [_year(tmp_path_factory.mktemp("year"), items) for items in (SMALL, SMALL * TIMES)]


def test_a_night_with_nothing_to_migrate_does_not_look_at_the_rows(years):
    small, large = years
    grown = {
        name: (small[name], large[name])
        for name in {*small, *large}
        if name.endswith(" prepare") and large[name] > small[name] + 1
    }
    assert not grown


def test_no_step_grows_faster_than_its_rows(years):
    small, large = years
    assert sum(large.values()) > sum(small.values())
    too_fast = {
        name: (small[name], count)
        for name, count in large.items()
        # below this a step is only its fixed part
        if count > 200 and count > MOST * max(small[name], 1)
    }
    assert not too_fast
