"""The ledger's sheet of what deputies said on visits between sessions (闭会意见): how it was sorted and what became of it."""

import pandas as pd

from tasks.report.ledger_columns import OPINION_COLUMNS
from tasks.rules.phone import without_phones
from tasks.rules.quarters import chinese_quarter

# what people wrote as they liked, and where they may have left a number to call
_FREE = ("content", "deputies", "place", "handled", "result")
_DAYS = ("visited_on", "held_on", "due_on")


def opinion_rows(opinions: pd.DataFrame) -> pd.DataFrame:
    """Return the answer of the query opinions with OPINION_COLUMNS: quarters in words, days as days, no telephone numbers."""
    free = {name: without_phones(opinions[name]) for name in _FREE}
    days = {name: pd.to_datetime(opinions[name]) for name in _DAYS}
    quarters = {quarter: chinese_quarter(quarter) for quarter in opinions["quarter"].unique()}
    return opinions.assign(**free, **days, quarter=opinions["quarter"].map(quarters))[list(OPINION_COLUMNS)]
