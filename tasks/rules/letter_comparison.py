"""A reply letter held against its row in the register: both come from the same department and must say the same."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from schemas.numbering import ordinal
from tasks.rules.likeness import most_like

_BETWEEN = "、"


def differences(letter: Mapping[str, Any], register: Mapping[str, Any]) -> list[str]:
    """Return the fields in which the two differ. What only one of them says is not a difference."""
    found = []
    for name in ("doc_no", "replied_on", "result_class", "signatory", "publicity", "promised_on"):
        mine, theirs = letter.get(name), register.get(name)
        if mine is not None and theirs is not None and _folded(mine) != _folded(theirs):
            found.append(name)
    found += [name for name in ("contact", "phone") if _none_in_common(letter[name], register[name])]
    return found


def _folded(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else re.sub(r"\s", "", str(value))


def _none_in_common(letter: str | None, register: str | None) -> bool:
    """Tell whether both name people or numbers and share none: a letter may name more than one."""
    if not letter or not register:
        return False
    return not {_plain(part) for part in letter.split(_BETWEEN)} & {
        _plain(part) for part in register.split(_BETWEEN)
    }


def _plain(part: str) -> str:
    return re.sub(r"[\s()（）-]", "", part)


def likely_titles(title: str | None, titles: Mapping[str, str]) -> list[str]:
    """Return the suggestions whose titles are most like this one, as `第17号 关于…`, best first; for people to choose."""
    by_title: dict[str, list[str]] = {}
    for number, known in titles.items():
        by_title.setdefault(known, []).append(number)
    return [
        f"{ordinal(number)} {known}"
        for known in most_like(title or "", by_title)
        for number in by_title[known]
    ]
