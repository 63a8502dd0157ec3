"""Where text stands in a Word file: every place is read, once, and as the reader of the letter sees it."""

import pytest

from tasks.reading.letters.docx import read_docx
from tasks.reading.sniff import Unreadable
from tests.reading.letters.documents import W, changed, document, paragraph, run

TEXT_BOX = """<w:r {w} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><mc:AlternateContent>
<mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx></w:drawing></mc:Choice>
<mc:Fallback><w:pict><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"""
TABLE = "<w:tbl {w}><w:tblPr/><w:tblGrid/>{rows}</w:tbl>"


def cell(content, span=1):
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>{content}</w:tc>'


def tracked(kind, text):
    tag = "delText" if kind in ("del", "moveFrom") else "t"
    return f'<w:{kind} w:id="1" w:author="x"><w:r><w:{tag}>{text}</w:{tag}></w:r></w:{kind}>'


def texts(path):
    return [each.text for each in read_docx(path)]


CASES = [
    (
        "tracked changes",
        [paragraph(run("第") + tracked("del", "61") + tracked("ins", "16") + run("号"))],
        ["第16号"],
    ),
    ("moved text", [paragraph(tracked("moveFrom", "甲") + tracked("moveTo", "乙"))], ["乙"]),
    (
        "a deleted paragraph mark",
        [paragraph(run("前"), "<w:pPr><w:rPr><w:del w:id='1' w:author='x'/></w:rPr></w:pPr>"), "后"],
        ["前后"],
    ),
    (
        "content control around paragraphs",
        [f"<w:sdt {W}><w:sdtPr/><w:sdtContent>{paragraph(run('内'))}</w:sdtContent></w:sdt>"],
        ["内"],
    ),
    (
        "content control and smart tag in a line",
        [
            paragraph(
                f"<w:sdt><w:sdtContent>{run('甲')}</w:sdtContent></w:sdt><w:smartTag w:element='x'>{run('乙')}</w:smartTag>"
            )
        ],
        ["甲乙"],
    ),
    (
        "hyperlink",
        [paragraph(run("电话：") + f"<w:hyperlink w:anchor='t'>{run('5550181')}</w:hyperlink>")],
        ["电话：5550181"],
    ),
    (
        "field",
        [
            paragraph(
                '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE \\@ "yyyy"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
                + run("2020年")
            )
        ],
        ["2020年"],
    ),
    ("simple field", [paragraph(f"<w:fldSimple w:instr='DATE'>{run('2020年')}</w:fldSimple>")], ["2020年"]),
    (
        "tab, break, hyphen",
        [
            paragraph(
                "<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>0500</w:t><w:noBreakHyphen/><w:t>1</w:t></w:r>"
            )
        ],
        ["甲\t乙\n0500-1"],
    ),
    (
        "hidden text",
        [
            paragraph(
                run("甲")
                + run("密", "<w:rPr><w:vanish/></w:rPr>")
                + run("乙", '<w:rPr><w:vanish w:val="0"/></w:rPr>')
            )
        ],
        ["甲乙"],
    ),
    (
        "ticked symbol",
        [paragraph('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + run("A类"))],
        ["☑A类"],
    ),
    (
        "text box, stored twice",
        [paragraph(run("锚") + TEXT_BOX.format(w=W, inside=paragraph(run("框"))))],
        ["锚", "框"],
    ),
    (
        "nested table",
        [
            TABLE.format(
                w=W,
                rows=f"<w:tr>{cell(TABLE.format(w='', rows='<w:tr>' + cell(paragraph(run('里'))) + '</w:tr>') + paragraph(run('外')))}</w:tr>",
            )
        ],
        ["里", "外"],
    ),
    (
        "deleted row",
        [
            TABLE.format(
                w=W,
                rows=f"<w:tr><w:trPr><w:del w:id='1' w:author='x'/></w:trPr>{cell(paragraph(run('删')))}</w:tr><w:tr>{cell(paragraph(run('留')))}</w:tr>",
            )
        ],
        ["留"],
    ),
    (
        "ruby",
        [
            paragraph(
                f"<w:r><w:ruby><w:rubyPr/><w:rt>{run('yǎn')}</w:rt><w:rubyBase>{run('䶮')}</w:rubyBase></w:ruby></w:r>"
            )
        ],
        ["䶮"],
    ),
]


@pytest.mark.parametrize(("parts", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_text_is_read_once_and_as_seen(tmp_path, parts, expected):
    assert texts(document(tmp_path / "a.docx", *parts)) == expected


def test_parts_and_cells_are_told_apart(tmp_path):
    row = f"<w:tr>{cell(paragraph(run('宽')), span=2)}{cell(paragraph(run('窄')))}</w:tr>"
    path = document(
        tmp_path / "a.docx", "正文", TABLE.format(w=W, rows=row), header=["页眉"], footer=["页脚"]
    )
    assert [(each.part, each.text, each.cell) for each in read_docx(path)] == [
        ("header", "页眉", None),
        ("body", "正文", None),
        ("table", "宽", (1, 1, 1)),
        ("table", "窄", (1, 1, 3)),
        ("footer", "页脚", None),
    ]


def test_a_header_of_the_first_page_that_is_switched_off_is_not_read(tmp_path):
    from docx import Document

    made = Document()
    made.sections[0].first_page_header.add_paragraph("旧模板")
    made.add_paragraph("正文")
    made.sections[0].different_first_page_header_footer = False
    made.save(str(tmp_path / "a.docx"))
    assert texts(tmp_path / "a.docx") == ["正文"]


def refused(path):
    with pytest.raises(Unreadable) as error:
        read_docx(path)
    return error.value.code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "docProps/core.xml"])
def test_a_document_type_in_any_part_is_unsafe(tmp_path, part, encoding):
    hostile = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///b">]><a>&b;</a>'.encode(
        encoding
    )
    path = changed(
        document(tmp_path / "a.docx", "正文"), lambda name, content: hostile if name == part else content
    )
    assert refused(path) == "unsafe_file"


@pytest.mark.parametrize(
    ("prolog", "is_safe"),
    [
        (b"<!-- <a> --><!DOCTYPE a>", False),
        (b"<!--" + b" " * 5000 + b"--><!DOCTYPE a>", False),
        (b"<?x <a> ?><!DOCTYPE a>", False),
        (b"<!-- <!DOCTYPE a> -->", True),
        (b"<!--" + b" " * 5000 + b"-->", True),
    ],
    ids=["behind a comment", "far behind", "behind an instruction", "only in a comment", "a long comment"],
)
def test_a_document_type_is_looked_for_before_the_root_element_only(tmp_path, prolog, is_safe):
    path = changed(
        document(tmp_path / "a.docx", "正文"),
        lambda name, content: prolog + content.partition(b"?>")[2] if name == "word/styles.xml" else content,
    )
    if is_safe:
        assert texts(path) == ["正文"]
    else:
        assert refused(path) == "unsafe_file"


def test_a_part_that_only_speaks_of_document_types_is_safe(tmp_path):
    assert texts(
        document(tmp_path / "a.docx", paragraph("<w:r><w:t><![CDATA[<!DOCTYPE a>]]></w:t></w:r>"))
    ) == ["<!DOCTYPE a>"]


def test_what_inflates_too_much_is_unsafe(tmp_path):
    parts = [(f"word/media/{number}.bin", bytes(8 << 20)) for number in range(12)]
    assert (
        refused(changed(document(tmp_path / "a.docx", "正文"), lambda _, content: content, parts))
        == "unsafe_file"
    )


def test_a_part_that_holds_more_than_it_declares_is_unsafe(tmp_path):
    path = document(tmp_path / "a.docx", "文" * 4000)
    content = bytearray(path.read_bytes())
    name = b"word/document.xml"
    at = content.rfind(name)
    entry = at - 46
    size = int.from_bytes(content[entry + 24 : entry + 28], "little")
    content[entry + 24 : entry + 28] = (size // 2).to_bytes(4, "little")
    path.write_bytes(content)
    assert refused(path) == "unsafe_file"


def test_deep_nesting_is_refused_and_does_not_overflow(tmp_path):
    deep = ("<w:ins>" * 5000 + "</w:ins>" * 5000).encode()
    path = changed(
        document(tmp_path / "a.docx", "正文"),
        lambda name, content: (
            content.replace(b"<w:body>", b"<w:body>" + deep) if name == "word/document.xml" else content
        ),
    )
    assert refused(path) == "file_corrupt"


@pytest.mark.parametrize(
    ("field", "value"),
    [(42, b"\xff\xff\xff\xff"), (10, b"\x0e\x00"), (46, b"\x9e")],
    ids=["place", "method", "name"],
)
def test_a_damaged_directory_is_refused(tmp_path, field, value):
    path = document(tmp_path / "a.docx", "正文")
    content = bytearray(path.read_bytes())
    entry = content.rfind(b"word/document.xml") - 46
    content[entry + field : entry + field + len(value)] = value
    path.write_bytes(content)
    assert refused(path) in {"file_corrupt", "unsafe_file"}
