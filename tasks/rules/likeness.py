"""What a name or title is most like, for people to choose from; nothing is ever decided by likeness."""

from collections.abc import Iterable
from difflib import SequenceMatcher

_SHOWN = 3
_LEAST = 0.5


def most_like(text: str, known: Iterable[str]) -> list[str]:
    """Return at most three of `known` that share at least half of their characters in order with `text`, best first."""
    scored = ((SequenceMatcher(None, text, entry).ratio(), entry) for entry in known)
    return [
        entry for _, entry in sorted((pair for pair in scored if pair[0] >= _LEAST), reverse=True)[:_SHOWN]
    ]
