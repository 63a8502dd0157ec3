"""The line that addresses the deputies, and who is named in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.rules.letters.numerals import NUMERAL, whole_number
from tasks.rules.letters.people import organisation, people
from tasks.rules.letters.text import HAN, Line

_COUNT = re.compile(rf"(等)?(?:共)?({NUMERAL}{{1,3}})(?:位|名|个|人)?$")
_ADDRESS = re.compile(
    r"^致?(?:尊敬的?)?(?P<who>.{1,200}?)(?P<level>[省市区县乡镇州]?(?:人大|政协))?"
    r"(?P<role>代表|委员)(?:们)?(?:\([^()]{1,10}\))?(?:先生|女士|同志)?"
    r"(?P<mark>[:,。!;](?:您好|你好|您们好|你们好|大家好)?[:,。!;]?|您好[!,。:]?|你们?好[!,。:]?|$)"
)
_BEFORE = re.compile(
    r"^(?:尊敬的?)?(?P<level>[^、,;:]{0,12}?(?:人大|政协))?(?P<role>代表|委员(?!会))(?P<who>[^:]{2,150}?)(?:先生|女士|同志)?:"
)
_GROUP = re.compile(
    rf"^(?:尊敬的?)?(?P<who>[{HAN}()]{{2,30}}(?:代表团|代表(?:小|联)?组|代委员组|代表小组|委员组|小组|联组|界别|支部|总支|支社|基层委员会))(?:全体代表|全体委员|各位代表)?(?P<mark>:|$)"
)
_DELEGATION = re.compile(rf"^[{HAN}\d]{{2,14}}?代表团")
_OFFICE = re.compile(rf"^(?P<who>[{HAN}()、,\s]{{2,60}}):")


@dataclass(frozen=True)
class Salutation:
    """Who is addressed. `role` is 代表, 委员 or None; `rest` is what follows on the same line."""

    index: int
    names: tuple[str, ...]
    etc: bool
    total: int | None
    role: str | None
    line: Line
    rest: str


def find_salutation(lines: Sequence[Line]) -> Salutation | None:
    """Return the salutation: the first line that addresses deputies, else one that addresses a group or an office."""
    for read in (_to_people, _to_group, _to_office):
        for index, line in enumerate(lines[:60]):
            if found := read(index, line):
                return found
    return None


def _to_people(index: int, line: Line) -> Salutation | None:
    folded = line.folded.strip()
    if "代表" not in line.tight and "委员" not in line.tight:
        return None
    text = re.sub(r"\s*(代\s*表|委\s*员)\s*", lambda match: re.sub(r"\s", "", match[0]), folded)
    text = re.sub(r"\s*([:,。!、])\s*", r"\1", text).replace("(代表)", "代表")
    match = _BEFORE.match(text) or _ADDRESS.match(_one_role(text))
    if not match or (
        match.re is _ADDRESS and match["mark"] in (",", "。") and not _opens(match.string[match.end() :])
    ):
        return None
    who, etc, total = _counted(match["who"])
    names = people(who) or people(_DELEGATION.sub("", who))
    if names is None:
        # a web page loses rare characters: the line is a salutation, the name is not readable
        if not re.fullmatch(rf"[{HAN}]", who) or match["mark"][:1] != ":":
            return None
        names = []
    rest = match.string[match.end() :].strip()
    return Salutation(index, tuple(names), etc, total, match["role"], line, rest)


def _one_role(text: str) -> str:
    """Return 甲代表、乙代表： as 甲、乙代表：."""
    head, colon, rest = text.partition(":")
    return (
        re.sub(r"(?:[省市区县乡镇州]?(?:人大|政协))?(?:代表|委员)([、,])(?=.*(?:代表|委员))", r"\1", head)
        + colon
        + rest
        if colon
        else text
    )


def _opens(text: str) -> bool:
    return bool(re.match(r"(?:您|你|贵|关于|现|收到|感谢)", text.strip())) or not text.strip()


def _counted(who: str) -> tuple[str, bool, int | None]:
    """Return the names, whether 等 stands after them, and the number of deputies if one is printed."""
    squeezed = re.sub(r"\s+(?=[等共位名]|\d)|(?<=[等共\d])\s+", "", who.strip())
    count = _COUNT.search(re.sub(r"\s+(?=\S*$)", "", squeezed))
    if count and (count[1] or re.search(r"[位名个人]$", count[0]) or count[2] in ("二", "两")):
        total = whole_number(count[2])
        bare = re.sub(rf"\s*(?:等)?\s*(?:共)?\s*{NUMERAL}{{1,3}}\s*(?:位|名|个|人)?\s*$", "", squeezed)
        return bare, bool(count[1]), total
    if squeezed.endswith("等") and len(squeezed) > 2:
        return squeezed[:-1], True, None
    return squeezed, False, None


def _to_group(index: int, line: Line) -> Salutation | None:
    match = _GROUP.match(line.tight)
    if not match or (not match["mark"] and len(line.tight) > 20):
        return None
    return Salutation(index, (match["who"],), False, None, None, line, line.tight[match.end() :])


def _to_office(index: int, line: Line) -> Salutation | None:
    match = _OFFICE.match(line.folded.strip())
    if not match:
        return None
    names = [organisation(piece) for piece in re.split(r"[、,]|\s{2,}", match["who"])]
    if not names or not all(names):
        return None
    rest = line.folded.strip()[match.end() :].strip()
    return Salutation(index, tuple(name for name in names if name), False, None, None, line, rest)


def addressees_in_cell(text: str) -> tuple[list[str], bool, int | None]:
    """Return names, 等 and the printed number from a form's cell."""
    bare = re.sub(r"(?:代表|委员)(?=[、,\s]|$)", "", text.strip())
    who, etc, total = _counted(bare)
    return people(who) or [], etc, total
