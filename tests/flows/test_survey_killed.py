"""kill -9 while a list is made anew: no version is lost or has two lists, and the one that it replaces is refused."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from flows.demo.centre import open_list
from schemas.office import OfficeFolder, read_office
from tasks.call_lists import reissue
from tasks.cycles import cycle_answers
from tasks.problems import open_problems
from tasks.surveys import open_cycle
from tests.killing import make_fatal, run_until_killed
from tests.offices import run_night, write
from warehouse import tables
from warehouse.engine import begin, open_engine, reading

OPENED, CLOSED, BACK = date(2020, 9, 1), date(2020, 9, 30), date(2020, 9, 11)
# the version is not kept yet; kept, not committed; committed; a file, no row in the ledger; a row, not committed; no manifest yet
BEFORE_IT_LEFT = (
    "warehouse.call_lists.reissue",
    "tasks.call_lists._list_of",
    "tasks.writing.place.put",
    "warehouse.dispatches.enter",
    "tasks.writing.manifest.manifest_workbook",
)
# in the ledger, the old list still there; the old list gone, which nobody has written down
AFTER_IT_LEFT = ("warehouse.purging.superseded", "warehouse.purging.record_deletion")
PLACES = (*BEFORE_IT_LEFT, *AFTER_IT_LEFT)
NAMES = [place.rpartition(".")[2] for place in PLACES]


def opened(folder: OfficeFolder) -> None:
    """Let a cycle be open about one suggestion, and then the number of the deputy be another."""
    write(folder, "名录.csv", "单位全称,简称\n区教育局,\n")
    write(folder, "名册.csv", "姓名,代表团,联系电话\n张三,东团,13800001111\n李四,东团,13800002222\n")
    write(
        folder,
        "台账.csv",
        "建议编号,建议标题,领衔代表,附议代表,主办单位,交办日期\n1,关于道路的建议,张三,李四,区教育局,2020-02-03\n",
    )
    head = "建议编号,承办单位,答复文号,答复日期,办理结果,签发人,联系人,联系电话,是否面商,公开属性"
    reply = "1,区教育局,教字〔2020〕1号,2020-04-01,A,王,刘,0533-2180000,是,公开"
    write(folder, "答复.csv", f"{head}\n{reply}\n")
    run_night(folder, date(2020, 8, 31))
    open_cycle(folder, OPENED, (OPENED, CLOSED), "主任")
    write(folder, "名册更正.csv", "姓名,代表团,联系电话\n张三,东团,13900001111\n李四,东团,13800002222\n")
    run_night(folder, BACK)


@pytest.fixture
def folder(prepared_office):
    return prepared_office(opened)


def _again(folder):
    return reissue(folder, BACK, "号码有更正", "主任")


def _reissue_and_die(path: Path, database: str, target: str) -> None:
    make_fatal(target)
    _again(read_office(path, database))


def _killed(folder, target):
    open_engine(folder.database).dispose()
    run_until_killed(_reissue_and_die, folder.path, folder.database, target)


def _lists(folder):
    return list((folder.outbox / "survey").glob("*_名单.xlsx"))


def _kept(folder, column, *conditions):
    with reading(folder.database) as connection:
        return sorted(connection.scalars(select(column).where(*conditions)))


def _sent(folder):
    return _kept(folder, tables.dispatch.c.version, tables.dispatch.c.what == "call_list")


def _return(folder, workbook, name, word):
    sheet = workbook["名单"]
    column = {str(cell.value): cell.column for cell in sheet[2]}
    sheet.cell(3, column["回访结果"]).value = word
    workbook.save(folder.inbox / name)
    run_night(folder, BACK)
    return cycle_answers(folder)[1]["outcome"].dropna().tolist()


def _only_the_newest_list_counts(folder, old, versions):
    """`versions`: every one that was made is in the ledger once, and what it replaced is gone, which is written down once."""
    assert _sent(folder) == versions
    assert _kept(folder, tables.cycle.c.list_version) == [versions[-1]]
    assert _kept(folder, tables.list_reissue.c.version) == versions[1:]
    (path,) = _lists(folder)
    assert f"（第{versions[-1]}版）" in path.name
    assert len(_kept(folder, tables.deletion.c.file_name)) == len(versions) - 1
    newest = open_list(folder, path)
    told = {str(cell.value).replace(" ", "") for row in newest["名单"].iter_rows() for cell in row}
    assert any("13900001111" in text for text in told)
    assert not any("13800001111" in text for text in told)
    assert _return(folder, old, "旧名单.xlsx", "不满意") == []
    assert "superseded_list" in set(open_problems(folder)["code"])
    assert _return(folder, newest, "新名单.xlsx", "满意") == ["satisfied"]


@pytest.mark.parametrize("target", PLACES, ids=NAMES)
def test_a_list_made_anew_is_whole_when_somebody_runs_it_again(folder, target):
    old = open_list(folder, *_lists(folder))
    _killed(folder, target)
    _again(folder)
    # a version that had left stays, and running it again makes one more
    _only_the_newest_list_counts(folder, old, [1, 2] if target in BEFORE_IT_LEFT else [1, 2, 3])


@pytest.mark.parametrize("target", PLACES[1:], ids=NAMES[1:])
def test_a_list_made_anew_is_whole_after_the_next_night(folder, target):
    old = open_list(folder, *_lists(folder))
    _killed(folder, target)
    run_night(folder, BACK)
    _only_the_newest_list_counts(folder, old, [1, 2])


def test_a_first_list_that_never_left_stays_the_first(folder):
    with begin(folder.database) as connection:
        connection.execute(tables.dispatch.delete().where(tables.dispatch.c.what == "call_list"))
    cycle, path = _again(folder)
    assert (cycle.list_version, _sent(folder), _lists(folder)) == (1, [1], [path])


def test_a_list_killed_before_anything_was_kept_is_as_it_was(folder):
    before = [path.read_bytes() for path in _lists(folder)]
    _killed(folder, BEFORE_IT_LEFT[0])
    run_night(folder, BACK)
    assert [path.read_bytes() for path in _lists(folder)] == before
    assert _sent(folder) == [1]
