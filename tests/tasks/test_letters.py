"""Letters of every kind: who gets one, its number, its file, the bound run, and taking it back."""

import zipfile
from datetime import date

import pytest
from sqlalchemy import select, update

from schemas.lifecycle import Status
from schemas.outgoing import Outgoing
from tasks.letter_files import bound_path, ledger
from tasks.letter_withdrawal import withdraw_letter
from tasks.letters import LetterError, Wanted, issue_letters, letters_due
from tasks.rules.letter_words import Particulars
from tests.letters import DAY, letter_text, small_office
from warehouse.engine import begin
from warehouse.tables import dispatch, letter, suggestion_state

KINDS = {
    Outgoing.REREFERRAL: Wanted(),
    Outgoing.SEND_BACK: Wanted(),
    Outgoing.FEEDBACK: Wanted(),
    Outgoing.MEETING: Wanted(("1", "2", "3"), Particulars(on=date(2020, 11, 2), time="上午9时")),
}


@pytest.fixture
def folder(tmp_path):
    return small_office(tmp_path / "office")


@pytest.mark.parametrize("kind", KINDS, ids=[kind.value for kind in KINDS])
def test_every_due_letter_gets_one_number_one_file_and_is_in_the_bound_run(folder, kind):
    due = letters_due(folder, kind, KINDS[kind])
    written = issue_letters(folder, "主任", DAY, kind, KINDS[kind])
    assert len(written) == due > 0
    assert letters_due(folder, kind, KINDS[kind]) == 0
    assert issue_letters(folder, "主任", DAY, kind, KINDS[kind]) == []
    listed = ledger(folder)
    assert [number.rpartition("〕")[2] for number in listed["doc_no"]] == [
        f"{n}号" for n in range(1, due + 1)
    ]
    bound = letter_text(bound_path(folder, kind, DAY))
    for path in written:
        text = letter_text(path)
        assert path.name.partition("_")[0] in text
        assert "{{" not in text
        assert "None" not in text
        assert text in bound


def test_printed_again_after_the_data_changed_it_is_the_same_bytes(folder):
    paths = issue_letters(folder, "主任", DAY, Outgoing.SEND_BACK)
    content = [path.read_bytes() for path in paths]
    with begin(folder.database) as connection:
        connection.execute(dispatch.delete())
        connection.execute(update(suggestion_state).values(status=Status.SATISFIED.value))
    for path in paths:
        path.unlink()
    assert issue_letters(folder, "主任", date(2021, 1, 4), Outgoing.SEND_BACK) == paths
    assert [path.read_bytes() for path in paths] == content


def test_a_perfunctory_reply_is_sent_back_because_a_person_says_so(folder):
    issue_letters(folder, "主任", DAY, Outgoing.SEND_BACK)
    named = Wanted(("2",), Particulars(because="答复空泛"))
    (path,) = issue_letters(folder, "主任", DAY, Outgoing.SEND_BACK, named)
    assert "答复空泛" in letter_text(path)
    assert issue_letters(folder, "主任", DAY, Outgoing.SEND_BACK, named) == []


def test_a_second_meeting_on_another_day_is_another_notice(folder):
    for day, count in ((2, 1), (2, 0), (9, 1)):
        wanted = Wanted(("1",), Particulars(on=date(2020, 11, day)))
        assert len(issue_letters(folder, "主任", DAY, Outgoing.MEETING, wanted)) == count


def test_an_unknown_number_stops_before_anything_is_numbered(folder):
    with pytest.raises(LetterError, match="999"):
        issue_letters(folder, "主任", DAY, Outgoing.MEETING, Wanted(("1", "999")))
    assert ledger(folder).empty


def test_a_withdrawn_letter_keeps_its_number_and_its_items_are_due_again(folder):
    issue_letters(folder, "主任", DAY)
    before = len(ledger(folder))
    path = withdraw_letter(folder, "临人代工函[2020]1号", "承办单位有误", "主任", DAY)
    assert "临人代工函〔2020〕1号" in letter_text(path)
    assert "承办单位有误" in letter_text(path)
    listed = ledger(folder).set_index("doc_no")["withdrawn_by"]
    assert listed["临人代工函〔2020〕1号"] == "临人代工撤函〔2020〕1号"
    (anew,) = issue_letters(folder, "主任", DAY)
    assert anew.name.startswith(f"临人代工函〔2020〕{before + 1}号")
    with begin(folder.database) as connection:
        assert (
            len(connection.execute(select(dispatch).where(dispatch.c.what == "letter")).all()) == before + 2
        )


@pytest.mark.parametrize("number", ["临人代工函〔2020〕9号", "17", "临人代工撤函〔2020〕1号"])
def test_what_is_no_letter_of_ours_is_not_withdrawn(folder, number):
    with pytest.raises(LetterError):
        withdraw_letter(folder, number, "有误", "主任", DAY)


def test_a_letter_is_withdrawn_once(folder):
    issue_letters(folder, "主任", DAY)
    first = withdraw_letter(folder, "临人代工函〔2020〕1号", "有误", "主任", DAY)
    assert withdraw_letter(folder, "临人代工函〔2020〕1号", "有误", "主任", DAY) == first
    with pytest.raises(LetterError, match="withdrawn already"):
        withdraw_letter(folder, "临人代工函〔2020〕1号", "别的原因", "主任", DAY)


def test_the_office_may_replace_a_template(folder):
    from docx import Document

    own = Document()
    own.add_paragraph("本单位模板 {{ doc_no }}")
    own.save(folder.templates / "交办函.docx")
    assert letter_text(issue_letters(folder, "主任", DAY)[0]) == "本单位模板 临人代工函〔2020〕1号"


def test_the_bound_file_numbers_each_letter_from_one(folder):
    written = issue_letters(folder, "主任", DAY, Outgoing.MEETING, KINDS[Outgoing.MEETING])
    with zipfile.ZipFile(bound_path(folder, Outgoing.MEETING, DAY)) as package:
        body = package.read("word/document.xml").decode()
    assert body.count("<w:sectPr") == body.count('w:start="1"') == len(written) > 1


def test_letters_numbered_before_words_were_kept_get_theirs(folder):
    issue_letters(folder, "主任", DAY)
    with begin(folder.database) as connection:
        connection.execute(update(letter).values(words=None))
        connection.execute(dispatch.delete())
    assert issue_letters(folder, "主任", DAY)
