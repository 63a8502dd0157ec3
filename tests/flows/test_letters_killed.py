"""kill -9 between decision, number, file and ledger: no letter of any kind has a second number, and none is lost."""

from datetime import date
from pathlib import Path

import pytest

from schemas.office import read_office
from schemas.outgoing import Outgoing
from tasks.letter_files import bound_path, ledger
from tasks.letter_withdrawal import withdraw_letter
from tasks.letters import Wanted, issue_letters
from tasks.rules.letter_words import Particulars
from tests.digest import digest
from tests.killing import make_fatal, run_until_killed
from tests.letters import DAY, small_office

# after the work of each: numbered but not committed, words kept but not committed, first file, its ledger row, the bound run
PLACES = (
    "warehouse.letters.number_letters",
    "warehouse.letters.keep_words",
    "tasks.writing.place.put",
    "warehouse.dispatches.enter",
    "tasks.writing.letters.binding.bind",
)
MEETING = Wanted(("1", "3"), Particulars(on=date(2020, 11, 2)))


def _issue(folder, kind):
    return issue_letters(folder, "主任", DAY, kind, MEETING if kind is Outgoing.MEETING else None)


def _issue_and_die(path: Path, database: str, kind: Outgoing, target: str) -> None:
    make_fatal(target)
    _issue(read_office(path, database), kind)


def _withdraw_and_die(path: Path, database: str, target: str) -> None:
    make_fatal(target)
    withdraw_letter(read_office(path, database), "临人代工函〔2020〕1号", "有误", "主任", DAY)


def _same(folder, undisturbed):
    assert _letters(folder) == _letters(undisturbed)
    ours, theirs = digest(folder.database), digest(undisturbed.database)
    assert ours["letter"] == theirs["letter"]
    for name in ("letter_item", "letter_withdrawal"):
        assert len(ours[name]) == len(theirs[name])
    assert _entered(ours) == _entered(theirs)


def _entered(content):
    return [(dict(row)["what"], dict(row)["file_name"], dict(row)["sha256"]) for row in content["dispatch"]]


def _letters(folder):
    return {path.name: path.read_bytes() for path in folder.outbox.rglob("*.docx")}


@pytest.mark.parametrize("target", PLACES, ids=[place.rpartition(".")[2] for place in PLACES])
@pytest.mark.parametrize("kind", [Outgoing.SEND_BACK, Outgoing.FEEDBACK, Outgoing.MEETING], ids=str)
def test_a_letter_has_one_number_and_leaves_once(tmp_path, kind, target):
    undisturbed = small_office(tmp_path / "undisturbed")
    _issue(undisturbed, kind)
    folder = small_office(tmp_path / "office")
    run_until_killed(_issue_and_die, folder.path, folder.database, kind, target)
    _issue(folder, kind)
    _same(folder, undisturbed)
    assert bound_path(folder, kind, DAY).is_file()


@pytest.mark.parametrize("target", ["warehouse.letters.withdraw", *PLACES[1:]])
def test_a_withdrawal_has_one_number_and_leaves_once(tmp_path, target):
    undisturbed, folder = small_office(tmp_path / "undisturbed"), small_office(tmp_path / "office")
    for each in (undisturbed, folder):
        issue_letters(each, "主任", DAY)
    withdraw_letter(undisturbed, "临人代工函〔2020〕1号", "有误", "主任", DAY)
    run_until_killed(_withdraw_and_die, folder.path, folder.database, target)
    withdraw_letter(folder, "临人代工函〔2020〕1号", "有误", "主任", DAY)
    _same(folder, undisturbed)
    assert list(ledger(folder)["withdrawn_by"]).count("临人代工撤函〔2020〕1号") == 1
