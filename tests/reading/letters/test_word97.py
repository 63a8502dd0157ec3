"""Word 97 documents: every story in its part, and nothing that their reader does not see."""

import pytest

from tasks.reading.letters.opening import open_letter
from tasks.reading.letters.word97 import read_word97
from tasks.reading.sniff import Unreadable
from tests.reading.letters.words97 import BOLD_AND_DELETED, DELETED, HIDDEN, INSERTED, word97
from tests.rules.letters.phrasings import PHRASINGS
from tests.rules.letters.samples import SAMPLES
from tests.rules.letters.whole_letters import WHOLE


def texts(path):
    return [(each.part, each.text) for each in read_word97(path.read_bytes())]


@pytest.mark.parametrize("sample", [*SAMPLES, *PHRASINGS, *WHOLE], ids=lambda sample: sample.name)
def test_a_letter(tmp_path, sample):
    letter = open_letter(word97(tmp_path / "a.doc", "".join(f"{line}\r" for line in sample.lines)))
    assert {name: value for name, value in letter.fields.items() if value} == sample.fields


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        (["第", ("61", DELETED), ("16", INSERTED), "号\r"], ["第16号"]),
        (["第", ("61", BOLD_AND_DELETED), "16号\r"], ["第16号"]),
        (["甲", ("密", HIDDEN), "乙\r"], ["甲乙"]),
        (["甲\r", ("整段删去\r", DELETED), "乙\r"], ["甲", "乙"]),
        (["前", ("\r", DELETED), "后\r"], ["前后"]),
        (["郭𬭎", ("孙", DELETED), "代表：\r"], ["郭𬭎代表："]),
        (['电话：\x13 HYPERLINK "tel" \x145550181\x15\r'], ["电话：5550181"]),
    ],
    ids=[
        "a change",
        "with other properties",
        "hidden",
        "a paragraph",
        "a paragraph mark",
        "beyond the basic plane",
        "a field",
    ],
)
def test_text_is_read_as_seen(tmp_path, runs, expected):
    assert [text for _, text in texts(word97(tmp_path / "a.doc", *runs))] == expected


def test_each_story_has_its_part_whatever_characters_stand_before_it(tmp_path):
    path = word97(
        tmp_path / "a.doc", "赵䶮郭𬭎𬭎𬭎\r正文\r", header="页眉𬭎\r", footer="页脚\r", boxes="框\r"
    )
    assert texts(path) == [
        ("header", "页眉𬭎"),
        ("text box", "框"),
        ("body", "赵䶮郭𬭎𬭎𬭎"),
        ("body", "正文"),
        ("footer", "页脚"),
    ]


def test_cells_are_told_apart(tmp_path):
    path = word97(tmp_path / "a.doc", "上\r", "案号\x07102\x07\x07", "标题\x07路灯\x07\x07", "下\r")
    assert [(each.text, each.cell) for each in read_word97(path.read_bytes())] == [
        ("上", None),
        ("案号", (1, 1, 1)),
        ("102", (1, 1, 2)),
        ("标题", (1, 2, 1)),
        ("路灯", (1, 2, 2)),
        ("下", None),
    ]


def test_an_encrypted_document_is_refused(tmp_path):
    with pytest.raises(Unreadable) as error:
        open_letter(word97(tmp_path / "a.doc", "正文\r", flags=0x0100))
    assert error.value.code == "file_encrypted"
