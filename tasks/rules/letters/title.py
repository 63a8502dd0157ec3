"""The title of the suggestion: what stands in quotes in the opening or the heading, or an unquoted 关于…的建议."""

import itertools
import re
from collections.abc import Callable, Iterable, Iterator

from tasks.rules.letters.found import Found, only
from tasks.rules.letters.labels import labels_in
from tasks.rules.letters.layout import Layout
from tasks.rules.letters.text import Line

LONGEST = 120
_PAIRS = {"《": "》", "“": "”", "「": "」", "『": "』", "〈": "〉", '"': '"', "‘": "’", "【": "】", "”": "”"}
_NOUN = r"(?:意见和?建议|建议|提案|议案|意见)"
_NUMBERED = r"第(?:[A-Za-z\d-]+|[零〇一二三四五六七八九十百廿卅]+)号"
_LEADS = re.compile(
    rf"(?:提出|提交|反映|所提|关于|对|办理|主办|《|{_NUMBERED}(?:人大)?(?:代表)?(?:建议|提案|议案)?|:)的?(?:关于|建议|议案|提案|[:,])?$"
)
_FOLLOWS = re.compile(
    rf"^(?:的|这一|一案|等)?(?:[(\[【]|{_NUMBERED}|{_NOUN}|收悉|已收悉|收到|答复|办理|的答复)"
)
_UNQUOTED = re.compile(
    rf"(?:[您你](?:们|二位|等)?|(?:提出|提交|反映|所提|建言|主办|办理)的?(?:{_NUMBERED}(?:人大)?(?:代表)?{_NOUN}?[,:]?)?|{_NUMBERED}(?:人大)?(?:代表)?{_NOUN}?[,:]?)"
    rf"(?P<title>(?:关于|加强|要求|请求).{{2,{LONGEST}}}?{_NOUN})"
    rf"(?=[(\[【,。;]|(?:业?已)?(?:收悉|收到|交|转)|业已|已经|我[局委办]|{_NUMBERED}|的?提案(?:收悉|已收悉)|的?(?:会办|协办)意见|提出)"
)
_WITHOUT_ABOUT = re.compile(
    r"(?:提出|提交|反映)的(?P<title>(?!.{0,12}(?:第.{1,8}号|宝贵|有关|上述|以上|代表建议))[^,。;:《“\"]{4,50}的(?:建议|提案|议案))"
    r"(?=已?收悉|,|已收到)"
)
_IN_HEADING = re.compile(
    rf"(?:关于|对)(?P<title>关于(?:(?!次会议|第\d+号).){{2,{LONGEST}}}?{_NOUN})(?=\(|的?(?:办理情况)?的?(?:答复|复函|回复|函))"
)
_IN_PLAIN_HEADING = re.compile(
    rf"(?P<title>关于(?:(?!次会议|第[A-Za-z]{{0,3}}\d+号|关于).){{2,{LONGEST}}}?的{_NOUN})(?=\(|的?(?:办理情况)?的?(?:答复|复函|回复|函))"
)
_TITLE_FORM = re.compile(rf"关于[^。;!?]{{2,60}}{_NOUN}")
_NO_TITLE = re.compile(r"办法|条例|规定|规划|方案|通知|纲要|法》?$|细则|办函|决定|标准|规范|公报")


def title(layout: Layout) -> Found[str] | None:
    """Return the title without its quotes, from a form line, the opening, or the heading."""
    return _labelled(layout) or _named_by_content(layout) or _in_text(layout)


def _labelled(layout: Layout) -> Found[str] | None:
    return only(
        Found(_bare(line, label.value), line)
        for line in [*layout.labelled, *layout.head]
        for label in labels_in(line)
        if label.kind == "title" and 4 <= len(_bare(line, label.value)) <= LONGEST
    )


def _in_text(layout: Layout) -> Found[str] | None:
    heading = _heading(layout)
    return (
        _first(layout.opening, _quoted_or_whole)
        or _first(heading, lambda line: next(_quoted(line), None))
        or _first(layout.opening, lambda line: _span(_UNQUOTED, line))
        or _first(heading, lambda line: _span(_IN_HEADING, line) or _span(_IN_PLAIN_HEADING, line))
        or _first(layout.opening, lambda line: _span(_WITHOUT_ABOUT, line))
    )


def _first(lines: Iterable[Line], find: Callable[[Line], tuple[int, int] | None]) -> Found[str] | None:
    for line in lines:
        if span := find(line):
            return Found(line.original(*span), line)
    return None


def _span(pattern: re.Pattern[str], line: Line) -> tuple[int, int] | None:
    match = pattern.search(line.tight)
    return match.span("title") if match else None


def _named_by_content(layout: Layout) -> Found[str] | None:
    """Return a title that a form holds where it asks for the content: only when it has the form of one."""
    return only(
        Found(bare, line)
        for line in layout.labelled
        for label in labels_in(line)
        if label.kind == "content" and _TITLE_FORM.fullmatch(bare := _bare(line, label.value))
    )


def _quoted_or_whole(line: Line) -> tuple[int, int] | None:
    """Return the quoted title, or the unquoted one that the quotes are only a word of: 关于设立“窗口”的建议."""
    span = next(_quoted(line), None)
    whole = _span(_UNQUOTED, line)
    if span and whole and whole[0] + len("关于") + 1 < span[0] and span[1] < whole[1]:
        return whole
    return span


def _heading(layout: Layout) -> list[Line]:
    """Return the lines of the head, each also joined with the next: a heading may be broken inside the title."""
    head = [line for line in layout.head if not line.label]
    pairs = [first.with_text(first.text + second.text) for first, second in itertools.pairwise(head)]
    triples = [pair.with_text(pair.text + third.text) for pair, third in zip(pairs, head[2:], strict=False)]
    return [*head, *pairs, *triples]


def _bare(line: Line, value: str) -> str:
    """Return a form's title: as printed when the cell holds it alone, and without quotes."""
    text = re.sub(r"\s", "", line.text if line.label else value)
    inner = next(_quotes(text), None)
    if inner and inner[0] <= 2 and inner[1] >= len(text) - 4:
        return text[inner[0] + 1 : inner[1] - 1]
    return text


def _quoted(line: Line) -> Iterator[tuple[int, int]]:
    """Yield where in the tight text a title stands between quotes, by what stands in and around the quotes; the likeliest first."""
    tight = line.tight
    scored = []
    for start, end in _quotes(tight):
        inner = tight[start + 1 : end - 1]
        if not 3 <= len(inner) <= LONGEST:
            continue
        score = (
            2 * bool(re.search(rf"^关于|{_NOUN}$", inner))
            + bool(_LEADS.search(tight[:start]))
            + bool(_FOLLOWS.match(tight[end:]))
        )
        if score and not (score < 3 and _NO_TITLE.search(inner)):
            scored.append((-score, start, end))
    for _, start, end in sorted(scored):
        yield start + 1, end - 1


def _quotes(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of the outermost quoted stretches; quotes of one kind may nest."""
    position = 0
    while position < len(text):
        opener = text[position]
        end = _closing(text, position) if opener in _PAIRS else None
        if end is None:
            position += 1
        else:
            yield position, end
            position = end


def _closing(text: str, start: int) -> int | None:
    opener, closer = text[start], _PAIRS[text[start]]
    if opener == closer:
        at = text.find(closer, start + 1)
        return at + 1 if at > 0 else None
    again = text.find(opener, start + 1)
    if opener == "“" and again > 0 and "”" not in text[start:]:
        # a slip: the opening mark typed for the closing one
        return again + 1
    depth = 0
    for at in range(start, min(len(text), start + 3 * LONGEST)):
        depth += (text[at] == opener) - (text[at] == closer)
        if not depth:
            return at + 1
    return None
