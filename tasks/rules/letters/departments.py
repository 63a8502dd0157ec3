"""Who answers, as signed, and who was heard on the way."""

import re
from collections.abc import Iterator, Sequence

from tasks.rules.letters.found import Found
from tasks.rules.letters.labels import labels_in, split_label
from tasks.rules.letters.layout import Layout
from tasks.rules.letters.numerals import NUMERAL, dates_in
from tasks.rules.letters.people import ORG_END, organisation, organisations, without_seal
from tasks.rules.letters.text import HAN, Line, squeeze

_NAMES = rf"[{HAN}A-Za-z·()、,和及与以\s]{{2,120}}?"
# said of whom the office asked: counts in the opening only, for the text reports other consultations
_ASKED = [
    re.compile(pattern)
    for pattern in (
        rf"(?:^|[,。;:》”\"的]|我[局委办院司厅镇处会]|本[局委]|我单位|我中心|人民政府|[{HAN}]局)(?:已|即|及时|认真|现)?(?:研究并)?(?:经?会同|经?会商|经?商|经与|与|经征求|征求|经?综合)(?P<names>{_NAMES})(?:等?(?:相关|有关)?(?:协办|会办)?(?:单位|部门)?)(?:的?(?:意见|建议))?(?:共同|联合|认真|进行|进一步|了)*(?:研究|办理|商议|会商|协商|调研|沟通|讨论|同意|后|,现|,?答复|,?函复|,经(?:认真|共同)?研究)",
        rf"(?:会同|[局委办院厅]与|经与)(?P<names>{_NAMES})等(?:相关|有关|协办|会办)?(?:单位|部门)(?=[,。])",
    )
]
# said of who handles the suggestion too
_HANDLE_TOO = [
    re.compile(pattern)
    for pattern in (
        rf"经(?P<names>{_NAMES})等?(?:单位|部门)?(?:共同)?(?:会办|协办)",
        rf"(?:结合|根据|综合|汇总)(?P<names>{_NAMES})等?(?:单位|部门)?的?(?:会办|协办)意见",
        rf"主办,(?:由)?(?P<names>{_NAMES})等?(?:单位|部门)?(?:会办|协办)",
        rf"(?:与|由|和)(?P<names>{_NAMES})等?(?:单位|部门)?(?:等)?(?:协办|会办)(?:单位|部门)?",
        rf"(?:会办单位|协办单位|会办部门|协办部门)(?:为|是|有|:)?(?P<names>{_NAMES})(?=[,。;)]|$)",
    )
]
_OF_HEADING = re.compile(
    rf"^(?P<names>[{HAN}()、\s]{{3,80}}?{ORG_END})\s*(?:关于|对(?!关于.*{ORG_END}关于)|就|办理)"
)

_UNFINISHED = re.compile(
    rf"(?:(?:{NUMERAL}\s*){{4}})?年\s*(?:{NUMERAL}\s*){{0,3}}(?:月\s*(?:{NUMERAL}\s*){{0,3}}日?)?\s*$"
)


def departments(layout: Layout) -> Found[list[str]] | None:
    """Return who answers: the signature above the date, else the heading, else the form line."""
    return _signed(layout) or _in_heading(layout) or _labelled(layout, "departments")


def _signed(layout: Layout) -> Found[list[str]] | None:
    lines = [line for line in layout.foot if line.part != "footer"]
    dated = [index for index, line in enumerate(lines) if _is_date_line(line)]
    for end in dated:
        names, first = _above(lines, end)
        if names and first is not None:
            return Found(names, first)
    if layout.salutation is None and not layout.opening:
        return None
    # no date: the signature is what stands alone
    run: list[tuple[list[str], Line]] = []
    for index, line in enumerate(lines):
        found = None if _follows_copies(lines, index) else _signing(line)
        if found:
            run.append((found, line))
        elif run:
            break
    return Found([name for names, _ in run for name in names], run[0][1]) if run else None


def _above(lines: Sequence[Line], end: int) -> tuple[list[str], Line | None]:
    """Return the departments on the date's line and right above it; lines of labels may stand between."""
    names: list[str] = []
    first: Line | None = None
    own = _signing(lines[end])
    if own:
        names, first = own, lines[end]
    for index in range(end - 1, max(end - 9, -1), -1):
        line = lines[index]
        found = None if _follows_copies(lines, index) else _signing(line)
        if found:
            names, first = [*found, *names], line
        elif names or not (split_label(line) or _in_brackets(line)):
            break
    return names, first


def _signing(line: Line) -> list[str] | None:
    """Return the departments that a line consists of, with or without a date behind them."""
    if split_label(line) or len(line.tight) > 120 or "印发" in line.tight:
        return None
    text = without_seal(line.folded)
    tight = squeeze(text)
    spans = list(dates_in(tight))
    if spans:
        start = spans[0][0]
        return organisations(_cut(text, start).rstrip("( ")) if start else None
    return organisations(_UNFINISHED.sub("", text).strip())


def _cut(text: str, length: int) -> str:
    """Return the beginning of a text that has so many characters besides white space."""
    seen = 0
    for index, character in enumerate(text):
        if seen == length:
            return text[:index].strip()
        seen += not character.isspace()
    return text.strip()


def _is_date_line(line: Line) -> bool:
    tight = line.tight
    blank = re.search(r"年月日?$", tight) is not None
    return (
        len(tight) <= 80
        and "印发" not in tight
        and (blank or any(True for _ in dates_in(tight)))
        and not re.search(r"[。!?]", tight)
    )


def _in_brackets(line: Line) -> bool:
    return bool(re.match(r"[(\[【]", line.tight))


def _follows_copies(lines: Sequence[Line], index: int) -> bool:
    """Whether a line goes on with the list of copies above it."""
    for line in reversed(lines[:index]):
        label = split_label(line)
        if label:
            return label[0] == "cc"
        if not organisations(line.folded.strip().rstrip("、,;。")):
            return False
    return False


def _in_heading(layout: Layout) -> Found[list[str]] | None:
    head = [
        line for line in layout.head if line.part not in ("header", "running head") and not split_label(line)
    ]
    for line in head:
        match = _OF_HEADING.match(line.folded.strip())
        if match and (names := organisations(match["names"])):
            return Found(names, line)
    alone = [(names, line) for line in head if (names := organisations(line.folded.strip()))]
    return Found([name for names, _ in alone for name in names], alone[0][1]) if alone else None


def _labelled(layout: Layout, kind: str) -> Found[list[str]] | None:
    for line in [*layout.labelled, *layout.head_and_foot]:
        for label in labels_in(line):
            if label.kind == kind and (names := organisations(label.value)):
                return Found(names, line)
    return None


def co_departments(layout: Layout) -> Found[list[str]] | None:
    """Return the co-handlers that a form line, the opening or an explicit 会办, 协办 in the text names."""
    if labelled := _labelled(layout, "co_departments"):
        return labelled
    for line in layout.opening:
        if names := _consulted(line, [*_ASKED, *_HANDLE_TOO]):
            return Found(names, line)
    for line in [*layout.body, *layout.foot]:
        if names := _consulted(line, _HANDLE_TOO):
            return Found(names, line)
    return None


def _consulted(line: Line, patterns: Sequence[re.Pattern[str]]) -> list[str] | None:
    return next((names for pattern in patterns for names in _all_named(line.tight, pattern)), None)


def _all_named(tight: str, pattern: re.Pattern[str]) -> Iterator[list[str]]:
    for match in pattern.finditer(tight):
        text = re.sub(r"^(?:会同|商|与|和|了|请)?(?:(?:协办|会办)(?:单位|部门))?", "", match["names"])
        text = re.sub(r"(?:等|共同|联合|进行|认真)+$", "", text)
        names = organisations(text)
        if names and all(organisation(name) for name in names):
            yield names
