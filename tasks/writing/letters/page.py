"""A page in the layout of GB/T 9704-2012: margins, fonts by name, 28.95 pt per line; the same text is the same bytes."""

import io

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from tasks.writing.clock import without_clock

BODY, TITLE, HEI = "仿宋_GB2312", "方正小标宋简体", "黑体"
# 三号, 二号, 四号
BODY_SIZE, TITLE_SIZE, NOTE_SIZE = 16, 22, 14


class Page:
    """A Word template that grows line by line."""

    def __init__(self) -> None:
        """Start an A4 page with the margins of the standard: 37, 35, 28, 26 mm."""
        self._document: WordDocument = Document()
        section = self._document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(37), Mm(35)
        section.left_margin, section.right_margin = Mm(28), Mm(26)

    def heading(self, text: str) -> None:
        """Add the title, centred."""
        self.line(text, TITLE, TITLE_SIZE, centre=True)

    def body(self, text: str) -> None:
        """Add a paragraph of text with its first line indented by two characters."""
        self.line(text, indent=True)

    def section(self, text: str) -> None:
        """Add the heading of a section."""
        self.line(text, HEI, indent=True)

    def right(self, text: str) -> None:
        """Add a line at the right margin: document number, sender, date."""
        self.line(text, right=True)

    def blank(self) -> None:
        """Add an empty line."""
        self.line("")

    def line(
        self,
        text: str,
        font: str = BODY,
        size: float = BODY_SIZE,
        *,
        centre: bool = False,
        right: bool = False,
        indent: bool = False,
    ) -> Paragraph:
        """Add a line as it is: also the control lines of the template language."""
        paragraph = self._document.add_paragraph()
        layout = paragraph.paragraph_format
        layout.space_before = layout.space_after = Pt(0)
        layout.line_spacing = Pt(max(28.95, size * 1.3))
        if indent:
            layout.first_line_indent = Pt(size * 2)
        if centre or right:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centre else WD_ALIGN_PARAGRAPH.RIGHT
        set_font(paragraph.add_run(text), font, size)
        return paragraph

    def saved(self) -> bytes:
        """Return the template as .docx."""
        buffer = io.BytesIO()
        self._document.save(buffer)
        return without_clock(buffer.getvalue())


def set_font(run: Run, font: str, size: float, western: str = "Times New Roman") -> None:
    """Set the fonts of a run: python-docx by itself sets the western one only."""
    run.font.size, run.font.name = Pt(size), western
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
