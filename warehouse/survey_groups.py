"""What a cycle asked about, by department, committee and delegation."""

from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, select

from schemas.words import Role
from warehouse.offices import Scope
from warehouse.queries.parts import answered_for
from warehouse.surveys import Cycle
from warehouse.tables import (
    call,
    call_item,
    committee,
    committee_duty,
    department,
    deputy,
    referral,
    suggestion,
)


def departments(connection: Connection, cycle: Cycle) -> pd.DataFrame:
    """Return suggestion_id, group: who led each suggestion asked about in its round; handled separately, a row for each."""
    query = (
        select(referral.c.suggestion_id, department.c.name.label("group"))
        .join(department, department.c.department_id == referral.c.department_id)
        .where(
            referral.c.round == cycle.round,
            referral.c.role != Role.CO_HANDLER,
            answered_for(),
            referral.c.suggestion_id.in_(_asked(cycle)),
        )
    )
    return _frame(connection, query)


def committees(connection: Connection, scope: Scope, cycle: Cycle) -> pd.DataFrame:
    """Return suggestion_id, group: the committee that supervises its category."""
    query = (
        select(suggestion.c.suggestion_id, committee.c.name.label("group"))
        .join(
            committee_duty,
            (committee_duty.c.office_id == scope.office_id)
            & (committee_duty.c.category == suggestion.c.category),
        )
        .join(committee, committee.c.committee_id == committee_duty.c.committee_id)
        .where(suggestion.c.suggestion_id.in_(_asked(cycle)))
    )
    return _frame(connection, query)


def delegations(connection: Connection, cycle: Cycle) -> pd.DataFrame:
    """Return deputy_id, group: the delegation of everyone who is asked."""
    query = (
        select(call.c.deputy_id, deputy.c.delegation.label("group"))
        .join(deputy, deputy.c.deputy_id == call.c.deputy_id)
        .where(call.c.cycle_id == cycle.cycle_id)
    )
    return _frame(connection, query)


def _asked(cycle: Cycle) -> Select[tuple[int]]:
    return (
        select(call_item.c.suggestion_id)
        .join(call, call.c.call_id == call_item.c.call_id)
        .where(call.c.cycle_id == cycle.cycle_id)
    )


def _frame(connection: Connection, query: Select[Any]) -> pd.DataFrame:
    return pd.DataFrame(connection.execute(query).all(), columns=list(query.selected_columns.keys()))
