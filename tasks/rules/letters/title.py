"""The title of the suggestion: what stands in quotes in the opening or the heading, or an unquoted 关于…的建议."""

import itertools
import re
from collections.abc import Iterator

from tasks.rules.letters.found import Found, only
from tasks.rules.letters.labels import labels_in
from tasks.rules.letters.layout import Layout
from tasks.rules.letters.text import Line

LONGEST = 120
_PAIRS = {"《": "》", "“": "”", "「": "」", "『": "』", "〈": "〉", '"': '"', "‘": "’"}
_NOUN = r"(?:建议|提案|议案|意见)"
_LEADS = re.compile(
    r"(?:提出|提交|反映|所提|关于|对|办理|《|第[A-Za-z\d-]+号(?:人大)?(?:代表)?(?:建议|提案|议案)?|:)的?(?:关于|建议|议案|提案|[:,])?$"
)
_FOLLOWS = re.compile(
    rf"^(?:的|这一|一案|等)?(?:[(\[【]|第[A-Za-z\d-]+号|{_NOUN}|收悉|已收悉|收到|答复|办理|的答复)"
)
_UNQUOTED = re.compile(
    rf"(?:提出|提交|反映|所提|建言)的?(?:第[A-Za-z\d-]+号(?:人大)?(?:代表)?{_NOUN}?[,:]?)?(?P<title>(?:关于|加强|要求|请求).{{2,{LONGEST}}}?{_NOUN})"
    r"(?=[(\[【,。;]|收悉|已收悉|业已|已经|我[局委办]|第[A-Za-z\d-]+号|,|的?(?:提案|建议)?(?:收悉|已收悉))"
)
_IN_HEADING = re.compile(
    rf"(?:关于|对)(?P<title>关于(?:(?!次会议|第\d+号).){{2,{LONGEST}}}?{_NOUN})(?=\(|的?(?:办理情况)?的?(?:答复|复函|回复|函))"
)
_IN_PLAIN_HEADING = re.compile(
    rf"(?P<title>关于(?:(?!次会议|第[A-Za-z]{{0,3}}\d+号|关于).){{2,{LONGEST}}}?的{_NOUN})(?=\(|的?(?:办理情况)?的?(?:答复|复函|回复|函))"
)
_NO_TITLE = re.compile(r"办法|条例|规定|规划|方案|通知|纲要|法》?$|细则|办函|决定|标准|规范|公报")


def title(layout: Layout) -> Found[str] | None:
    """Return the title without its quotes, from a form line, the opening, or the heading."""
    labelled = only(
        Found(_bare(line, label.value), line)
        for line in [*layout.labelled, *layout.head]
        for label in labels_in(line)
        if label.kind == "title" and 4 <= len(_bare(line, label.value)) <= LONGEST
    )
    if labelled:
        return labelled
    heading = _heading(layout)
    for texts in (layout.opening, heading):
        for line in texts:
            if found := next(_quoted(line), None):
                return Found(found, line)
    for line in layout.opening:
        if match := _UNQUOTED.search(line.tight):
            return Found(line.original(*match.span("title")), line)
    for line in heading:
        if match := _IN_HEADING.search(line.tight) or _IN_PLAIN_HEADING.search(line.tight):
            return Found(line.original(*match.span("title")), line)
    return None


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


def _quoted(line: Line) -> Iterator[str]:
    """Yield quoted texts that are a title, by what stands in and around the quotes; the likeliest first."""
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
        yield line.original(start + 1, end - 1)


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
    depth = 0
    for at in range(start, min(len(text), start + 3 * LONGEST)):
        depth += (text[at] == opener) - (text[at] == closer)
        if not depth:
            return at + 1
    return None
