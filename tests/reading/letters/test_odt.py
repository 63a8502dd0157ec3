"""Where text stands in an OpenDocument text: every place is read, once, and as the reader of the letter sees it."""

from html import escape

import pytest

from tasks.reading.letters.odt import read_odt
from tasks.reading.letters.opening import open_letter
from tasks.reading.sniff import Unreadable
from tests.reading.letters.odts import ENCRYPTED, odt
from tests.rules.letters.phrasings import PHRASINGS
from tests.rules.letters.whole_letters import WHOLE


def as_stored(line):
    """Return a paragraph with its runs of blanks as the format stores them."""
    return "<text:p>" + escape(line).replace("  ", '<text:s text:c="2"/>') + "</text:p>"


@pytest.mark.parametrize("sample", [*PHRASINGS, *WHOLE], ids=lambda sample: sample.name)
def test_a_letter(tmp_path, sample):
    letter = open_letter(odt(tmp_path / "a.odt", *map(as_stored, sample.lines)))
    assert {name: value for name, value in letter.fields.items() if value} == sample.fields


HIDDEN = '<style:style style:name="T9"><style:text-properties text:display="none"/></style:style>'


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (["第<text:span>16</text:span>号"], ["第16号"]),
        (['甲<text:tab/>乙<text:line-break/>丙<text:s text:c="3"/>丁'], ["甲\t乙\n丙   丁"]),
        (
            [
                "<text:tracked-changes><text:changed-region><text:deletion><text:p>61</text:p></text:deletion></text:changed-region></text:tracked-changes>",
                '第<text:change text:change-id="c"/>16号',
            ],
            ["第16号"],
        ),
        (['甲<text:span text:style-name="T9">密</text:span>乙'], ["甲乙"]),
        (["甲<office:annotation><text:p>批注</text:p></office:annotation>乙"], ["甲乙"]),
        (["电话：<text:a>5550181</text:a>"], ["电话：5550181"]),
        (
            [
                "<text:section><text:p>节</text:p></text:section>",
                "<text:list><text:list-item><text:p>项</text:p></text:list-item></text:list>",
            ],
            ["节", "项"],
        ),
        (["锚<draw:frame><draw:text-box><text:p>框</text:p></draw:text-box></draw:frame>"], ["锚", "框"]),
        (["<text:h>标题</text:h>"], ["标题"]),
    ],
    ids=[
        "span",
        "white space",
        "tracked changes",
        "hidden",
        "comment",
        "link",
        "section and list",
        "text box",
        "heading",
    ],
)
def test_text_is_read_once_and_as_seen(tmp_path, parts, expected):
    assert [each.text for each in read_odt(odt(tmp_path / "a.odt", *parts, styles=HIDDEN))] == expected


def test_parts_and_cells_are_told_apart(tmp_path):
    row = '<table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>宽</text:p></table:table-cell><table:covered-table-cell/><table:table-cell><text:p>窄</text:p></table:table-cell></table:table-row>'
    path = odt(
        tmp_path / "a.odt",
        "正文",
        f"<table:table>{row}</table:table>",
        "锚<draw:frame><draw:text-box><text:p>框</text:p></draw:text-box></draw:frame>",
        header="<text:p>页眉</text:p>",
        footer="<text:p>页脚</text:p>",
    )
    assert [(each.part, each.text, each.cell) for each in read_odt(path)] == [
        ("header", "页眉", None),
        ("body", "正文", None),
        ("table", "宽", (1, 1, 1)),
        ("table", "窄", (1, 1, 3)),
        ("body", "锚", None),
        ("text box", "框", None),
        ("footer", "页脚", None),
    ]


def refused(path):
    with pytest.raises(Unreadable) as error:
        open_letter(path)
    return error.value.code


def test_an_encrypted_text_is_refused(tmp_path):
    assert refused(odt(tmp_path / "a.odt", "正文", manifest=ENCRYPTED)) == "file_encrypted"


def test_a_document_type_is_unsafe(tmp_path):
    assert refused(odt(tmp_path / "a.odt", "正文", before_styles="<!DOCTYPE a>")) == "unsafe_file"


def test_deep_nesting_is_refused(tmp_path):
    assert (
        refused(odt(tmp_path / "a.odt", "<text:section>" * 200 + "</text:section>" * 200)) == "file_corrupt"
    )
