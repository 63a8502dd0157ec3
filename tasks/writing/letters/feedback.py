"""征询意见表: what a deputy fills in about a reply, one page per suggestion."""

from functools import cache

from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row

from tasks.writing.letters.official import OfficialPage
from tasks.writing.letters.page import BODY, NOTE_SIZE, TITLE, TITLE_SIZE, set_font

NAME = "征询意见表"
_WIDTHS = (31, 44, 27, 54)
# label and what stands beside it; a row of two has the whole width for the second
_ROWS: tuple[tuple[str, ...], ...] = (
    ("建议编号", "{{ item.ordinal }}", "届次", "{{ session }}"),
    ("建议标题", "{{ item.title }}"),
    ("领衔代表", "{{ item.lead }}", "承办单位", "{{ department }}"),
    ("答复情况", "{{ item.reply }}"),
    ("会办单位", "{{ item.co_departments }}"),
    ("{%tr for question in questions %}",),
    ("{{ question.text }}", "{{ question.answers }}"),
    ("{%tr endfor %}",),
    ("不满意原因", "（{{ reason_asked }}）"),
    ("其他意见", ""),
    ("代表签名", "", "日期", "　　　年　　月　　日"),
)
_HEIGHTS = {"不满意原因": 36, "其他意见": 18, "代表签名": 14}


@cache
def template() -> bytes:
    """Return our template; what it is given: `tasks.rules.letter_words.feedback_words`."""
    page = _FormPage()
    page.line("{%p for item in items %}")
    page.line("{%p if loop.first %}")
    page.line("{{ title }}", TITLE, TITLE_SIZE, centre=True)
    page.line("{%p else %}")
    page.line("{{ title }}", TITLE, TITLE_SIZE, centre=True).paragraph_format.page_break_before = True
    page.line("{%p endif %}")
    page.line("编号：{{ doc_no }}之{{ loop.index }}", size=NOTE_SIZE, right=True)
    page.form()
    page.line("{{ by_when }}填好本表，交回{{ office }}。{{ contact }}", size=NOTE_SIZE)
    page.line("{%p endfor %}")
    return page.saved()


class _FormPage(OfficialPage):
    has_head = False

    def form(self) -> None:
        """Add the table."""
        table = self._document.add_table(0, len(_WIDTHS), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        for column, width in zip(table.columns, _WIDTHS, strict=True):
            column.width = Mm(width)
        for texts in _ROWS:
            self._row(table, texts)

    def _row(self, table: Table, texts: tuple[str, ...]) -> None:
        row: _Row = table.add_row()  # type: ignore[no-untyped-call]
        row.height = Mm(_HEIGHTS.get(texts[0], 10))
        cells = list(row.cells)
        for cell, width in zip(cells, _WIDTHS, strict=True):
            cell.width = Mm(width)
        if len(texts) < len(cells):
            cells[len(texts) - 1].merge(cells[-1])
        for place, text in enumerate(texts):
            _fill(cells[place], text, centre=place % 2 == 0)


def _fill(cell: _Cell, text: str, *, centre: bool) -> None:
    cell.vertical_alignment = WD_ALIGN_VERTICAL.TOP if text.startswith("（") else WD_ALIGN_VERTICAL.CENTER
    paragraph = cell.paragraphs[0]
    layout = paragraph.paragraph_format
    layout.space_before = layout.space_after = Pt(2)
    # single: the spacing of a letter would push the form to a second page
    layout.line_spacing = 1
    if centre:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    set_font(paragraph.add_run(text), BODY, NOTE_SIZE)
