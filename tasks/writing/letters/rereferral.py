"""Letters in Word: the office's own template, or ours in the layout of GB/T 9704-2012; the same letter is the same bytes."""

import io
from functools import cache
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docxtpl import DocxTemplate

from tasks.writing.clock import without_clock

TEMPLATE_NAME = "交办函.docx"
_BODY, _TITLE, _HEI = "仿宋_GB2312", "方正小标宋简体", "黑体"


def render_letter(words: dict[str, Any], templates: Path) -> bytes:
    """Return the letter as .docx, from `templates`/交办函.docx when the office has put one there."""
    own = templates / TEMPLATE_NAME
    template = DocxTemplate(io.BytesIO(own.read_bytes() if own.is_file() else default_template()))
    template.render(words, autoescape=True)
    buffer = io.BytesIO()
    template.save(buffer)
    return without_clock(buffer.getvalue())


@cache
def default_template() -> bytes:
    """Return our template: margins 37/35/28/26 mm, 三号仿宋 at 28.95 pt per line, 二号小标宋 title (GB/T 9704-2012)."""
    document = Document()
    _set_page(document)
    _line(document, "{{ office }}", _TITLE, 24, centre=True)
    _line(document, "{{ doc_no }}", _BODY, 16, right=True)
    _line(document, "", _BODY, 16)
    _line(document, "{{ title }}", _TITLE, 22, centre=True)
    _line(document, "", _BODY, 16)
    _line(document, "{{ addressee }}：", _BODY, 16)
    _body(
        document,
        "{{ session }}期间代表提出的下列{{ count }}件建议，由{{ department }}承办并已答复。经独立第三方电话回访，"
        "代表对办理结果评价为不满意。经调研，现再次交办，请责成承办单位重新办理、重新答复。",
    )
    _line(document, "{%p for item in items %}", _BODY, 16)
    _line(document, "第{{ item.number }}号　{{ item.title }}", _HEI, 16, indent=True)
    _body(document, "领衔代表：{{ item.lead }}。原答复：{{ item.reply }}。")
    _body(document, "代表不满意的原因：{{ item.reason }}。")
    _line(document, "{%p if item.findings %}", _BODY, 16)
    _body(document, "调研情况：{{ item.findings }}。")
    _line(document, "{%p endif %}", _BODY, 16)
    _body(document, "办理要求：{{ item.requirements }}。")
    _line(document, "{%p endfor %}", _BODY, 16)
    _line(document, "办理期限", _HEI, 16, indent=True)
    _body(document, "请于{{ due_on }}前书面答复代表，并将答复抄送我委。{{ explanation }}")
    _body(document, "再次答复后，我委将再次委托第三方回访代表。")
    _line(document, "", _BODY, 16)
    _line(document, "{{ office }}", _BODY, 16, right=True)
    _line(document, "{{ issued_on }}", _BODY, 16, right=True)
    _line(document, "", _BODY, 16)
    _line(document, "抄送：{{ department }}", _BODY, 14)
    buffer = io.BytesIO()
    document.save(buffer)
    return without_clock(buffer.getvalue())


def _set_page(document: WordDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)


def _body(document: WordDocument, text: str) -> None:
    _line(document, text, _BODY, 16, indent=True)


def _line(
    document: WordDocument,
    text: str,
    font: str,
    size: float,
    *,
    centre: bool = False,
    right: bool = False,
    indent: bool = False,
) -> None:
    paragraph = document.add_paragraph()
    layout = paragraph.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing = Pt(max(28.95, size * 1.3))
    if indent:
        layout.first_line_indent = Pt(size * 2)
    if centre or right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centre else WD_ALIGN_PARAGRAPH.RIGHT
    run = paragraph.add_run(text)
    run.font.size, run.font.name = Pt(size), "Times New Roman"
    # python-docx sets the western font only
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
