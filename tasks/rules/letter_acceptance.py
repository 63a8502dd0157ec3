"""What an office asks of a reply letter beyond being readable: its profile, its session, and the suggestion it answers.

Sources: what rules of several places have replies sent back for (山东省办理工作条例: signed by the head, result class, contact;
B with a plan and a time).
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from schemas.edition import ReplyRules
from schemas.words import Series
from tasks.rules.letters.letter import Letter
from tasks.rules.numbering import Elsewhere

_BETWEEN = "、"
_TITLE_OF = {
    "doc_no": "发文字号",
    "signatory": "签发人",
    "result_class": "办理结果",
    "contact": "联系人",
    "phone": "联系电话",
    "publicity": "公开属性",
}
_WRAPPED = re.compile(r"^关于(.*?)的?(?:建议|议案|意见|批评)?$")

# code, and the column or the detail it is about
Shortcoming = tuple[str, str | None]


def shortcomings(letter: Letter, rules: ReplyRules) -> list[Shortcoming]:
    """Return what the letter lacks by the profile: the mandatory fields, the addressee, the plan of its class."""
    present = _present(letter)
    found: list[Shortcoming] = [
        ("letter_lacks", title)
        for name, title in _TITLE_OF.items()
        if name in rules.mandatory and not present[name]
    ]
    if not letter.fields["addressees"]:
        found.append(("letter_lacks", "主送代表"))
    result_class = letter.fields["class"]
    needed = rules.mandatory_by_class.get(result_class[0], ()) if result_class else ()
    if "plan_due_on" in needed and not letter.promises:
        found.append(("letter_without_plan", result_class))
    return found


def _present(letter: Letter) -> dict[str, bool]:
    fields = letter.fields
    return {
        "doc_no": bool(fields["doc_no"]),
        "signatory": bool(fields["signatory"]),
        "result_class": bool(fields["class"]),
        "contact": any(contact["name"] for contact in fields["contacts"]),
        "phone": any(contact["phones"] for contact in fields["contacts"]),
        "publicity": bool(fields["publicity"]),
    }


def other_session(letter: Letter, session: tuple[int, int]) -> str | None:
    """Return the session (届, 次) that a letter names when it is not this one."""
    named = (letter.fields["session_term"], letter.fields["session_meeting"])
    return None if None in named or named == session else f"第{named[0]}届第{named[1]}次会议"


def fits_suggestion(
    title: str | None, addressees: str | None, suggestion: str, signers: Sequence[str]
) -> list[Shortcoming]:
    """Return in what a letter does not fit the suggestion whose number it carries: another title, another deputy."""
    found: list[Shortcoming] = []
    if title and not _same_title(title, suggestion):
        found.append(("letter_title_differs", f"答复函“{title}”，台账“{suggestion}”"))
    named = set((addressees or "").split(_BETWEEN)) - {""}
    # a delegation is addressed by its name, which is nobody's
    if named and signers and not named & set(signers) and not any(name.endswith("团") for name in named):
        found.append(
            ("letter_addressee_differs", f"答复函“{addressees}”，台账“{_BETWEEN.join(signers[:3])}”")
        )
    return found


def number_of_title(title: str | None, titles: Mapping[str, str]) -> str | None:
    """Return the number of the only suggestion with this title; None when there is none or more than one."""
    numbers = [number for number, known in titles.items() if title and core(title) == core(known)]
    return numbers[0] if len(numbers) == 1 else None


def core(title: str) -> str:
    """Return a title without white space, marks, and the words that every title has."""
    bare = re.sub(r"[\s《》“”\"'‘’()（）,，、。·.]", "", title)
    match = _WRAPPED.match(bare)
    return match[1] if match and match[1] else bare


def _same_title(mine: str, theirs: str) -> bool:
    one, other = core(mine), core(theirs)
    return one == other or (min(len(one), len(other)) >= 4 and (one in other or other in one))


def _label(letter: Letter, elsewhere: Elsewhere) -> str | None:
    """Return the number with its series; a bare one that several other series have stays bare, and matches nothing."""
    number = letter.fields["suggestion_no"]
    if not number:
        return None
    bare = number.lstrip("0")
    having = elsewhere.get(bare, ())
    series = letter.series or (having[0] if len(having) == 1 else Series.IN_SESSION)
    return f"{series.prefix}{bare}"


def said(letter: Letter, elsewhere: Elsewhere) -> dict[str, Any]:
    """Return what a letter says in the shape of `reply_letter`, but for its keys; `elsewhere`: numbers of other series."""
    fields, contacts = letter.fields, letter.fields["contacts"]
    return {
        "number": _label(letter, elsewhere),
        "title": fields["title"],
        "signed_by": _BETWEEN.join(fields["departments"]) or None,
        "addressees": _BETWEEN.join(fields["addressees"]) or None,
        "doc_no": fields["doc_no"],
        "result_class": fields["class"],
        "signatory": fields["signatory"],
        "contact": _BETWEEN.join(contact["name"] for contact in contacts if contact["name"]) or None,
        "phone": _BETWEEN.join(phone for contact in contacts for phone in contact["phones"]) or None,
        "publicity": fields["publicity"],
        **_promised(letter),
    }


def _promised(letter: Letter) -> dict[str, Any]:
    """Return what a letter promises as one text, and the last day of all: a letter is kept when its last promise is."""
    made = [found.value for found in letter.promises]
    days = [promise.due_on for promise in made if promise.due_on]
    return {
        "promise": "".join(promise.text for promise in made) or None,
        "promised_on": max(days, default=None),
    }
