"""Suggestions of the session per delegation of the lead deputy, and how many of them were rated how in round 1.

Most suggestions first; those whose lead deputy is not known for certain are counted as 未确定, in the last row.
"""

from datetime import date
from typing import Any

from sqlalchemy import Select, and_, func, select

from schemas.words import Signature
from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.parts import ByBytes, first_round, rating_counts
from warehouse.tables import deputy, signer


def _statement(scope: Scope, _as_of: date) -> Select[Any]:
    rated = first_round(scope)
    leads = and_(signer.c.suggestion_id == rated.c.suggestion_id, signer.c.signature == Signature.LEAD)
    count = func.count()
    return (
        select(
            func.coalesce(deputy.c.delegation, "未确定").label("delegation"),
            count.label("suggestions"),
            *rating_counts(rated.c.outcome),
        )
        .select_from(rated)
        .outerjoin(signer, leads)
        .outerjoin(deputy, deputy.c.deputy_id == signer.c.deputy_id)
        .group_by(deputy.c.delegation)
        .order_by(deputy.c.delegation.is_(None), count.desc(), ByBytes(deputy.c.delegation))
    )


QUERY = Query(
    "各代表团建议评价",
    {
        "delegation": "代表团",
        "suggestions": "建议件数",
        "satisfied": "满意",
        "mostly_satisfied": "基本满意",
        "dissatisfied": "不满意",
    },
    _statement,
)
