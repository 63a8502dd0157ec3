"""What a handler's own register claims of the deputy's satisfaction: kept as a claim, never an answer."""

import pyarrow as pa

from schemas.outcome_words import RATING_WORDS
from schemas.words import Outcome
from tasks.rules.outcome_words import read_statement

# under 是否满意
_YES_NO = {"是": Outcome.SATISFIED, "否": Outcome.DISSATISFIED}
_WORDS = {**RATING_WORDS, **_YES_NO}


def claimed_ratings(words: pa.Array) -> pa.Array:
    """Return the rating that each text claims; null where it says no rating, or none that can be told without a guess."""
    coded = words.dictionary_encode()
    ratings = [_rating(word) for word in coded.dictionary.to_pylist()]
    return pa.array(ratings, pa.string()).take(coded.indices)


def _rating(word: str) -> str | None:
    outcome, _ = read_statement(word, _WORDS)
    return outcome.value if outcome and outcome.is_rating else None
