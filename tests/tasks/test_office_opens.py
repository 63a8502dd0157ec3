"""What leaves the house opens in a real office program and shows its Chinese text."""

import os
import re
import shutil
import subprocess
from datetime import date

import pytest

from flows.demo.centre import open_list, read_answer_book
from schemas.outgoing import Outgoing
from schemas.words import Decision
from tasks.decision_sheet import list_path
from tasks.letter_withdrawal import withdraw_letter
from tasks.letters import Wanted, issue_letters
from tasks.rules.letter_words import Particulars, rereferral_words
from tasks.surveys import close_cycle, open_cycle
from tasks.writing.letters.render import render_letter
from tests.founding import decide, survey
from tests.letters import DAY, small_office
from tests.offices import SAMPLES, drop, office_at, run_night
from tests.rules.test_letter import EDITION, frame, head

_ENDS = re.compile(r'yMax="([0-9.]+)">([^<]*)<')
_INSTALL = "apt-get install libreoffice-writer-nogui libreoffice-calc-nogui poppler-utils"


def _needs(*programs):
    missing = [name for name in programs if shutil.which(name) is None]
    if missing and os.environ.get("CI") == "true":
        pytest.fail(f"{', '.join(missing)} missing: {_INSTALL}")
    if missing:
        pytest.skip(f"{', '.join(missing)} missing: {_INSTALL}")


def _text(path, folder):
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    pdf = folder / f"{path.stem}.pdf"
    text = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True
    ).stdout
    return "".join(text.split())


def test_letter_call_list_decision_sheet_and_return_open_in_libreoffice(tmp_path):
    _needs("soffice", "pdftotext")
    folder = office_at(tmp_path / "office")
    drop(folder, SAMPLES / "1-register", SAMPLES / "2-replies-by-april", SAMPLES / "3-replies-by-august")
    run_night(folder, date(2020, 8, 31))
    book = read_answer_book(SAMPLES / "answers.csv", SAMPLES / "1-register" / "建议交办台账.xlsx", 1)
    survey(folder, book, date(2020, 9, 1), date(2020, 9, 30))
    decide(folder, Decision.RE_REFER, date(2020, 10, 9))
    letter = issue_letters(folder, "主任", date(2020, 10, 9))[0]
    shown = _text(letter, tmp_path)
    # the things a letter of re-referral must hold
    for words in (
        "临泉区人民政府",
        "〔2020〕1号",
        "领衔代表",
        "原答复",
        "不满意的原因",
        "办理要求",
        "2020年11月9日前",
        "抄送",
    ):
        assert words in shown
    sealed = next((folder.outbox / "survey").glob("*_名单.xlsx"))
    opened = tmp_path / "名单.xlsx"
    open_list(folder, sealed).save(opened)
    shown = _text(opened, tmp_path)
    assert "回访编码" in shown
    assert "回访名单" in shown
    shown = _text(next((folder.outbox / "survey").glob("*_移交单.xlsx")), tmp_path)
    assert "满意度电话回访" in shown
    shown = _text(list_path(folder, date(2020, 10, 9)), tmp_path)
    assert "审定意见" in shown
    wrong = next(path for path in (folder.outbox / "returns").iterdir() if "问题示例" in path.name)
    assert "2020年9月31日" in _text(wrong, tmp_path)


def test_letters_of_every_kind_open_in_libreoffice_on_the_pages_they_should_have(tmp_path):
    _needs("soffice", "pdftotext")
    folder = small_office(tmp_path / "office")
    meeting = Wanted(("1",), Particulars(on=date(2020, 11, 2), time="上午9时", place="机关二楼会议室"))
    for kind in (Outgoing.REREFERRAL, Outgoing.SEND_BACK, Outgoing.FEEDBACK, Outgoing.MEETING):
        issue_letters(folder, "主任", DAY, kind, meeting if kind is Outgoing.MEETING else None)
    withdraw_letter(folder, "临人代工函〔2020〕1号", "承办单位有误", "主任", DAY)
    pages = _pages(sorted(folder.outbox.rglob("*.docx")), tmp_path)
    shown = {name: "".join(found) for name, found in pages.items()}
    of_kind = {kind: [name for name in pages if f"_{kind.chinese}_" in name] for kind in Outgoing}
    assert all(of_kind.values())
    for kind, words in _PRINTED.items():
        for word in words:
            assert word in shown[of_kind[kind][0]], word
    # a form is one page per suggestion; a letter about one suggestion has two at most, and none has an empty last page
    for name in of_kind[Outgoing.FEEDBACK]:
        assert all("代表签名" in page for page in pages[name])
    for kind in (Outgoing.REREFERRAL, Outgoing.SEND_BACK, Outgoing.MEETING, Outgoing.WITHDRAWAL):
        assert len(pages[of_kind[kind][0]]) <= 2
    bound = shown[f"{Outgoing.FEEDBACK.chinese}_{DAY.isoformat()}_合订"]
    assert all(f"第{number}号" in bound for number in "123")


_PRINTED = {
    Outgoing.REREFERRAL: (
        "临泉区人民政府：",
        "临人代工函〔2020〕1号",
        "第4号",
        "领衔代表：张一",
        "主办单位：临泉区交通局",
        "会办单位：无",
        "原答复：",
        "没有修",
        "请于2020年11月9日前",
        "依据条例",
        "抄送：临泉区交通局",
        "联系人",
        "2020年10月9日印发",
    ),
    Outgoing.SEND_BACK: ("临人代工退函〔2020〕1号", "现予退回", "联系电话没有填写", "抄送：临泉区人民政府"),
    Outgoing.FEEDBACK: ("征询意见表", "□基本满意", "不满意原因", "代表签名", "临泉区财政局"),
    Outgoing.MEETING: ("2020年11月2日上午9时", "机关二楼会议室", "会办单位：临泉区财政局"),
    Outgoing.WITHDRAWAL: ("临人代工函〔2020〕1号", "现予撤回", "承办单位有误"),
}


def _pages(paths, folder):
    """Return what each page of each file shows; one run of the office program for all of them."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, paths)], check=True, capture_output=True, timeout=240)
    shown = {}
    for path in paths:
        pdf = ["pdftotext", "-layout", str(folder / f"{path.stem}.pdf"), "-"]
        text = subprocess.run(pdf, check=True, capture_output=True, text=True).stdout
        shown[path.stem] = ["".join(page.split()) for page in text.split("\f")[:-1]]
    return shown


def test_the_imprint_stands_at_the_foot_of_the_last_page_however_long_the_letter(tmp_path):
    _needs("soffice", "pdftotext")
    paths = []
    # short; with room for the imprint and hardly more; without
    for count in (0, 7, 8):
        asked = "请与代表当面沟通，重新研究办理，明确措施。" * count
        words = rereferral_words(head(), frame({"requirements": asked}), EDITION, Particulars())
        paths.append(tmp_path / f"{count}.docx")
        paths[-1].write_bytes(render_letter("交办函", words, tmp_path / "no templates"))
    _pages(paths, tmp_path)
    # 35 mm above the edge of the paper the type area ends
    foot = (297 - 35) / 25.4 * 72
    for path in paths:
        told = ["pdftotext", "-bbox", str(path.with_suffix(".pdf")), "-"]
        *before, last = subprocess.run(told, check=True, capture_output=True, text=True).stdout.split(
            "<page "
        )
        assert not any("印发" in page for page in before)
        ends = {word: float(end) for end, word in _ENDS.findall(last)}
        assert next(end for word, end in ends.items() if "印发" in word) == pytest.approx(foot, abs=5)
        signed = next(end for word, end in ends.items() if "联系人" in word)
        assert signed < next(end for word, end in ends.items() if word.startswith("抄送"))


def test_a_letter_printed_again_is_the_same_bytes_and_the_same_number(tmp_path):
    folder = office_at(tmp_path / "office")
    drop(folder, SAMPLES / "1-register", SAMPLES / "2-replies-by-april", SAMPLES / "3-replies-by-august")
    run_night(folder, date(2020, 8, 31))
    book = read_answer_book(SAMPLES / "answers.csv", SAMPLES / "1-register" / "建议交办台账.xlsx", 1)
    survey(folder, book, date(2020, 9, 1), date(2020, 9, 30))
    decide(folder, Decision.RE_REFER, date(2020, 10, 9))
    first = issue_letters(folder, "主任", date(2020, 10, 9))
    content = [path.read_bytes() for path in first]
    assert issue_letters(folder, "主任", date(2020, 10, 10)) == []
    # the file lost before the ledger was written: the number is the same, and so is every byte
    from sqlalchemy import delete

    from warehouse.engine import begin
    from warehouse.tables import dispatch

    with begin(folder.database) as connection:
        connection.execute(delete(dispatch).where(dispatch.c.what == "letter"))
    again = issue_letters(folder, "主任", date(2020, 10, 11))
    assert again == first
    assert [path.read_bytes() for path in again] == content


def test_what_comes_back_after_the_cycle_was_closed_changes_no_verdict(tmp_path):
    folder = office_at(tmp_path / "office")
    drop(folder, SAMPLES / "1-register", SAMPLES / "2-replies-by-april")
    run_night(folder, date(2020, 8, 31))
    plan = open_cycle(folder, date(2020, 9, 1), (date(2020, 9, 1), date(2020, 9, 30)), "主任")
    close_cycle(folder, date(2020, 9, 30))
    from flows.demo.centre import fill_in
    from tests.digest import digest

    before = digest(folder.database)
    book = read_answer_book(SAMPLES / "answers.csv", SAMPLES / "1-register" / "建议交办台账.xlsx", 1)
    fill_in(folder, plan.path, book, folder.inbox / "迟到.xlsx")
    run_night(folder, date(2020, 10, 1))
    after = digest(folder.database)
    assert (after["verdict"], after["answer"]) == (before["verdict"], [])
    assert {dict(row)["code"] for row in after["problem"]} >= {"cycle_closed"}
