"""How a suggestion's number is spoken: 第3号, 闭会第3号, 议转第3号."""

from schemas.words import Series

_PREFIXES = tuple(series.prefix for series in Series if series.prefix)


def ordinal(label: str) -> str:
    """Return a number with its series as letters and problems name it."""
    for prefix in _PREFIXES:
        if label.startswith(prefix):
            return f"{prefix}第{label.removeprefix(prefix)}号"
    return f"第{label}号"


def in_spoken_order(text: str) -> str:
    """Return a sentence made of 第…号 with a number of another series put right: 第闭会3号 is 闭会第3号."""
    for prefix in _PREFIXES:
        text = text.replace(f"第{prefix}", f"{prefix}第")
    return text
