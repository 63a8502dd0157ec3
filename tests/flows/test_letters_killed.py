"""kill -9 between decision, number, file and ledger: no letter of any kind has a second number, and none is lost."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from schemas.office import OfficeFolder, read_office
from schemas.outgoing import Outgoing
from schemas.words import Decision
from tasks.letter_files import bound_path, ledger
from tasks.letter_withdrawal import withdraw_letter
from tasks.letters import Wanted, issue_letters
from tasks.rereferrals import decide
from tasks.rules.decisions import Order
from tasks.rules.letter_words import Particulars
from tests.digest import digest
from tests.killing import make_fatal, run_until_killed
from tests.letters import DAY, small_office
from warehouse import tables
from warehouse.engine import begin

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


def _decide_and_die(path: Path, database: str, target: str) -> None:
    make_fatal(target)
    _decide(read_office(path, database))


def _decide(folder):
    return decide(folder, {"2": Order(Decision.RE_REFER)}, "主任", DAY)


def _promising(path: Path) -> OfficeFolder:
    """An office in which what was promised on suggestion 2 was not kept."""
    folder = small_office(path)
    with begin(folder.database) as connection:
        of_number = select(tables.reply.c.reply_id).select_from(
            tables.reply.join(
                tables.referral, tables.reply.c.referral_id == tables.referral.c.referral_id
            ).join(tables.suggestion)
        )
        reply_id = connection.scalars(of_number.where(tables.suggestion.c.number == "2")).one()
        row = {"reply_id": reply_id, "text": "修好校门", "due_on": date(2020, 9, 30), "status": "open"}
        connection.execute(insert(tables.promise).values(row))
    return folder


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


@pytest.mark.parametrize("target", ["warehouse.rereferrals.decide", "warehouse.rereferrals.open_round"])
def test_a_decision_on_a_promise_is_made_whole_or_not_at_all_and_has_one_letter(tmp_path, target):
    undisturbed, folder = _promising(tmp_path / "undisturbed"), _promising(tmp_path / "office")
    _decide(undisturbed)
    run_until_killed(_decide_and_die, folder.path, folder.database, target)
    _decide(folder)
    for each in (undisturbed, folder):
        issue_letters(each, "主任", DAY)
    _same(folder, undisturbed)
    ours, theirs = digest(folder.database), digest(undisturbed.database)
    for name in ("rereferral", "suggestion_event", "referral", "open_referral"):
        assert len(ours[name]) == len(theirs[name])
