"""Opinions that deputies gave on visits between sessions, as last corrected: how each was sorted and what it became.

suggestion = the number it was registered under; status = where that suggestion stands today, empty while the register of
suggestions does not have it. meetings = consultation meetings that dealt with it; result, responsible, due_on and follow_up are of
the newest of them. rated = the newest verdict of the survey centre on the suggestion; of what became none nobody is asked.
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
from warehouse.tables import department, opinion, suggestion, suggestion_state


def _statement(scope: Scope, _as_of: date) -> Select[Any]:
    newest, meetings, said = newest_items(scope), meetings_of(scope), newest_verdicts(scope)
    return (
        select(
            opinion.c.quarter,
            opinion.c.number,
            opinion.c.visited_on,
            opinion.c.deputies,
            opinion.c.place,
            opinion.c.content,
            opinion.c.category,
            department.c.name.label("department"),
            chinese(opinion.c.sorting, {word.value: word.chinese for word in Sorting}).label("sorting"),
            opinion.c.handled,
            opinion.c.suggestion,
            chinese(suggestion_state.c.status, {s.value: word for s, word in STATUS_CHINESE.items()}).label(
                "status"
            ),
            func.coalesce(meetings.c.meetings, 0).label("meetings"),
            newest.c.held_on,
            newest.c.result,
            newest.c.responsible,
            newest.c.due_on,
            chinese(newest.c.follow_up, {word.value: word.chinese for word in FollowUp}).label("follow_up"),
            chinese(said.c.outcome, {word.value: word.chinese for word in Outcome}).label("rated"),
        )
        .outerjoin(department, department.c.department_id == opinion.c.department_id)
        .outerjoin(suggestion, became(scope))
        .outerjoin(suggestion_state, suggestion_state.c.suggestion_id == suggestion.c.suggestion_id)
        .outerjoin(said, said.c.suggestion_id == suggestion.c.suggestion_id)
        .outerjoin(meetings, of_opinion(meetings))
        .outerjoin(newest, of_opinion(newest))
        .where(opinion.c.session_id == scope.session_id, opinion.c.is_current)
        .order_by(*in_opinion_order())
    )


QUERY = Query(
    "走访意见",
    {
        "quarter": "走访季度",
        "number": "意见编号",
        "visited_on": "走访日期",
        "deputies": "提出代表",
        "place": "走访地点",
        "content": "意见内容",
        "category": "类别",
        "department": "涉及单位",
        "sorting": "处理方式",
        "handled": "处理情况",
        "suggestion": "转建议编号",
        "status": "建议状态",
        "meetings": "会商次数",
        "held_on": "最近会商日期",
        "result": "会商结果",
        "responsible": "责任单位",
        "due_on": "完成时限",
        "follow_up": "落实情况",
        "rated": "测评结果",
    },
    _statement,
)
