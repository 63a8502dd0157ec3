"""How many suggestions came to each round, and where those stand that went no further.

reached = went_on (to the next round) + satisfied + unsatisfied (not decided yet) + escalated + closed + gone (withdrawn, merged) +
in_hand (referred, answered or in a survey). Round 1 is the first handling; round 2 is reached by the first re-referral.
"""

from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from schemas.lifecycle import Status
from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.tables import referral, suggestion, suggestion_state

_ENDS = {
    "satisfied": (Status.SATISFIED,),
    "unsatisfied": (Status.UNSATISFIED,),
    "escalated": (Status.ESCALATED,),
    "closed": (Status.CLOSED,),
    "gone": (Status.WITHDRAWN, Status.MERGED),
}
_ENDED = [status for statuses in _ENDS.values() for status in statuses]


def _statement(scope: Scope, _as_of: date) -> Select[Any]:
    rounds = (
        select(referral.c.round)
        .join(suggestion, suggestion.c.suggestion_id == referral.c.suggestion_id)
        .where(suggestion.c.session_id == scope.session_id)
        .distinct()
        .subquery()
    )
    status, last = suggestion_state.c.status, suggestion_state.c.round == rounds.c.round
    return (
        select(
            rounds.c.round,
            func.count().label("reached"),
            func.count().filter(~last).label("went_on"),
            *(
                func.count().filter(last, status.in_(statuses)).label(name)
                for name, statuses in _ENDS.items()
            ),
            func.count().filter(last, status.not_in(_ENDED)).label("in_hand"),
        )
        .select_from(suggestion_state)
        .join(suggestion, suggestion.c.suggestion_id == suggestion_state.c.suggestion_id)
        .join(rounds, rounds.c.round <= suggestion_state.c.round)
        .where(suggestion.c.session_id == scope.session_id)
        .group_by(rounds.c.round)
        .order_by(rounds.c.round)
    )


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
