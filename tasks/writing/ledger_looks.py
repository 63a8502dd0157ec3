"""How the ledger's sheets look: widths, what is counted above the header, and the colours that words have."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from schemas.ledger_columns import COLUMNS
from schemas.visits import FollowUp, Sorting
from tasks.report.ledger import InTime
from tasks.report.ledger_columns import OPINION_COLUMNS

USUAL_WIDTH = 9
WIDTHS = {
    "number": 9,
    "title": 34,
    "lead": 9,
    "co_signers": 6,
    "category": 10,
    "committee": 16,
    "departments": 20,
    "co_departments": 20,
    "department": 24,
    "assigned_on": 11,
    "due_on": 11,
    "replied_on": 11,
    "in_time": 11,
    "letter": 12,
    "note": 14,
    "happened_on": 11,
    "what": 18,
    "by": 20,
    "detail": 60,
    "file_name": 30,
    "content": 40,
    "quarter": 15,
    "visited_on": 11,
    "deputies": 12,
    "place": 16,
    "sorting": 13,
    "handled": 26,
    "suggestion": 11,
    "held_on": 12,
    "result": 26,
    "responsible": 20,
}
_GOOD, _FAIR, _BAD, _QUIET = "#DDEFD9", "#FFF2CC", "#F8D0CC", "#E3EAF3"
_RATED = {"满意": _GOOD, "基本满意": _FAIR, "不满意": _BAD}


# on time / all of these
TIMED = tuple(("in_time", word.value) for word in (InTime.ON_TIME, InTime.LATE, InTime.OVERDUE))


@dataclass(frozen=True)
class Look:
    """A kind of sheet: its columns, the words that are counted above the header, and the colours of words, by field.

    `names_rows`: every row has a number in the one and a text in the other. `link` leads to a letter.
    """

    columns: Mapping[str, str]
    tallies: Sequence[tuple[str, str]]
    colours: Mapping[str, Mapping[str, str]]
    names_rows: tuple[str, str]
    link: str | None = None

    def of(self, columns: Mapping[str, str]) -> "Look":
        """Return this look with some of its columns, in their order; what is not shown is neither counted nor coloured."""
        return replace(
            self,
            columns=columns,
            tallies=[tally for tally in self.tallies if tally[0] in columns],
            colours={field: words for field, words in self.colours.items() if field in columns},
        )

    @property
    def tally_from(self) -> int:
        """The column that the tallies begin in: the fifth, which is wide enough, or the third where columns are few."""
        return 4 if len(self.columns) >= 4 + len(self.tallies) else 2

    @property
    def width(self) -> int:
        """How many columns the totals take."""
        return self.tally_from + len(self.tallies)

    @property
    def is_timed(self) -> bool:
        """Whether it is counted what is in time."""
        return set(TIMED) <= set(self.tallies)

    def counts(self, rows: pd.DataFrame) -> list[int]:
        """Return how many rows have each of the words that are counted."""
        found = {field: Counter(rows[field].tolist()) for field, _ in self.tallies}
        return [found[field][word] for field, word in self.tallies]


SUGGESTIONS = Look(
    COLUMNS,
    (
        *TIMED,
        ("in_time", InTime.OPEN.value),
        ("rated", "满意"),
        ("rated", "基本满意"),
        ("rated", "不满意"),
        ("rated", "未评价"),
        ("status", "再次交办"),
        ("status", "提请处理"),
    ),
    {
        "in_time": {
            InTime.ON_TIME.value: _GOOD,
            InTime.LATE.value: _FAIR,
            InTime.UNDATED.value: _FAIR,
            InTime.OVERDUE.value: _BAD,
            InTime.OPEN.value: _QUIET,
            InTime.SUSPENDED.value: _QUIET,
        },
        "rated": _RATED,
        "status": {
            "满意": _GOOD,
            "已办结": _GOOD,
            "不满意": _BAD,
            "再次交办": _BAD,
            "提请处理": _BAD,
            "测评中": _QUIET,
            "办理中": _QUIET,
        },
    },
    names_rows=("number", "title"),
    link="letter",
)
OPINIONS = Look(
    OPINION_COLUMNS,
    (
        *(("sorting", word.chinese) for word in Sorting),
        *(("follow_up", word.chinese) for word in FollowUp),
        *(("rated", word) for word in _RATED),
    ),
    {
        "follow_up": {
            FollowUp.DONE.chinese: _GOOD,
            FollowUp.UNDER_WAY.chinese: _QUIET,
            FollowUp.NOT_BEGUN.chinese: _BAD,
        },
        "rated": _RATED,
    },
    names_rows=("number", "content"),
)
LOOKS = (SUGGESTIONS, OPINIONS)
