"""Cells as they are compared: folded, without white space; and the cells that say nothing or say it again."""

import re
import unicodedata
from functools import lru_cache

_SPACE = re.compile(r"[\s\u200b-\u200d\u2060\ufeff]+")
_NOTHING = frozenset(
    {"", "无", "/", "\\", "-", "--", "—", "——", "———", "–", "―", "暂无", "空", "nan", "None", "NULL", "null"}
)
AGAIN = frozenset({"同上", "〃", "″", "”", "“", '"', "''", "′′", "'", "同前", "々"})


# a cell is looked at for many reasons, and most columns repeat few words
@lru_cache(maxsize=1 << 14)
def fold(text: str) -> str:
    """Return text NFKC-folded and trimmed, white space within single."""
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", text)).strip()


@lru_cache(maxsize=1 << 14)
def tight(text: str | None) -> str:
    """Return text NFKC-folded and without any white space."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text)) if text else ""


def says_again(text: str | None) -> bool:
    """Whether a cell means what the one above it says: 同上, 〃."""
    return bool(text) and _SPACE.sub("", text or "") in AGAIN


def said(text: str | None) -> str | None:
    """Return what a cell says, with its line ends; None for nothing, 无, /, —."""
    return None if text is None or tight(text) in _NOTHING else text.strip()


def is_nothing(text: str | None) -> bool:
    """Whether a cell says nothing."""
    return said(text) is None
