"""From files to fields: containers, false names, and files that are no letters or are broken."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.reading.letters.opening import open_letter
from tasks.reading.sniff import Unreadable
from tests.reading.letters.documents import document
from tests.rules.letters.phrasings import PHRASINGS
from tests.rules.letters.samples import SAMPLES
from tests.rules.letters.whole_letters import WHOLE

PLAIN = SAMPLES[0]


def says(letter):
    return {name: value for name, value in letter.fields.items() if value}


def code_of(path):
    with pytest.raises(Unreadable) as error:
        open_letter(path)
    return error.value.code


@pytest.mark.parametrize("sample", [*SAMPLES, *PHRASINGS, *WHOLE], ids=lambda sample: sample.name)
def test_a_word_file(tmp_path, sample):
    assert says(open_letter(document(tmp_path / "a.docx", *sample.lines))) == sample.fields


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=repr)
def test_a_text_file(tmp_path, encoding, end):
    path = tmp_path / "a.txt"
    path.write_bytes(end.join(PLAIN.lines).encode(encoding))
    assert says(open_letter(path)) == PLAIN.fields


@pytest.mark.parametrize("name", ["第97号.doc", "第97号.pdf", "第97号.xlsx", "第97号"])
def test_a_file_is_what_its_content_says(tmp_path, name):
    path = document(tmp_path / name, *PLAIN.lines)
    assert says(open_letter(path)) == PLAIN.fields


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_a_web_page_that_calls_itself_doc(tmp_path, charset):
    lines = "".join(f"<p>{line}</p>\n" for line in PLAIN.lines)
    page = f'<html><head><meta charset="{charset}"><title>第98号</title><style>p{{}}</style></head><body><div>{lines}</div></body></html>'
    path = tmp_path / "a.doc"
    path.write_bytes(page.encode("gb18030" if charset == "gb2312" else charset))
    assert says(open_letter(path)) == PLAIN.fields


FORM = [
    ("案号", "102", "办理结果", "B类"),
    ("领衔代表", "向晚晴", "附议代表", "佟然、郗明"),
    ("建议标题", "关于增设路灯的建议"),
    ("主办单位", "临溪县住房和城乡建设局", "协办单位", "县财政局、县公安局"),
    ("签发人", "佟望舒", "答复日期", "2020年12月3日"),
    ("经办人", "闵知白", "办公电话", "0500—5550590"),
]
FORM_FIELDS = {
    "kind": "deputy_suggestion_reply",
    "suggestion_no": "102",
    "congress_level": "县",
    "session_term": 14,
    "session_meeting": 6,
    "title": "关于增设路灯的建议",
    "departments": ["临溪县住房和城乡建设局"],
    "co_departments": ["县财政局", "县公安局"],
    "signatory": "佟望舒",
    "class": "B",
    "addressees": ["向晚晴", "佟然", "郗明"],
    "reply_date": "2020-12-03",
    "contacts": [{"name": "闵知白", "phones": ["0500-5550590"]}],
}


def test_a_form_without_salutation(tmp_path):
    from docx import Document

    made = Document()
    made.add_paragraph("临溪县代表建议办理情况答复表")
    made.add_paragraph("（县十四届人大六次会议）")
    table = made.add_table(rows=len(FORM), cols=4)
    for number, row in enumerate(FORM):
        for column, text in enumerate(row):
            table.cell(number, column).text = text
    made.save(str(tmp_path / "a.docx"))
    assert says(open_letter(tmp_path / "a.docx")) == FORM_FIELDS


def test_a_form_that_was_flattened_to_text(tmp_path):
    lines = ["临溪县代表建议办理情况答复表", "（县十四届人大六次会议）", *("   ".join(row) for row in FORM)]
    (tmp_path / "a.txt").write_text("\n".join(lines), "utf-8")
    assert says(open_letter(tmp_path / "a.txt")) == FORM_FIELDS


OTHER_WORDS = [
    ("代表建议编号", "第102号", "办理结果分类", "（B类）"),
    ("提建议人", "向晚晴、佟然、郗明"),
    ("交办日期", "2020年2月1日", "办结时限", "2020年6月30日"),
    ("建议案由", "《关于增设路灯的建议》"),
    ("答复意见", "全镇现有路灯410盏，2019年第12次镇长办公会研究了改造方案，举报电话0500-5559999全天受理。"),
    ("答复单位", "临溪县住房和城乡建设局", "会办单位", "县财政局、县公安局"),
    ("签发领导", "佟望舒", "答复时间", "2020.12.3"),
    ("具体承办人", "闵知白", "联系方式", "0500-5550590"),
]
FORM_HEAD = ["临溪县人大代表建议办理情况登记表", "县十四届人大六次会议"]


@pytest.mark.parametrize("between", ["     ", "\t", " | "], ids=repr)
@pytest.mark.parametrize("colon", ["", "："], ids=["cells", "colons"])
def test_a_form_in_other_words(tmp_path, between, colon):
    pairs = [
        between.join(
            f"{label}{colon or between}{value}" for label, value in zip(row[::2], row[1::2], strict=True)
        )
        for row in OTHER_WORDS
    ]
    (tmp_path / "a.txt").write_text(
        "\n".join([*FORM_HEAD, *pairs, "注：县人大代表工委电话0500-5550001。"]), "utf-8"
    )
    assert says(open_letter(tmp_path / "a.txt")) == FORM_FIELDS


def test_a_form_in_other_words_as_a_table(tmp_path):
    rows = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in OTHER_WORDS)
    (tmp_path / "a.doc").write_text(
        f"<html><body><p>{FORM_HEAD[0]}</p><p>{FORM_HEAD[1]}</p><table>{rows}</table></body></html>", "utf-8"
    )
    assert says(open_letter(tmp_path / "a.doc")) == FORM_FIELDS


def test_a_form_that_asks_for_the_content_and_gets_the_title(tmp_path):
    lines = [
        *FORM_HEAD,
        "建议编号   102",
        "代表姓名   向晚晴",
        "建议内容   关于增设路灯的建议",
        "答复时间   2020年12月3日",
    ]
    (tmp_path / "a.txt").write_text("\n".join(lines), "utf-8")
    assert open_letter(tmp_path / "a.txt").fields["title"] == "关于增设路灯的建议"


def test_a_name_set_wide_in_a_drawn_row(tmp_path):
    lines = [*PLAIN.lines, "承办人     佟  然     电话     5550181"]
    (tmp_path / "a.txt").write_text("\n".join(lines), "utf-8")
    assert open_letter(tmp_path / "a.txt").fields["contacts"] == [{"name": "佟然", "phones": ["5550181"]}]


def test_a_document_that_holds_pictures_only(tmp_path):
    assert code_of(document(tmp_path / "第97号.docx", "CamScanner")) == "no_text_layer"


def test_what_is_attached_behind_the_signature_is_not_read(tmp_path):
    attached = ["附件", "关于增设路灯的建议", "建议人：佟然", "联系电话：13800009999", "2020年1月5日"]
    path = document(tmp_path / "a.docx", *PLAIN.lines, *attached)
    assert says(open_letter(path)) == PLAIN.fields


def test_labels_above_their_values(tmp_path):
    from docx import Document

    made = Document()
    for line in PLAIN.lines:
        made.add_paragraph(line)
    table = made.add_table(rows=2, cols=3)
    for column, (label, value) in enumerate((("办理结果", "A"), ("承办人", "佟然"), ("联系电话", "5550181"))):
        table.cell(0, column).text, table.cell(1, column).text = label, value
    made.save(str(tmp_path / "a.docx"))
    assert says(open_letter(tmp_path / "a.docx")) == PLAIN.fields | {
        "class": "A",
        "contacts": [{"name": "佟然", "phones": ["5550181"]}],
    }


@pytest.mark.parametrize(
    "text",
    [
        "建议编号,建议标题,承办单位,答复日期\n1,关于增设路灯的建议,县住建局,2020-12-03\n2,关于修路的建议,县交通局,2020-12-04\n",
        "关于代表建议的说明。\n没有收信人，也没有日期。\n",
        "\n\n",
    ],
    ids=["a register", "prose", "nothing"],
)
def test_text_that_is_no_letter(tmp_path, text):
    (tmp_path / "a.txt").write_text(text, "utf-8")
    assert open_letter(tmp_path / "a.txt") is None


def test_a_workbook_is_no_letter(tmp_path):
    from openpyxl import Workbook

    Workbook().save(tmp_path / "a.xlsx")
    assert open_letter(tmp_path / "a.xlsx") is None


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n",
        b"%PDF-1.4\n1 0 obj<</Type/Catalog>>",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0" * 60,
    ],
)
def test_a_broken_file(tmp_path, content, monkeypatch):
    monkeypatch.setenv("PATH", "")
    (tmp_path / "a.doc").write_bytes(content)
    assert code_of(tmp_path / "a.doc") in {"file_corrupt", "no_doc_reader"}


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    path = document(tmp_path_factory.mktemp("whole") / "a.docx", *PLAIN.lines, header=["（B类）"])
    return path.read_bytes()


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_word_file(tmp_path, whole, share):
    (tmp_path / "a.docx").write_bytes(whole[: int(len(whole) * share)])
    assert code_of(tmp_path / "a.docx") == "file_corrupt"


EXAMPLES = Path(__file__).parents[4] / "shared" / "examples" / "letters"
WITH_EXAMPLES = pytest.mark.skipif(not EXAMPLES.is_dir(), reason="the examples are not at hand")


def mutated(content, places):
    changed = bytearray(content)
    for place, value in places:
        changed[place % len(changed)] = value
    return bytes(changed)


PLACES = st.lists(st.tuples(st.integers(0, 1 << 24), st.integers(0, 255)), min_size=1, max_size=40)


def outcome(path, content):
    path.write_bytes(content)
    try:
        letter = open_letter(path)
    except Unreadable as error:
        return error.code
    return letter


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PLACES)
def test_a_damaged_word_file_has_always_an_outcome(tmp_path, whole, places):
    outcome(tmp_path / "a.docx", mutated(whole, places))


@WITH_EXAMPLES
@pytest.mark.parametrize("name", ["C01 清渚公安答复.pdf", "C03 届次写错.pdf", "D02 表尾.doc"])
def test_a_damaged_example_has_always_an_outcome(tmp_path, name, monkeypatch):
    # without other programs: each would take seconds
    monkeypatch.setenv("PATH", os.devnull)
    content = (EXAMPLES / name).read_bytes()

    @settings(max_examples=60, deadline=None, database=None)
    @given(PLACES)
    def check(places):
        outcome(tmp_path / "a.bin", mutated(content, places))

    check()
