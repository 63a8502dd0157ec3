"""The zones of a letter: what stands above the salutation, the opening sentence, the body, and the foot."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from tasks.rules.letters.forms import with_labels
from tasks.rules.letters.labels import split_label
from tasks.rules.letters.numerals import dates_in
from tasks.rules.letters.people import organisations
from tasks.rules.letters.salutation import Salutation, find_salutation
from tasks.rules.letters.text import Line, Paragraph, lines_of

# what a web page puts around a letter
_FURNITURE = re.compile(
    r"网站标识码|ICP备|公网安备|版权所有|技术支持|扫一扫|分享到|打印本页|关闭窗口|点击数|点击:|浏览次数|浏览量|阅读次数|访问量|(?<!文)字号:|字体:|当前位置"
    r"|首页>|首页»|>>|信息来源:|来源:|发布时间|发布日期|发布机构|索引号|有效性|主题分类|责任编辑|上一篇|下一篇|附件下载|您现在的位置|网站地图|政务公开网"
    r"|主办:.{2,30}承办:"
)
# below the signature a page ends with these, and has telephones of its own further down
_PAGE_ENDS = re.compile(
    r"网站标识码|ICP备|公网安备|版权所有|扫一扫|分享到|打印本页|关闭窗口|上一篇|下一篇|网站地图|主办:.{2,30}承办:"
)
_OPENING_END = re.compile(r"如下|收悉|敬悉|收到|悉[,。]|办理情况")
_PAPERS = re.compile(r"(?:征询|征求|反馈|测评|评价|评议|意见|回访)(?:意见)?(?:表|卡|单)|回执")
_ATTACHED = re.compile(r"^附件\d*:?$|(?:建议|提案|议案)原文|^关于.{2,60}的(?:建议|提案|议案)$")
_ANSWER_BEGINS = re.compile(r"如下|收悉|敬悉|悉[,。]")
_NO_PROSE = (
    "contact",
    "contact_and_phone",
    "unit_and_phone",
    "phone",
    "cc",
    "signatory",
    "class",
    "publicity",
    "other",
    "reply_date",
    "number",
    "title",
    "addressees",
    "co_signers",
    "departments",
    "co_departments",
    "doc_no",
)
_MARK = re.compile(r"[。!?;]")


@dataclass(frozen=True)
class Layout:
    """A letter's lines in zones. `head` holds page headers too, `foot` page footers; a form's cells are in `labelled`."""

    head: Sequence[Line]
    opening: Sequence[Line]
    body: Sequence[Line]
    foot: Sequence[Line]
    labelled: Sequence[Line]
    furniture: Sequence[Line]
    salutation: Salutation | None
    everything: Sequence[Line] = field(repr=False)

    @cached_property
    def says_anything(self) -> bool:
        """Whether there is any text."""
        return bool(self.everything)

    @cached_property
    def head_and_foot(self) -> Sequence[Line]:
        """Where marks stand: never in the body."""
        return [*self.head, *self.foot]


def lay_out(paragraphs: Sequence[Paragraph]) -> Layout:
    """Return the zones of a letter."""
    lines = with_labels(lines_of(paragraphs))
    outside = [line for line in lines if line.part in ("header", "footer", "running head")]
    inside = _without_papers(
        [line for line in lines if line.part not in ("header", "footer", "running head")]
    )
    furniture = [line for line in inside if _is_furniture(line)]
    inside = [line for line in inside if not _is_furniture(line)]
    labelled = [line for line in inside if line.label]
    running = [line for line in inside if not line.label]
    salutation = find_salutation(running)
    start = _start(running, salutation)
    end = _opening_end(running, start)
    opening = list(running[start:end])
    if salutation and salutation.rest and opening:
        opening[0] = opening[0].with_text(salutation.rest)
    foot_start = _foot_start(running, end)
    return Layout(
        [
            *(line for line in outside if line.part != "footer"),
            *running[: salutation.index if salutation else start],
        ],
        opening,
        running[end:foot_start],
        [*running[foot_start:], *(line for line in outside if line.part == "footer")],
        labelled,
        furniture,
        salutation,
        lines,
    )


def _is_furniture(line: Line) -> bool:
    return line.label is None and _FURNITURE.search(line.tight) is not None


def _start(lines: Sequence[Line], salutation: Salutation | None) -> int:
    """Return where the opening begins: after the salutation, or on its line when more stands there."""
    if salutation:
        return salutation.index + (0 if salutation.rest else 1)
    for index, line in enumerate(lines):
        if re.search(
            r"(?:提出|提交|反映|建议|提案).*(?:收悉|答复如下|回复如下|函复如下|复函如下)", line.tight
        ):
            return index
    # without either there is no text to tell from the head but by its shape
    return next((index for index, line in enumerate(lines) if is_prose(line)), len(lines))


def _opening_end(lines: Sequence[Line], start: int) -> int:
    last = min(start + 3, len(lines))
    for index in range(start, last):
        if _OPENING_END.search(lines[index].tight):
            # 收悉。 and 现答复如下： may be two paragraphs
            following = lines[index + 1].tight if index + 1 < len(lines) else ""
            return index + 2 if len(following) <= 60 and re.search(r"如下[:。]?$", following) else index + 1
    return min(start + 1, len(lines))


def _foot_start(lines: Sequence[Line], first: int) -> int:
    for index in range(len(lines) - 1, first - 1, -1):
        if is_prose(lines[index]) and _before_the_signature(lines, index):
            return index + 1
    return first


def _before_the_signature(lines: Sequence[Line], index: int) -> bool:
    """Whether a signature can still follow: prose below the last date is a note, and does not move the foot."""
    return any(is_dated(line) for line in lines[index + 1 :]) or not any(
        is_dated(line) for line in lines[:index]
    )


def is_dated(line: Line) -> bool:
    """Whether a line is short and ends or begins with a date."""
    return len(line.tight) <= 60 and not _MARK.search(line.tight) and any(True for _ in dates_in(line.tight))


def is_prose(line: Line) -> bool:
    """Whether a line is running text rather than a mark, a signature or a line of labels."""
    tight = line.tight
    labelled = split_label(line)
    if labelled and labelled[0] in _NO_PROSE:
        return False
    if re.match(r"[(\[【]", tight) and re.search(r"[)\]】][。.]?$", tight):
        return False
    return len(tight) > 50 or (len(tight) >= 5 and bool(re.search(r"[。!?;:]$", tight)))


def _without_papers(lines: Sequence[Line]) -> list[Line]:
    """Cut what stands behind the signature: a feedback form and a web page have telephones and dates of their own."""
    answered = signed = False
    for index, line in enumerate(lines):
        if line.label is not None:
            continue
        answered = answered or bool(_ANSWER_BEGINS.search(line.tight))
        signed = signed or (index > 2 and _is_signature(line))
        # a page may have a date, and what it ends with, above the letter as well
        is_behind = answered and (_ATTACHED.search(line.tight) or _PAGE_ENDS.search(line.tight))
        if signed and (is_behind or (len(line.tight) <= 40 and _PAPERS.search(line.tight))):
            return list(lines[:index])
    return list(lines)


def _is_signature(line: Line) -> bool:
    """Whether a line holds a date, and nothing else but who signs."""
    found = list(dates_in(line.tight))
    if len(found) != 1 or len(line.tight) > 60:
        return False
    rest = line.tight[: found[0][0]] + line.tight[found[0][1] :]
    return not rest.strip("()") or organisations(rest) is not None or bool(re.match(r"领导签发|签发", rest))
