"""What was answered, held against what the cycle asked: its questions and the words of its scale."""

from collections.abc import Mapping

import pandas as pd

from schemas.outcome_words import OUTCOME_WORDS, RATING_WORDS
from schemas.questionnaire import QUESTION_TITLES, RESULT, Questionnaire
from schemas.words import Outcome

# the columns of the questions: the one of the result is called outcome, all over
OTHERS = tuple(name for name in QUESTION_TITLES if name != RESULT)
QUESTIONS = ("outcome", *OTHERS)
_RATINGS = [outcome.value for outcome in Outcome if outcome.is_rating]
_CHINESE = {outcome.value: outcome.chinese for outcome in Outcome}
# words that say something only where they were read out
_OF_SOME_SCALES = frozenset(RATING_WORDS) - frozenset(OUTCOME_WORDS)
_CODE = r"\d+(\.0+)?"
Asked = Mapping[int, Questionnaire]


def asks(rows: pd.DataFrame, column: str, asked: Asked) -> pd.Series:
    """Tell which rows belong to a cycle that asked the question of a column."""
    name = RESULT if column == "outcome" else column
    return rows["cycle_id"].isin([key for key, one in asked.items() if name in one.questions])


def rated(
    rows: pd.DataFrame, asked: Asked, *, is_own_list: bool
) -> tuple[pd.DataFrame, dict[str, pd.Series]]:
    """Return the rows with each rating as the scale of its cycle counts it, and per question which words are not of that scale.

    `rows`: cycle_id (missing where no cycle is known), and per question its column with NAME_word. Answers that are no rating
    (说不清, 未接通) and answers to what was not asked stay as they are. A word of another scale is wrong in our own list, which
    offers the words; what a centre writes in its own sheet (2.基本满意, 比较满意) stands for the word of the scale that its table
    of words leads to. A bare code never does: 2 is another word on another scale.
    """
    scale = _scale(asked)
    rows, outside = rows.astype({"cycle_id": "Int64"}), {}
    for column in QUESTIONS:
        word = rows[f"{column}_word"]
        meant = _counts_as(rows["cycle_id"], word, scale)
        is_told = ~word.str.fullmatch(_CODE).fillna(False).astype(bool)
        is_told &= ~word.isin(RATING_WORDS if is_own_list else _OF_SOME_SCALES)
        through_table = _counts_as(rows["cycle_id"], rows[column].map(_CHINESE), scale)
        meant = meant.where(meant.notna() | ~is_told, through_table)
        is_rating = rows[column].isin(_RATINGS) & asks(rows, column, asked)
        outside[column] = is_rating & meant.isna()
        rows[column] = meant.where(is_rating & meant.notna(), rows[column])
    return rows, outside


def _scale(asked: Asked) -> pd.DataFrame:
    known = [
        (cycle_id, word, outcome.value)
        for cycle_id, one in asked.items()
        for word, outcome in one.words.items()
    ]
    return pd.DataFrame(known, columns=["cycle_id", "word", "meant"]).astype({"cycle_id": "Int64"})


def _counts_as(cycles: pd.Series, words: pd.Series, scale: pd.DataFrame) -> pd.Series:
    given = pd.DataFrame({"cycle_id": cycles, "word": words})
    return given.merge(scale, on=["cycle_id", "word"], how="left")["meant"].set_axis(cycles.index)
