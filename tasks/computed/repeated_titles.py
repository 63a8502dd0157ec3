"""Suggestions of the session whose title stood on a suggestion of an earlier session of the office, with its last rating.

Two titles are the same when they agree without blanks, punctuation, 关于 at the beginning and （的）建议 at the end. What is only
alike is not found: nothing is decided by likeness. Earlier = a lower term, or the same term and a lower meeting.
"""

import pandas as pd

from schemas.office import OfficeFolder
from tasks.computed.base import Computed
from tasks.rules.titles import bare_title
from warehouse.engine import reading
from warehouse.offices import find_scope
from warehouse.titles import titles

_COLUMNS = {
    "number": "建议编号",
    "title": "建议标题",
    "earlier_session": "以往会议",
    "earlier_number": "以往编号",
    "earlier_verdict": "以往评价",
}


def _answer(folder: OfficeFolder) -> pd.DataFrame:
    with reading(folder.database) as connection:
        scope = find_scope(connection, folder)
        known = titles(connection, scope)
    known["bare"] = known["title"].map(bare_title)
    now = known[known["session_id"] == scope.session_id]
    meeting = (scope.term, folder.session.meeting)
    before = [(term, number) < meeting for term, number in zip(known["term"], known["meeting"], strict=True)]
    earlier = known[before].add_prefix("earlier_").rename(columns={"earlier_bare": "bare"})
    return now.merge(earlier, on="bare")[list(_COLUMNS)]


QUESTION = Computed("历年重复提出的建议", _COLUMNS, _answer)
