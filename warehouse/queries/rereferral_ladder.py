"""How many suggestions came to each round, and where those stand that went no further.

reached = went_on (to the next round) + satisfied + unsatisfied (not decided yet) + escalated + closed + gone (withdrawn, merged) +
in_hand (referred, answered or in a survey). Round 1 is the first handling; round 2 is reached by the first re-referral.
"""

from datetime import date
from typing import Any

from sqlalchemy import CTE, ColumnElement, Integer, Select, and_, cast, func, literal, select, true

from schemas.lifecycle import Status
from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.tables import status_counter

_ENDS = {
    "satisfied": (Status.SATISFIED,),
    "unsatisfied": (Status.UNSATISFIED,),
    "escalated": (Status.ESCALATED,),
    "closed": (Status.CLOSED,),
    "gone": (Status.WITHDRAWN, Status.MERGED),
}
_ENDED = [status for statuses in _ENDS.values() for status in statuses]


def _statement(scope: Scope, _as_of: date) -> Select[Any]:
    count, status = status_counter.c.suggestions, status_counter.c.status
    ours = status_counter.c.session_id == scope.session_id
    rounds = _rounds(ours)
    last = status_counter.c.round == rounds.c.round
    counts = {
        "reached": true(),
        "went_on": ~last,
        **{name: and_(last, status.in_(statuses)) for name, statuses in _ENDS.items()},
        "in_hand": and_(last, status.not_in(_ENDED)),
    }
    sums = {name: func.sum(count).filter(condition) for name, condition in counts.items()}
    return (
        select(
            rounds.c.round,
            *(cast(func.coalesce(total, 0), Integer).label(name) for name, total in sums.items()),
        )
        .select_from(status_counter)
        .join(rounds, rounds.c.round <= status_counter.c.round)
        .where(ours)
        .group_by(rounds.c.round)
        .order_by(rounds.c.round)
    )


def _rounds(ours: ColumnElement[bool]) -> CTE:
    """Every round that a suggestion came to: in one, all may be further by now."""
    newest = select(func.max(status_counter.c.round)).where(ours).scalar_subquery()
    rounds = select(literal(1).label("round")).cte("rounds", recursive=True)
    return rounds.union_all(select(rounds.c.round + 1).where(rounds.c.round < newest))


QUERY = Query(
    "再次交办阶梯",
    {
        "round": "轮次",
        "reached": "进入本轮件数",
        "went_on": "进入下一轮",
        "satisfied": "满意",
        "unsatisfied": "不满意待审定",
        "escalated": "提请处理",
        "closed": "已办结",
        "gone": "撤回和合并",
        "in_hand": "办理和测评中",
    },
    _statement,
)
