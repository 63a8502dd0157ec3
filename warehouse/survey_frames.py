"""What a cycle can ask about and whom: read before it is opened."""

from collections.abc import Sequence
from datetime import date, datetime, time

import pandas as pd
from sqlalchemy import Connection, exists, select

from schemas.lifecycle import Status
from schemas.words import Role
from warehouse.numbering import label
from warehouse.offices import Scope
from warehouse.tables import (
    answer,
    attempt,
    call,
    call_item,
    committee,
    committee_duty,
    department,
    deputy,
    deputy_phone,
    referral,
    reply,
    signer,
    suggestion,
    suggestion_state,
)

_KEYS_PER_QUERY = 5_000


def answered_rounds(connection: Connection, scope: Scope) -> list[int]:
    """Return the rounds in which suggestions wait for their survey, lowest first."""
    query = (
        select(suggestion_state.c.round)
        .join(suggestion, suggestion.c.suggestion_id == suggestion_state.c.suggestion_id)
        .where(suggestion.c.session_id == scope.session_id, suggestion_state.c.status == Status.ANSWERED)
        .distinct()
        .order_by(suggestion_state.c.round)
    )
    return list(connection.scalars(query))


def candidates(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return every suggestion of the session with what decides whether it is asked about.

    Columns: suggestion_id, number, series, status, round, is_confidential, is_key, has_signer, committee.
    """
    has_signer = exists().where(signer.c.suggestion_id == suggestion.c.suggestion_id)
    query = (
        select(
            suggestion.c.suggestion_id,
            label(),
            suggestion.c.series,
            suggestion_state.c.status,
            suggestion_state.c.round,
            suggestion.c.is_confidential,
            suggestion.c.is_key,
            has_signer.label("has_signer"),
            committee.c.name.label("committee"),
        )
        .join(suggestion_state, suggestion_state.c.suggestion_id == suggestion.c.suggestion_id)
        .outerjoin(
            committee_duty,
            (committee_duty.c.office_id == scope.office_id)
            & (committee_duty.c.category == suggestion.c.category),
        )
        .outerjoin(committee, committee.c.committee_id == committee_duty.c.committee_id)
        .where(suggestion.c.session_id == scope.session_id)
        .order_by(suggestion.c.suggestion_id)
    )
    rows = pd.DataFrame(connection.execute(query).all(), columns=list(query.selected_columns.keys()))
    flags = ("is_confidential", "is_key", "has_signer")
    return rows.astype(dict.fromkeys(flags, bool))


def leads(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return who leads each suggestion in its present round, a row each: suggestion_id, department, result_class, is_interim."""
    query = (
        select(
            referral.c.suggestion_id,
            department.c.name.label("department"),
            reply.c.result_class,
            reply.c.is_interim,
        )
        .join(department, department.c.department_id == referral.c.department_id)
        .join(suggestion, suggestion.c.suggestion_id == referral.c.suggestion_id)
        .join(
            suggestion_state,
            (suggestion_state.c.suggestion_id == referral.c.suggestion_id)
            & (suggestion_state.c.round == referral.c.round),
        )
        .outerjoin(reply, (reply.c.referral_id == referral.c.referral_id) & reply.c.is_current)
        .where(
            suggestion.c.session_id == scope.session_id,
            referral.c.role != Role.CO_HANDLER,
            referral.c.ended_as.is_(None),
        )
        .order_by(referral.c.referral_id)
    )
    return pd.DataFrame(connection.execute(query).all(), columns=list(query.selected_columns.keys()))


def frame_of_signers(connection: Connection, scope: Scope, of_round: int) -> pd.DataFrame:
    """Return who may be asked about what: suggestion_id, number, deputy_id, signature, has_phone; answered items only."""
    has_phone = exists().where(deputy_phone.c.deputy_id == signer.c.deputy_id)
    query = (
        select(
            suggestion.c.suggestion_id,
            label(),
            signer.c.deputy_id,
            signer.c.signature,
            has_phone.label("has_phone"),
        )
        .select_from(suggestion_state)
        .join(suggestion, suggestion.c.suggestion_id == suggestion_state.c.suggestion_id)
        .join(signer, signer.c.suggestion_id == suggestion.c.suggestion_id)
        .where(
            suggestion.c.session_id == scope.session_id,
            suggestion_state.c.status == Status.ANSWERED,
            suggestion_state.c.round == of_round,
        )
    )
    return pd.DataFrame(connection.execute(query).all(), columns=list(query.selected_columns.keys()))


def called_since(connection: Connection, scope: Scope, since: date) -> set[int]:
    """Return the deputies who were called on or after a day."""
    said = (
        select(call.c.deputy_id)
        .join(call_item, call_item.c.call_id == call.c.call_id)
        .join(answer, answer.c.call_item_id == call_item.c.call_item_id)
        .join(deputy, deputy.c.deputy_id == call.c.deputy_id)
        .where(deputy.c.office_id == scope.office_id, answer.c.called_on >= since)
    )
    dialled = (
        select(call.c.deputy_id)
        .join(attempt, attempt.c.call_id == call.c.call_id)
        .join(deputy, deputy.c.deputy_id == call.c.deputy_id)
        .where(
            deputy.c.office_id == scope.office_id, attempt.c.happened_at >= datetime.combine(since, time.min)
        )
    )
    return set(connection.scalars(said)) | set(connection.scalars(dialled))


def people(connection: Connection, deputies: Sequence[int]) -> pd.DataFrame:
    """Return deputy_id, name, delegation, e164: a row per number, one without number for who has none. For comparing alone."""
    query = (
        select(deputy.c.deputy_id, deputy.c.name, deputy.c.delegation, deputy_phone.c.e164)
        .outerjoin(deputy_phone, deputy_phone.c.deputy_id == deputy.c.deputy_id)
        .order_by(deputy.c.deputy_id, deputy_phone.c.position)
    )
    rows = [
        row
        for start in range(0, len(deputies), _KEYS_PER_QUERY)
        for row in connection.execute(
            query.where(deputy.c.deputy_id.in_(deputies[start : start + _KEYS_PER_QUERY]))
        )
    ]
    return pd.DataFrame(rows, columns=list(query.selected_columns.keys()))
