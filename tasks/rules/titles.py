"""When two titles of suggestions are the same: nothing is decided by likeness."""

import re
import unicodedata

_MARKS = re.compile(r"[\W_]+")
_BEGINNING, _ENDING = re.compile(r"^关于"), re.compile(r"的?建议$")


def bare_title(title: str) -> str:
    """Return what of a title is compared: without blanks, punctuation, 关于 at the beginning and （的）建议 at the end."""
    words = _MARKS.sub("", unicodedata.normalize("NFKC", title)).casefold()
    return _ENDING.sub("", _BEGINNING.sub("", words)) or words
