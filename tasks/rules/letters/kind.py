"""What a letter is: a reply to a deputy, a reply to a proposal of the consultative conference, an opinion of a co-handler."""

import re
from collections.abc import Iterable

from schemas.words import LetterKind
from tasks.rules.letters.found import Found
from tasks.rules.letters.labels import labels_in
from tasks.rules.letters.layout import Layout
from tasks.rules.letters.text import Line

_OPINION = re.compile(r"(?:会办|协办)件?的?(?:答复|办理|回复)?(?:意见|情况|函|复函|答复)")
_OPINION_TEXT = re.compile(
    r"(?:提出|出具|反馈|现将|函复)[^,。;]{0,20}(?:会办|协办)(?:的)?意见|(?:会办|协办)意见(?:函复|反馈|答复|回复)?如下"
)
# 社情民意 is neither: information that a conference or a bureau passes on
_OPINION_OF_THE_PEOPLE = re.compile(r"社情民意")
_TITLE = re.compile(r"[《“\"][^《》“”\"]{2,100}(?:建议|提案|议案)[》”\"]")
_CONFERENCE = re.compile(r"政协|政治协商会议|提案")
_CONGRESS = re.compile(r"人大|人民代表大会|人代会|代表建议|代表提出|议案|人民代表")
_REPLY = re.compile(r"答复|复函|回复|函复|收悉|办理情况|建议|议案|提案")
_FORM = re.compile(r"答复|复函|回复|函复|收悉|办理情况|办理结果")
_ASKED_BY_FORMS = ("number", "title", "addressees")
_ANSWERS = re.compile(r"答复|复函|回复|函复|收悉")


def kind(layout: Layout) -> Found[LetterKind] | None:
    """Return the kind by heading, salutation and opening; None for a text that answers nothing."""
    head = [line for line in layout.head if not line.label]
    near = [*head, *layout.opening]
    if _is_social_opinion(layout):
        return None
    role = layout.salutation.role if layout.salutation else None
    if not role and (found := _first(_OPINION, head) or _first(_OPINION_TEXT, layout.opening)):
        return Found(LetterKind.CO_HANDLER_OPINION, found)
    answers = _first(_ANSWERS, near) or _answering_form(layout)
    if not answers and not (layout.salutation and _first(_REPLY, near)):
        return None
    conference, congress = _first(_CONFERENCE, near), _first(_CONGRESS, near)
    if role == "委员" or (conference and role != "代表" and not congress):
        return Found(LetterKind.CPPCC_PROPOSAL_REPLY, conference or answers or layout.everything[0])
    if role == "代表" or congress or _first(re.compile("建议"), near):
        return Found(LetterKind.DEPUTY_SUGGESTION_REPLY, congress or answers or layout.everything[0])
    return None


def _answering_form(layout: Layout) -> Line | None:
    """Return the line of a form that says that it answers: 答复日期, 办理情况."""
    named = [line for line in layout.labelled if _FORM.search(line.label or "")]
    drawn = any(label.kind in _ASKED_BY_FORMS for line in layout.head for label in labels_in(line))
    if named or not (layout.labelled or drawn):
        return named[0] if named else None
    return _first(_FORM, [*layout.head, *layout.labelled])


def _is_social_opinion(layout: Layout) -> bool:
    """Whether a letter answers 社情民意 rather than a suggestion or a proposal."""
    head = [line.with_text(_TITLE.sub("", line.tight)) for line in layout.head]
    opening = [line.with_text(_TITLE.sub("", line.tight)) for line in layout.opening]
    says_so = _first(_OPINION_OF_THE_PEOPLE, [*head, *opening])
    return says_so is not None and _first(_CONGRESS, head) is None


def _first(pattern: re.Pattern[str], lines: Iterable[Line]) -> Line | None:
    return next((line for line in lines if pattern.search(line.tight)), None)
