"""Who gets a copy: 抄送, 抄报."""

import re
from collections.abc import Sequence

from tasks.rules.letters.found import Found
from tasks.rules.letters.labels import labels_in, split_label
from tasks.rules.letters.layout import Layout
from tasks.rules.letters.text import HAN, Line, squeeze

_COPIES = re.compile(r"\((?:各|共)?[\d一二三四五六七八九十]+份\)|各?[\d一二三四五六七八九十]+份$")
_NOBODY = re.compile(r"^(?:存档|存|本局存档|归档|无|各位代表)$|共印|印发")


def copies(layout: Layout) -> Found[list[str]] | None:
    """Return the receivers of copies, from every such line, without the number of copies."""
    lines = [*layout.labelled, *layout.head, *layout.foot]
    receivers: list[str] = []
    first: Line | None = None
    for index, line in enumerate(lines):
        for label in labels_in(line):
            if label.kind == "cc":
                receivers += _receivers(label.value + _rest(lines, index))
                first = first or line
    return Found(list(dict.fromkeys(receivers)), first) if receivers and first else None


def _rest(lines: Sequence[Line], index: int) -> str:
    """Return what follows on the next lines, when the list is cut by the end of a line."""
    rest = ""
    line = lines[index]
    for following in lines[index + 1 : index + 4]:
        if following.label or following.part != line.part or not line.tight.endswith(("、", ",", ";")):
            break
        if split_label(following) or len(following.tight) > 60:
            break
        rest += following.folded.strip()
        line = following
    return rest


def _receivers(text: str) -> list[str]:
    names = []
    for piece in re.split(r"[、,;。]|\s{2,}|(?<=\))\s*", text):
        bare = _COPIES.sub("", squeeze(piece)).strip(".:")
        bare = re.sub(r"\([^()]*$", "", _COPIES.sub("", bare))
        if 2 <= len(bare) <= 40 and re.fullmatch(rf"[{HAN}A-Za-z\d()·-]+", bare) and not _NOBODY.search(bare):
            names.append(bare)
    return names
