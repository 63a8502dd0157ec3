"""An official document in the layout of GB/T 9704-2012: red head, 22 lines of 28 characters, seal place, imprint, page numbers.

The imprint (版记) is a table that floats at the foot of the last page, so it never moves with the text.
"""

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from tasks.writing.letters.page import BODY, BODY_SIZE, HEI, NOTE_SIZE, TITLE, TITLE_SIZE, Page, set_font

KAI, SONG = "楷体_GB2312", "宋体"
_RED = "FF0000"
# eighths of a point: 红色分隔线, 版记首末条 0.35 mm, 中间 0.25 mm
_HEAD_RULE, _OUTER_RULE, _INNER_RULE = 24, 8, 6
_IMPRINT, _LEFT = Mm(156), Mm(28)
_SEAL_LINES = 2
_RIGHT = WD_ALIGN_PARAGRAPH.RIGHT
_ISSUER_SIZE = 26
_AFTER_BORDERS = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
# 156 mm hold 28 characters of 16 pt only when each gives up a quarter of a point (in twentieths). A character grid would
# say the same, but office programs disagree about what it means.
_SQUEEZE = -5
_AFTER_SPACING = ("w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:lang")


class OfficialPage(Page):
    """A letter that carries a number, in the form of 函 unless `has_head` says that it is a form without one."""

    has_head = True

    def __init__(self) -> None:
        """Start a page with the grid and the page numbers of the standard."""
        super().__init__()
        normal = self._document.styles["Normal"]
        normal.font.size, normal.font.name = Pt(BODY_SIZE), "Times New Roman"
        normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), BODY)
        squeeze = OxmlElement("w:spacing")
        _set(squeeze, val=_SQUEEZE)
        normal.element.get_or_add_rPr().insert_element_before(squeeze, *_AFTER_SPACING)
        # 22 lines a page, and not 21 because a paragraph would be torn
        normal.paragraph_format.widow_control = False
        self._number_pages(self._document.sections[0])

    def head(self, issuer: str, number: str) -> None:
        """Add the issuer in red over the red double line, and the number at the right below it (信函格式, 10.1)."""
        first = self.line(issuer, TITLE, _ISSUER_SIZE, centre=True)
        first.runs[0].font.color.rgb = RGBColor(0xFF, 0, 0)
        self._double_line(first, "bottom", "thickThinSmallGap")
        self.right(number)

    def _double_line(self, paragraph: Paragraph, side: str, kind: str) -> None:
        """Draw a red double line of 170 mm beside a paragraph: 7 mm beyond the type area on either side."""
        rule = _rule(side, _HEAD_RULE, _RED, space=11)
        _set(rule, val=kind)
        borders = OxmlElement("w:pBdr")
        borders.append(rule)
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(-7)
        paragraph._p.get_or_add_pPr().insert_element_before(borders, *_AFTER_BORDERS)

    def title(self, text: str) -> None:
        """Add the title two lines below the number."""
        self.blank()
        self.blank()
        self.line(text, TITLE, TITLE_SIZE, centre=True)
        self.blank()

    def section(self, text: str) -> None:
        """Add the heading of a section (first level); it stays with its text."""
        self.line(text, HEI, indent=True).paragraph_format.keep_with_next = True

    def heading_of_item(self, text: str) -> None:
        """Add the heading of one item (楷体, second level); it stays with its text."""
        self.line(text, KAI, indent=True).paragraph_format.keep_with_next = True

    def closing(self, text: str) -> None:
        """Add the last paragraph of the text: signature and date never stand on a page of their own."""
        self.line(text, indent=True).paragraph_format.keep_with_next = True

    def signature(self, issuer: str, day: str, note: str) -> None:
        """Add issuer and date four characters from the right margin with room for the seal, and the note below."""
        lines = [*(self.line("") for _ in range(_SEAL_LINES))]
        for text in (issuer, day):
            lines.append(self.line(text, right=True))
            lines[-1].paragraph_format.right_indent = Pt(4 * BODY_SIZE)
        lines.append(self.line(note, indent=True))
        for line in lines:
            line.paragraph_format.keep_with_next = True

    def imprint(self, copies: str, issuer: str, day: str) -> None:
        """Add 抄送 and 印发 at the foot of the page between rules; without copies only who issued it when."""
        table = self._document.add_table(0, 1)
        table.autofit = False
        properties = table._tbl.tblPr
        place, borders, margins = (
            OxmlElement(f"w:{name}") for name in ("tblpPr", "tblBorders", "tblCellMar")
        )
        # from the page's edge: LibreOffice does not let a table float that is as wide as the margins it would float between
        where: dict[str, object] = {
            "vertAnchor": "margin",
            "horzAnchor": "page",
            "tblpX": _LEFT.twips,
            "tblpYSpec": "bottom",
        }
        _set(place, leftFromText=0, rightFromText=0, **where)
        for side, size in (("top", _OUTER_RULE), ("bottom", _OUTER_RULE), ("insideH", _INNER_RULE)):
            borders.append(_rule(side, size))
        for side in ("left", "right"):
            margins.append(OxmlElement(f"w:{side}"))
            _set(margins[-1], w=0, type="dxa")
        properties.insert_element_before(place, "w:tblW", "w:tblLayout", "w:tblLook")
        properties.insert_element_before(borders, "w:tblLayout", "w:tblLook")
        properties.insert_element_before(margins, "w:tblLook")
        _set(properties.find(qn("w:tblW")), type="dxa", w=_IMPRINT.twips)
        table.columns[0].width = _IMPRINT
        sent = "抄送：{{ " + copies + " }}。"
        for text in ("{%tr if " + copies + " %}", sent, "{%tr endif %}", f"{issuer}\t{day}印发"):
            self._imprint_row(table, text)
        # what floats hangs on the paragraph after it
        self.line("", size=1).paragraph_format.line_spacing = Pt(1)

    def _imprint_row(self, table: Table, text: str) -> None:
        cell: _Cell = table.add_row().cells[0]  # type: ignore[no-untyped-call]
        cell.width = _IMPRINT
        paragraph = cell.paragraphs[0]
        layout = paragraph.paragraph_format
        layout.space_before = layout.space_after = Pt(2)
        layout.line_spacing = 1
        # 抄送 and 印发 are never on two pages
        layout.keep_with_next = layout.keep_together = True
        layout.left_indent = layout.right_indent = Pt(NOTE_SIZE)
        layout.tab_stops.add_tab_stop(_IMPRINT - Pt(NOTE_SIZE), WD_TAB_ALIGNMENT.RIGHT)
        set_font(paragraph.add_run(text), BODY, NOTE_SIZE)

    def _number_pages(self, section: Section) -> None:
        """Odd pages carry their number at the right, even ones at the left, one character in, 7 mm below the text.

        The first carries none, but the second red line, 20 mm above the lower edge.
        """
        self._document.settings.odd_and_even_pages_header_footer = True
        section.different_first_page_header_footer = True
        section.footer_distance = Mm(20)
        for footer, side in ((section.footer, _RIGHT), (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)):
            footer.is_linked_to_previous = False
            paragraph = footer.paragraphs[0]
            layout = paragraph.paragraph_format
            layout.alignment, layout.space_after = side, Mm(3)
            layout.left_indent = layout.right_indent = Pt(NOTE_SIZE)
            for part in ("— ", None, " —"):
                run = paragraph.add_run(part)
                set_font(run, SONG, NOTE_SIZE, SONG)
                if part is None:
                    for kind in ("begin", None, "end"):
                        run._element.append(_field_part(kind))
        if self.has_head:
            section.first_page_footer.is_linked_to_previous = False
            self._double_line(section.first_page_footer.paragraphs[0], "bottom", "thinThickSmallGap")


def _field_part(kind: str | None) -> BaseOxmlElement:
    if kind is None:
        text = OxmlElement("w:instrText")
        text.text = "PAGE"
        return text
    part = OxmlElement("w:fldChar")
    _set(part, fldCharType=kind)
    return part


def _rule(side: str, size: int, colour: str = "000000", space: int = 0) -> BaseOxmlElement:
    rule = OxmlElement(f"w:{side}")
    _set(rule, val="single", sz=size, space=space, color=colour)
    return rule


def _set(element: BaseOxmlElement, **attributes: object) -> None:
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
