"""The marks of the first page and the foot: document number, signatory, class, publicity; and an approver in the text."""

import re
from collections.abc import Iterable, Iterator

from tasks.rules.letters.found import Found, only
from tasks.rules.letters.labels import kind_of, labels_in
from tasks.rules.letters.layout import Layout
from tasks.rules.letters.people import TITLES, person
from tasks.rules.letters.text import HAN, Line, squeeze

_DOC_NO = re.compile(
    rf"(?P<name>(?:[{HAN}A-Za-z]\s?){{1,24}})[〔\[【(〈{{]\s*(?P<year>(?:\d\s?){{4}})[〕\]】)〉}}]\s*(?P<serial>第?\s*(?:\d\s?){{1,5}})号"
)
_CITES = r"《|关于|根据|按照|依据|依照|遵照|落实|执行"
_NOT_A_DEPARTMENT = re.compile(
    r"^.*?(?:[A-D甲乙丙丁]\d?类|类别|文号|字号|编号|主动公开|依申请公开|不予公开|同意公开|签发人)"
)
_CLASS = r"(?P<class>[A-Da-d]\d?|[甲乙丙丁])"
_CLASS_FIRST = re.compile(
    rf"[(\[【“\"]?{_CLASS}(?![A-Za-z\d/])(?:[)\]】”\"]?类[)\]】]?(?![、/或])|[)\]】]|(?=$|[\s,;。(]))"
)
_CLASS_IN_BRACKETS = re.compile(rf"[(\[【]{_CLASS}类[)\]】]$")
_BARE_CLASS = re.compile(
    rf"(?:[(\[【“\"]{_CLASS.replace('class', 'a')}类?[)\]】”\"]类?|{_CLASS.replace('class', 'b')}类?)"
)
_GLUED_CLASS = re.compile(
    r"(?<=号)[(\[【]?([A-D]\d?|[甲乙丙丁])[)\]】]?类|([A-D]\d?|[甲乙丙丁])类(?=第[A-Za-z]{0,3}\d+号?(?:建议|提案|议案))"
)
_BOXES = re.compile(
    r"(?:[☑✓√✔■☒▣][(\[【]?([A-D]\d?|[甲乙丙丁])类?)|(?:([A-D]\d?|[甲乙丙丁])类?\s*[(\[]?[☑✓√✔■☒▣])"
)
_ANY_BOX = re.compile(r"[☑✓√✔■☒▣□☐○]")
_SIGNED_BY = re.compile(r"(?<!\S)签\s?发\s?人\s{1,3}([^:\s][^:]{1,8})$")
_ROW_OF_BOXES = re.compile(r"(?:[☑✓√✔■☒▣□☐()\[\]]*[A-D甲乙丙丁]\d?类?[☑✓√✔■☒▣□☐()\[\]]*){2,}")
_PUBLICITY = {
    "主动公开": "主动公开",
    "同意公开": "主动公开",
    "公开发布": "主动公开",
    "可以公开": "主动公开",
    "可公开": "主动公开",
    "全文公开": "主动公开",
    "公开": "主动公开",
    "依申请公开": "依申请公开",
    "不予公开": "不予公开",
    "不公开": "不予公开",
    "不同意公开": "不予公开",
    "不宜公开": "不予公开",
    "不可公开": "不予公开",
}
_PUBLICITY_WORD = re.compile(
    r"(?:此件|本件|此文|该件|本文)?(?:属性为)?("
    + "|".join(sorted(_PUBLICITY, key=len, reverse=True))
    + r")(?:发布)?"
)
_PUBLICITY_GLUED = re.compile(
    r"(?<=类)(主动公开|依申请公开|不予公开|同意公开)$|(?<=\d号)(主动公开|依申请公开|不予公开|同意公开)$"
)
_YES, _NO = {"是", "同意", "可以", "可", "√"}, {"否", "不同意", "不可以", "不可"}
_APPROVED = re.compile(
    r"(?:此|本|该)?(?:答复函|复函|答复|回复|复文|函|件|意见|文)[^。;!?]{0,8}?(?:业|已)?经(?!办|费|济)([^。,;:!?经]{2,30}?)(?:审签|审定|签发|审核|审阅|审批|审查)"
)


def doc_no(layout: Layout) -> Found[str] | None:
    """Return the document number that stands above the salutation, at the foot or behind its label: never from the body."""
    labelled = (Found(value, line) for line in layout.labelled for value in _doc_nos(line, "doc_no"))
    first = only(labelled) or only(Found(value, line) for line in layout.head for value in _doc_nos(line))
    at_foot = (
        Found(value, line) for line in layout.foot if len(line.tight) <= 60 for value in _doc_nos(line)
    )
    # a web page often holds it only in the lines it puts above the letter
    on_page = (Found(value, line) for line in layout.furniture for value in _doc_nos(line, "doc_no"))
    return first or only(at_foot) or only(on_page)


def _doc_nos(line: Line, kind: str | None = None) -> Iterator[str]:
    if kind and not any(label.kind == kind for label in labels_in(line)):
        return
    for match in _DOC_NO.finditer(line.folded):
        name = re.sub(r"\s", "", _NOT_A_DEPARTMENT.sub("", re.sub(r"\s", "", _last_words(match["name"]))))
        if name and not re.search(_CITES, line.tight[: line.tight.find(name)] + name):
            yield f"{name}〔{squeeze(match['year'])}〕{squeeze(match['serial'])}号"


def _last_words(name: str) -> str:
    """Return what belongs to the number: A类 清林发 are two marks on one line, 清 林 发 is one set wide."""
    words = name.split()
    if len(words) < 2 or all(len(word) == 1 for word in words):
        return name
    # 梧政办 函〔2023〕: one character is no number's name
    return words[-2] + words[-1] if len(words[-1]) == 1 else words[-1]


def signatory(layout: Layout) -> Found[str] | None:
    """Return the name behind 签发人, 签发 or 领导签发."""
    return only(
        Found(name, line)
        for line in [*layout.labelled, *layout.head_and_foot]
        for label in labels_in(line)
        if label.kind == "signatory" and (name := first_name(label.value))
    ) or only(
        Found(name, line)
        for line in layout.head_and_foot
        if (match := _SIGNED_BY.search(line.folded)) and (name := first_name(match[1]))
    )


def first_name(value: str) -> str | None:
    """Return the name that a value begins with, whatever marks follow on the line."""
    value = re.split(r"[,;。、(\[【\d:]", value.replace("_", " ").strip(), maxsplit=1)[0].strip()
    pieces = re.split(r"\s{2,}|\t", value)
    if len(pieces) > 1 and all(len(piece) == 1 for piece in pieces):
        pieces = ["".join(pieces)]
    if len(pieces) > 1 and len(pieces[0]) == 1 and len(pieces[1]) == 1:
        pieces = [pieces[0] + pieces[1]]
    words = pieces[0].split()
    if len(words) > 1 and len(words[0]) > 1:
        return person(words[1] if TITLES.fullmatch(words[0]) else words[0])
    return person(pieces[0])


def result_class(layout: Layout) -> Found[str] | None:
    """Return the result class: behind a label, alone in its place, glued to the document number, or a ticked box."""
    lines = [*layout.labelled, *layout.head_and_foot]
    return only(Found(value.upper(), line) for line in lines for value in _classes(line))


def _classes(line: Line) -> Iterator[str]:
    for label in labels_in(line):
        if label.kind == "class":
            yield from _labelled_class(label.value)
            return
    if len(line.tight) > 80 or _is_value(line):
        return
    if _ROW_OF_BOXES.fullmatch(line.tight) and _ANY_BOX.search(line.tight):
        yield from _labelled_class(line.folded)
        return
    for piece in _pieces(line):
        if match := _BARE_CLASS.fullmatch(piece):
            yield match["a"] or match["b"]
            return
    if match := _GLUED_CLASS.search(line.tight):
        yield match[1] or match[2]


def _is_value(line: Line) -> bool:
    """Whether a label stands beside a line. 签发人 left blank may be followed by a mark of its own."""
    return line.label is not None and (
        kind_of(line.label) not in ("signatory", "other") or first_name(line.folded) is not None
    )


def _labelled_class(value: str) -> Iterator[str]:
    if _ANY_BOX.search(value):
        ticked = {match[1] or match[2] for match in _BOXES.finditer(value)}
        yield from ticked if len(ticked) == 1 else ()
        return
    tight = re.sub(r"\s", "", re.split(r"\s{2,}|\t", value.strip())[0])
    if match := _CLASS_FIRST.match(tight) or (len(tight) <= 20 and _CLASS_IN_BRACKETS.search(tight)):
        yield match["class"]


def _pieces(line: Line) -> list[str]:
    """Return what stands in a line with gaps between, each without white space; the whole line too."""
    wide = [re.sub(r"\s", "", piece) for piece in line.segments]
    return [
        line.tight,
        *wide,
        *line.folded.split(),
        *re.findall(r"[(\[【][^()\[\]【】]{1,12}[)\]】]类?", line.tight),
    ]


def publicity(layout: Layout) -> Found[str] | None:
    """Return 主动公开, 依申请公开 or 不予公开."""
    lines = [*layout.labelled, *layout.head_and_foot]
    on_page = (line for line in layout.furniture if any(each.kind == "publicity" for each in labels_in(line)))
    return only(Found(value, line) for line in lines for value in _publicities(line)) or only(
        Found(value, line) for line in on_page for value in _publicities(line)
    )


def _publicities(line: Line) -> Iterator[str]:
    for label in labels_in(line):
        if label.kind == "publicity":
            yield from _labelled_publicity(label.label, label.value)
            return
    if len(line.tight) > 60 or _is_value(line):
        return
    for piece in _pieces(line):
        if match := _PUBLICITY_WORD.fullmatch(piece.strip("()[]【】")):
            yield _PUBLICITY[match[1]]
            return
    if match := _PUBLICITY_GLUED.search(line.tight.rstrip(")】]")):
        yield _PUBLICITY[match[1] or match[2]]


def _labelled_publicity(label: str, value: str) -> Iterator[str]:
    if _ANY_BOX.search(value):
        ticked = set(re.findall(r"[☑✓√✔■☒▣]\s*(主动公开|依申请公开|不予公开|不公开|是|否)", value))
        bare = ticked.pop() if len(ticked) == 1 else ""
    else:
        bare = re.split(r"\s{2,}|\t|[,;。]", value.strip())[0]
    bare = re.sub(r"\s", "", bare).strip("()[]【】")
    if "是否" in label and bare in _YES | _NO:
        yield "主动公开" if bare in _YES else "不予公开"
    elif match := _PUBLICITY_WORD.fullmatch(bare):
        yield _PUBLICITY[match[1]]


def approver(layout: Layout) -> Found[str] | None:
    """Return who approved the letter by its own words: 此复函已经X局长审签."""
    lines: Iterable[Line] = [*layout.opening, *layout.body, *layout.foot]
    return only(
        Found(name, line)
        for line in lines
        for match in _APPROVED.finditer(line.tight)
        if (name := _approving(match[1]))
    )


def _approving(text: str) -> str | None:
    if not TITLES.search(text):
        return None
    name = re.split(r"[、]", text)[-1]
    titles = list(TITLES.finditer(name))
    if not titles:
        return None
    rest = name[titles[-1].end() :] or name[: titles[-1].start()]
    if not name[titles[-1].end() :] and len(titles) > 1 and titles[-1][0] == "同志":
        rest = name[titles[-2].end() : titles[-1].start()] or name[: titles[-2].start()]
    rest = re.sub(
        r"^(?:我|本)?.*(?:局|委员会|委|办公室|办|政府|公司|院|中心|会|队|厅|部|街道|镇|乡|县|区|市)(?=.{2,})",
        "",
        rest,
    )
    return person(rest)
