"""What the session comes to on a day: one row of counts, every share of the report is made of two of them.

suggestions = registered, gone (withdrawn, merged) among them. answered = suggestions whose every reply owed in round 1 is there.
owed = referrals of all rounds that owe a reply; replied = those with a final reply in force; overdue = due_on < as_of and no
reply. unsatisfied = suggestions that a cycle ever found so; re_referred = suggestions that were handled in a later round.
"""

from datetime import date
from typing import Any

from sqlalchemy import Select, func, literal, select, true

from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.owed import owed
from warehouse.queries.standing import standings


def _statement(scope: Scope, as_of: date) -> Select[Any]:
    every = standings(scope, as_of)
    counts = {
        "gone": every.c.is_gone,
        "key": every.c.is_key,
        "answered": every.c.is_answered & ~every.c.is_gone,
        "unsatisfied": every.c.is_unsatisfied,
        "re_referred": every.c.is_re_referred,
    }
    duty = owed(scope, as_of)
    duties = {"owed": true(), "replied": duty.c.reply_id.is_not(None), "overdue": duty.c.is_overdue}
    work = select(
        *(func.count().filter(condition).label(name) for name, condition in duties.items())
    ).subquery()
    return (
        select(
            func.count().label("suggestions"),
            *(func.count().filter(condition).label(name) for name, condition in counts.items()),
            *(func.max(work.c[name]).label(name) for name in duties),
        )
        .select_from(every)
        .join(work, true())
        # a session without suggestions has no figures, rather than noughts
        .having(func.count() > literal(0))
    )


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
