"""What was answered, held against what the cycle asked: its questions and the words of its scale."""

from collections.abc import Mapping

import pandas as pd

from schemas.questionnaire import QUESTION_TITLES, RESULT, Questionnaire
from schemas.words import Outcome

# the columns of the questions: the one of the result is called outcome, all over
OTHERS = tuple(name for name in QUESTION_TITLES if name != RESULT)
QUESTIONS = ("outcome", *OTHERS)
_RATINGS = [outcome.value for outcome in Outcome if outcome.is_rating]
Asked = Mapping[int, Questionnaire]


def asks(rows: pd.DataFrame, column: str, asked: Asked) -> pd.Series:
    """Tell which rows belong to a cycle that asked the question of a column."""
    name = RESULT if column == "outcome" else column
    return rows["cycle_id"].isin([key for key, one in asked.items() if name in one.questions])


def rated(rows: pd.DataFrame, asked: Asked) -> tuple[pd.DataFrame, dict[str, pd.Series]]:
    """Return the rows with each rating as the scale of its cycle counts it, and per question which words are not of that scale.

    `rows`: cycle_id (missing where no cycle is known), and per question its column with NAME_word. Answers that are no rating
    (说不清, 未接通) and answers to what was not asked stay as they are.
    """
    known = [
        (cycle_id, word, outcome.value)
        for cycle_id, one in asked.items()
        for word, outcome in one.words.items()
    ]
    scale = pd.DataFrame(known, columns=["cycle_id", "word", "meant"]).astype({"cycle_id": "Int64"})
    rows, outside = rows.astype({"cycle_id": "Int64"}), {}
    for column in QUESTIONS:
        given = rows[["cycle_id", f"{column}_word"]].set_axis(["cycle_id", "word"], axis=1)
        meant = given.merge(scale, on=["cycle_id", "word"], how="left")["meant"].set_axis(rows.index)
        is_rating = rows[column].isin(_RATINGS) & asks(rows, column, asked)
        outside[column] = is_rating & meant.isna()
        rows[column] = meant.where(is_rating & meant.notna(), rows[column])
    return rows, outside


def contradicting(rows: pd.DataFrame) -> pd.Series:
    """Tell which rows answer a question about an item otherwise than another row does."""
    kinds = rows.groupby("call_item_id")[list(QUESTIONS)].transform("nunique")
    return (kinds > 1).any(axis=1)
