"""Which rows below a header are data. Sections, totals, notes, signatures and repeated headers give nothing."""

import re
from collections.abc import Sequence
from enum import StrEnum

from tasks.rules.sheets.layout import Block, Row, SheetLayout
from tasks.rules.sheets.words import tight

_TOTAL = re.compile(
    r"(?!关于).{0,10}?(?:合计|总计|小计|共计|累计|总和)(?:[:(\d].{0,20})?|(?:以上|本[页表])?[合总]?共计?\d+[件条人项名个].{0,20}"
)
_NOTE = re.compile(
    r"(?:备?注|附注|附|(?:填表|填报|填写|有关|几点)?(?:说明|要求|提示|注意事项)|注意|注释|来源)[\d一二三]?[:.、].*|[※*].*",
    re.DOTALL,
)
_SIGNATURE = re.compile(
    r"(?:制表|填表|填报|审核|复核|审定|负责|主管|分管|经办|统计|录入|校对|打印|报送|联系|审批|签字|签名|盖章|单位|日期|时间|记录|督导)"
    r"[^:]{0,8}:.*",
    re.DOTALL,
)
_DATE_ONLY = re.compile(
    r"(?:\d{4}|[〇○零一二三四五六七八九]{4})[年./-][\d一二三四五六七八九十]{1,3}月?.{0,5}"
)
_NUMBERED = re.compile(
    r"(?:\(?[一二三四五六七八九十]{1,3}[)、.]|第[一二三四五六七八九十\d]+(?:部分|类|组|章|片)|[IVX]+[.、]).*"
)
_NUMERAL = re.compile(r"\(?[一二三四五六七八九十]{1,3}\)?[、.]?")
_PLAIN = re.compile(r"[\d\W]+|关于.*")
_GROUP_END = re.compile(
    r".*(?:代表团|代表组|代表小组|小组|组|团|街道|镇|乡|办事处|系统|类|部分|片区?|单位|部门|战线|界别?)(?:\(.*\))?(?:[:,]?共?\d+[人件名位条].*)?:?"
)
# what printing leaves behind: 第1页，共3页, — 1 —
_PAGE_MARK = re.compile(r"第\d+页(?:[,/]?共\d+页)?|共\d+页(?:第\d+页)?|[-—–]+\d+[-—–]+|\d+/\d+页?")
_PRINTED = re.compile(r".{2,30}?\d{4}年\d{1,2}月(?:\d{1,2}日)?(?:制|印制?|编制|汇总|整理|填报)?")
_COUNT = re.compile(r"\(?(?:共|计|合计)?\d+[人件条名位项个]\)?")
_NAMES = frozenset({"name", "lead", "deputy"})


class RowKind(StrEnum):
    """What a row below the header is."""

    BLANK = "blank"
    HEADER = "header"
    TOTAL = "total"
    NOTE = "note"
    SECTION = "section"
    DATA = "data"


def row_kind(row: Row, layout: SheetLayout) -> RowKind:
    """Return what a row is."""
    filled = [(place, word) for place, cell in enumerate(row) if cell and (word := tight(cell))]
    if not filled:
        return RowKind.BLANK
    words = {word for _, word in filled}
    if len(filled) > 1 and any(words <= header for header in layout.header_words):
        return RowKind.HEADER
    if _TOTAL.fullmatch(filled[0][1]) or _is_total_beside(filled, layout.blocks[0]):
        return RowKind.TOTAL
    if _has_number(row, layout.blocks[0]):
        return RowKind.DATA
    if len(filled) == 2 and _NUMERAL.fullmatch(filled[0][1]) and not _PLAIN.fullmatch(filled[1][1]):
        # 一 | 城建类: a section whose number has a cell of its own
        return RowKind.SECTION
    if _is_remark(filled):
        return RowKind.NOTE
    return _alone(filled, layout.blocks) if _is_alone(filled, words) else RowKind.DATA


def section_name(row: Row) -> str:
    """Return what a section is called, without its number and its count: 一、城东代表团（12人）."""
    words = [word for cell in row if (word := tight(cell))]
    text = words[1] if len(words) > 1 and _NUMERAL.fullmatch(words[0]) else "".join(words[:1])
    text = re.sub(r"^\(?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)、.]", "", text)
    return re.sub(r"(?:\([^()]*\d[^()]*\)|[:,]?共?\d+[人件名位条]):?$", "", text).rstrip(":")


def _is_total_beside(filled: Sequence[tuple[int, str]], block: Block) -> bool:
    """Whether 合计 stands beside a serial number; beside the number of a suggestion it is part of a row."""
    return (
        len(filled) > 1
        and filled[0][0] not in block.fields.get("number", ())
        and bool(_TOTAL.fullmatch(filled[1][1]))
    )


def _has_number(row: Row, block: Block) -> bool:
    places = block.fields.get("number", ())
    return any(
        place < len(row) and re.fullmatch(r"(?:No\.?|第)?[A-Za-z]?\d+(?:\.0+)?号?", tight(row[place]))
        for place in places
    )


def _is_remark(filled: Sequence[tuple[int, str]]) -> bool:
    first = filled[0][1]
    if _NOTE.fullmatch(first) or _SIGNATURE.fullmatch(first):
        return True
    return len(filled) == 1 and any(mark.fullmatch(first) for mark in (_DATE_ONLY, _PAGE_MARK, _PRINTED))


def _is_alone(filled: Sequence[tuple[int, str]], words: set[str]) -> bool:
    """Whether one thing stands in the row: a cell, a merged cell that reads the same everywhere, a cell and its count."""
    if len(words) == 1:
        return True
    return len(filled) == 2 and bool(_COUNT.fullmatch(filled[1][1]))


def _alone(filled: Sequence[tuple[int, str]], blocks: Sequence[Block]) -> RowKind:
    place, word = filled[0]
    held = (name for block in blocks for name, places in block.fields.items() if place in places)
    field = next(held, None)
    if _NUMBERED.fullmatch(word):
        return RowKind.SECTION
    if field in _NAMES:
        return RowKind.SECTION if _GROUP_END.fullmatch(word) or len(word) > 12 else RowKind.DATA
    if field == "title":
        return RowKind.DATA if word.startswith(("关于", "《")) or len(word) > 12 else RowKind.SECTION
    if field == "phone":
        return RowKind.DATA if len(re.findall(r"\d", word)) > 6 else RowKind.NOTE
    if field in ("code", "doc_no", "reply_date"):
        return RowKind.DATA if re.search(r"\d", word) else RowKind.NOTE
    if field in ("outcome", "result_class") and len(word) < 8:
        return RowKind.DATA
    if field == "number" and re.search(r"\d", word) and len(word) < 12:
        return RowKind.DATA
    return RowKind.SECTION if len(word) <= 30 else RowKind.NOTE
