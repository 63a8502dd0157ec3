"""Deputies of the term for whom no number that can be called is on record, by delegation and name.

signs = the deputy signed a suggestion of the session, so a survey of it would have to leave him or her out.
"""

from datetime import date
from typing import Any

from sqlalchemy import Select, exists, select

from warehouse.offices import Scope
from warehouse.queries.base import Query
from warehouse.queries.parts import ByBytes
from warehouse.tables import deputy, deputy_phone, signer, suggestion


def _statement(scope: Scope, _as_of: date) -> Select[Any]:
    signs = exists().where(
        signer.c.deputy_id == deputy.c.deputy_id,
        suggestion.c.suggestion_id == signer.c.suggestion_id,
        suggestion.c.session_id == scope.session_id,
    )
    has_phone = exists().where(deputy_phone.c.deputy_id == deputy.c.deputy_id)
    return (
        select(deputy.c.name, deputy.c.delegation, signs.label("signs"))
        .where(deputy.c.office_id == scope.office_id, deputy.c.term == scope.term, ~has_phone)
        .order_by(ByBytes(deputy.c.delegation), ByBytes(deputy.c.name))
    )


QUERY = Query(
    "无可用号码的代表",
    {"name": "姓名", "delegation": "代表团", "signs": "本次会议是否提出建议"},
    _statement,
)
