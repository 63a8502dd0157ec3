"""The ledger, one row per suggestion: who made it, who supervises it, where it stands. Who handled it is the query handling.

lead = the lead deputy; of a confidential suggestion nobody is named. verdict = the newest verdict; is_asked tells a suggestion
that nobody rated from one that was never asked about. further = what was decided when another round would not help, empty otherwise.
round and status are those of today, whatever the day asked about.
"""

from datetime import date
from typing import Any

from sqlalchemy import Select, Subquery, and_, case, func, select

from schemas.lifecycle import Status
from schemas.words import Decision, Measure, Outcome, Signature
from warehouse.chinese import chinese_of
from warehouse.numbering import label
from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.parts import asked_about, by_number, chinese, newest_verdicts
from warehouse.tables import (
    committee,
    committee_duty,
    deputy,
    rereferral,
    signer,
    suggestion,
    suggestion_state,
)


def _statement(scope: Scope, _as_of: date) -> Select[Any]:
    said, signers, further = newest_verdicts(scope), _signers(scope), _further(scope)
    asked = select(asked_about(scope).c.suggestion_id).distinct().subquery()
    of_suggestion = suggestion.c.suggestion_id
    return (
        select(
            label(),
            suggestion.c.title,
            case((~suggestion.c.is_confidential, signers.c.lead)).label("lead"),
            func.coalesce(signers.c.co_signers, 0).label("co_signers"),
            suggestion.c.category,
            committee.c.name.label("committee"),
            suggestion.c.is_key,
            suggestion.c.is_confidential,
            suggestion_state.c.round,
            chinese(suggestion_state.c.status, chinese_of(Status)).label("status"),
            asked.c.suggestion_id.is_not(None).label("is_asked"),
            chinese(said.c.outcome, chinese_of(Outcome)).label("verdict"),
            further.c.measure.label("further"),
        )
        .join(suggestion_state, suggestion_state.c.suggestion_id == of_suggestion)
        .outerjoin(signers, signers.c.suggestion_id == of_suggestion)
        .outerjoin(
            committee_duty,
            and_(
                committee_duty.c.office_id == scope.office_id,
                committee_duty.c.category == suggestion.c.category,
            ),
        )
        .outerjoin(committee, committee.c.committee_id == committee_duty.c.committee_id)
        .outerjoin(asked, asked.c.suggestion_id == of_suggestion)
        .outerjoin(said, said.c.suggestion_id == of_suggestion)
        .outerjoin(further, further.c.suggestion_id == of_suggestion)
        .where(suggestion.c.session_id == scope.session_id)
        .order_by(*by_number())
    )


def _signers(scope: Scope) -> Subquery:
    """Return who leads each suggestion, one deputy at most, and how many signed beside."""
    leads = signer.c.signature == Signature.LEAD
    # grouped, not distinct: only then SQLite joins them by an index of its own making instead of looking through all each time
    return (
        select(
            signer.c.suggestion_id,
            func.min(case((leads, deputy.c.name))).label("lead"),
            func.count().filter(~leads).label("co_signers"),
        )
        .join(deputy, deputy.c.deputy_id == signer.c.deputy_id)
        .join(suggestion, suggestion.c.suggestion_id == signer.c.suggestion_id)
        .where(suggestion.c.session_id == scope.session_id)
        .group_by(signer.c.suggestion_id)
        .subquery()
    )


def _further(scope: Scope) -> Subquery:
    """Return what was decided on each suggestion that was escalated; it is escalated once."""
    measures = {one.value: said for one in Measure if (said := one.chinese)}
    words = Decision.ESCALATE.chinese + func.coalesce("：" + chinese(rereferral.c.measure, measures), "")
    return (
        select(rereferral.c.suggestion_id, func.max(words).label("measure"))
        .join(suggestion, suggestion.c.suggestion_id == rereferral.c.suggestion_id)
        .where(suggestion.c.session_id == scope.session_id, rereferral.c.decision == Decision.ESCALATE)
        .group_by(rereferral.c.suggestion_id)
        .subquery()
    )


QUERY = Query(
    "建议台账",
    {
        "number": "建议编号",
        "title": "建议标题",
        "lead": "领衔代表",
        "co_signers": "附议人数",
        "category": "类别",
        "committee": "督办委员会",
        "is_key": "重点督办",
        "is_confidential": "是否保密",
        "round": "轮次",
        "status": "状态",
        "is_asked": "是否测评",
        "verdict": "测评结果",
        "further": "提请处理",
    },
    _statement,
)
