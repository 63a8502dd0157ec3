"""What the session comes to on a day: one row of counts, every share of the report is made of two of them.

suggestions = registered, gone (withdrawn, merged) among them. answered = suggestions whose every reply owed in round 1 is there.
owed = referrals of all rounds that owe a reply; replied = those with a final reply in force; overdue = due_on < as_of and no
reply. unsatisfied = suggestions that a cycle ever found so; re_referred = suggestions that were handled in a later round.
"""

from datetime import date
from typing import Any

from sqlalchemy import Integer, Select, Subquery, and_, cast, func, select, true

from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.owed import owed
from warehouse.queries.standing import found_unsatisfied, is_answered
from warehouse.queries.taken_back import GONE
from warehouse.tables import status_counter, suggestion


def _statement(scope: Scope, as_of: date) -> Select[Any]:
    standing, work = _standing(scope), _work(scope, as_of)
    of_session = suggestion.c.session_id == scope.session_id
    key = select(func.count()).select_from(suggestion).where(of_session, suggestion.c.is_key)
    found = suggestion.c.suggestion_id.in_(found_unsatisfied())
    unsatisfied = select(func.count()).select_from(suggestion).where(of_session, found)
    return (
        select(
            standing.c.suggestions,
            standing.c.gone,
            key.scalar_subquery().label("key"),
            standing.c.answered,
            unsatisfied.scalar_subquery().label("unsatisfied"),
            standing.c.re_referred,
            *work.c,
        )
        .join(work, true())
        # a session without suggestions has no figures, rather than noughts
        .where(standing.c.suggestions > 0)
    )


def _standing(scope: Scope) -> Subquery:
    gone = status_counter.c.status.in_(GONE)
    counts = {
        "suggestions": true(),
        "gone": gone,
        "answered": and_(is_answered(status_counter), ~gone),
        "re_referred": status_counter.c.round > 1,
    }
    sums = {
        name: func.sum(status_counter.c.suggestions).filter(condition) for name, condition in counts.items()
    }
    return (
        select(*(cast(func.coalesce(total, 0), Integer).label(name) for name, total in sums.items()))
        .where(status_counter.c.session_id == scope.session_id)
        .subquery()
    )


def _work(scope: Scope, as_of: date) -> Subquery:
    every = owed(scope, as_of)
    counts = {"owed": true(), "replied": every.c.reply_id.is_not(None), "overdue": every.c.is_overdue}
    return select(
        *(func.count().filter(condition).label(name) for name, condition in counts.items())
    ).subquery()


QUERY = Query(
    "主要指标",
    {
        "suggestions": "建议件数",
        "gone": "其中撤回和合并",
        "key": "其中重点督办",
        "answered": "首轮已答复",
        "unsatisfied": "曾测评不满意",
        "re_referred": "已再次交办",
        "owed": "应答复件次",
        "replied": "已答复件次",
        "overdue": "逾期未答复件次",
    },
    _statement,
)
