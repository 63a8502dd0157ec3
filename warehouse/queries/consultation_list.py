"""The consultation list (会商清单): every opinion on it, with its newest meeting and the suggestion that it is handled as.

result, responsible, due_on and follow_up are of the newest meeting by date, then by number. Satisfaction is what the survey centre heard
about the suggestion; the record of meetings has no place for it.
"""

from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from schemas.lifecycle import STATUS_CHINESE
from schemas.visits import FollowUp, Sorting
from schemas.words import Outcome
from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.parts import chinese, newest_verdicts
from warehouse.queries.visited import became, in_opinion_order, meetings_of, newest_items, of_opinion
from warehouse.tables import opinion, suggestion, suggestion_state


def _statement(scope: Scope, _as_of: date) -> Select[Any]:
    newest, meetings, said = newest_items(scope), meetings_of(scope), newest_verdicts(scope)
    return (
        select(
            opinion.c.quarter,
            opinion.c.number,
            opinion.c.content,
            opinion.c.suggestion,
            func.coalesce(meetings.c.meetings, 0).label("meetings"),
            newest.c.held_on,
            newest.c.result,
            newest.c.responsible,
            newest.c.due_on,
            chinese(newest.c.follow_up, {word.value: word.chinese for word in FollowUp}).label("follow_up"),
            chinese(suggestion_state.c.status, {s.value: word for s, word in STATUS_CHINESE.items()}).label(
                "status"
            ),
            chinese(said.c.outcome, {word.value: word.chinese for word in Outcome}).label("rated"),
        )
        .outerjoin(suggestion, became(scope))
        .outerjoin(suggestion_state, suggestion_state.c.suggestion_id == suggestion.c.suggestion_id)
        .outerjoin(said, said.c.suggestion_id == suggestion.c.suggestion_id)
        .outerjoin(meetings, of_opinion(meetings))
        .outerjoin(newest, of_opinion(newest))
        .where(
            opinion.c.session_id == scope.session_id,
            opinion.c.is_current,
            opinion.c.sorting == Sorting.LISTED,
        )
        .order_by(*in_opinion_order())
    )


QUERY = Query(
    "会商清单",
    {
        "quarter": "走访季度",
        "number": "意见编号",
        "content": "意见内容",
        "suggestion": "转建议编号",
        "meetings": "会商次数",
        "held_on": "最近会商日期",
        "result": "会商结果",
        "responsible": "责任单位",
        "due_on": "完成时限",
        "follow_up": "落实情况",
        "status": "建议状态",
        "rated": "测评结果",
    },
    _statement,
)
