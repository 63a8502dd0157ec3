"""What a letter is: a reply to a deputy, a reply to a proposal of the consultative conference, an opinion of a co-handler."""

import re
from collections.abc import Iterable

from schemas.words import LetterKind
from tasks.rules.letters.found import Found
from tasks.rules.letters.layout import Layout
from tasks.rules.letters.text import Line

_OPINION = re.compile(r"(?:会办|协办)(?:件|的)?(?:答复|办理|回复)?(?:意见|情况|函|复函|答复)")
_OPINION_TEXT = re.compile(
    r"(?:提出|出具|反馈|现将|函复)[^,。;]{0,20}(?:会办|协办)(?:的)?意见|(?:会办|协办)意见(?:函复|反馈|答复|回复)?如下"
)
_CONFERENCE = re.compile(r"政协|政治协商会议|提案")
_CONGRESS = re.compile(r"人大|人民代表大会|人代会|代表建议|代表提出|议案|人民代表")
_REPLY = re.compile(r"答复|复函|回复|函复|收悉|办理情况|建议|议案|提案")
_ANSWERS = re.compile(r"答复|复函|回复|函复|收悉")


def kind(layout: Layout) -> Found[LetterKind] | None:
    """Return the kind by heading, salutation and opening; None for a text that answers nothing."""
    head = [line for line in layout.head if not line.label]
    near = [*head, *layout.opening]
    role = layout.salutation.role if layout.salutation else None
    if not role and (found := _first(_OPINION, head) or _first(_OPINION_TEXT, layout.opening)):
        return Found(LetterKind.CO_HANDLER_OPINION, found)
    answers = _first(_ANSWERS, near) or (_first(_ANSWERS, layout.everything) if layout.labelled else None)
    if not answers and not (layout.salutation and _first(_REPLY, near)):
        return None
    conference, congress = _first(_CONFERENCE, near), _first(_CONGRESS, near)
    if role == "委员" or (conference and role != "代表" and not congress):
        return Found(LetterKind.CPPCC_PROPOSAL_REPLY, conference or answers or layout.everything[0])
    if role == "代表" or congress or _first(re.compile("建议"), near):
        return Found(LetterKind.DEPUTY_SUGGESTION_REPLY, congress or answers or layout.everything[0])
    return None


def _first(pattern: re.Pattern[str], lines: Iterable[Line]) -> Line | None:
    return next((line for line in lines if pattern.search(line.tight)), None)
