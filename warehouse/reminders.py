"""Reminders: what is open and how far, what was reminded of, the digest of a department and day, and whether it was mailed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, insert, or_, select, update

from schemas.lifecycle import Status
from schemas.words import Mailing, Signature
from warehouse.numbering import in_order, label
from warehouse.offices import Scope
from warehouse.tables import (
    department,
    deputy,
    dispatch,
    due_trace,
    open_referral,
    promise,
    referral,
    reminder,
    reminder_digest,
    reply,
    signer,
    suggestion,
    suggestion_state,
)
from warehouse.tables.promises import PromiseStatus

DISPATCH = "reminder"
# how the tiers of promises begin, beside those of due dates
PROMISE_TIER = "promise_"
_GONE = (Status.WITHDRAWN, Status.MERGED)


@dataclass(frozen=True)
class Digest:
    """A digest that left the house and whose mail has not, as far as anybody knows."""

    digest_id: int
    department: str
    email: str | None
    made_on: date
    file_name: str
    count: int
    mailing: Mailing | None


def open_until(connection: Connection, scope: Scope, last: date) -> pd.DataFrame:
    """Return what is open and due by a day, by department and number.

    Columns: referral_id, department_id, department, email, number, title, round, lead, is_confidential, assigned_on,
    received_on, term, due_on (the end of time while the clock stands still).
    """
    query = (
        select(
            open_referral.c.referral_id,
            referral.c.department_id,
            department.c.name.label("department"),
            department.c.email,
            label(),
            suggestion.c.title,
            referral.c.round,
            deputy.c.name.label("lead"),
            suggestion.c.is_confidential,
            referral.c.assigned_on,
            referral.c.received_on,
            due_trace.c.term_name.label("term"),
            open_referral.c.due_on,
        )
        .select_from(open_referral)
        .join(referral, referral.c.referral_id == open_referral.c.referral_id)
        .join(suggestion, suggestion.c.suggestion_id == open_referral.c.suggestion_id)
        .join(department, department.c.department_id == referral.c.department_id)
        .outerjoin(due_trace, due_trace.c.due_trace_id == referral.c.due_trace_id)
        .outerjoin(
            signer,
            and_(signer.c.suggestion_id == suggestion.c.suggestion_id, signer.c.signature == Signature.LEAD),
        )
        .outerjoin(deputy, deputy.c.deputy_id == signer.c.deputy_id)
        .where(suggestion.c.session_id == scope.session_id, open_referral.c.due_on <= last)
        .order_by(
            department.c.department_id,
            *in_order(),
            open_referral.c.referral_id,
        )
    )
    return _frame(connection, query)


def promised_between(connection: Connection, scope: Scope, first: date, last: date) -> pd.DataFrame:
    """Return what was promised for these days and is not reported as done, by department and number.

    Columns: referral_id, department_id, department, email, number, title, round, lead, is_confidential, assigned_on (the day of
    the reply that promises), due_on (the day promised), promise, owner. What was taken back or handed on is owed nothing.
    """
    query = (
        select(
            referral.c.referral_id,
            referral.c.department_id,
            department.c.name.label("department"),
            department.c.email,
            label(),
            suggestion.c.title,
            referral.c.round,
            deputy.c.name.label("lead"),
            suggestion.c.is_confidential,
            func.coalesce(reply.c.replied_on, reply.c.recorded_on, referral.c.assigned_on).label(
                "assigned_on"
            ),
            promise.c.due_on,
            promise.c.text.label("promise"),
            promise.c.owner,
        )
        .select_from(promise)
        .join(reply, reply.c.reply_id == promise.c.reply_id)
        .join(referral, referral.c.referral_id == reply.c.referral_id)
        .join(suggestion, suggestion.c.suggestion_id == referral.c.suggestion_id)
        .join(suggestion_state, suggestion_state.c.suggestion_id == suggestion.c.suggestion_id)
        .join(department, department.c.department_id == referral.c.department_id)
        .outerjoin(
            signer,
            and_(signer.c.suggestion_id == suggestion.c.suggestion_id, signer.c.signature == Signature.LEAD),
        )
        .outerjoin(deputy, deputy.c.deputy_id == signer.c.deputy_id)
        .where(
            suggestion.c.session_id == scope.session_id,
            promise.c.status == PromiseStatus.OPEN,
            promise.c.due_on.between(first, last),
            referral.c.ended_as.is_(None),
            suggestion_state.c.status.not_in(_GONE),
        )
        .order_by(department.c.department_id, *in_order(), referral.c.referral_id)
    )
    return _frame(connection, query)


def _frame(connection: Connection, query: Select[Any]) -> pd.DataFrame:
    return pd.DataFrame(
        connection.execute(query).all(), columns=list(query.selected_columns.keys()), dtype=object
    )


def reminded(connection: Connection, scope: Scope, today: date) -> set[tuple[int, str, date]]:
    """Return what was reminded of, of the open referrals and of what is promised from today on: (referral_id, tier, due_on)."""
    query = (
        select(reminder.c.referral_id, reminder.c.tier, reminder.c.due_on)
        .join(referral, referral.c.referral_id == reminder.c.referral_id)
        .join(suggestion, suggestion.c.suggestion_id == referral.c.suggestion_id)
        .outerjoin(open_referral, open_referral.c.referral_id == reminder.c.referral_id)
        .where(
            suggestion.c.session_id == scope.session_id,
            or_(open_referral.c.referral_id.is_not(None), reminder.c.due_on >= today),
        )
    )
    return {(row[0], row[1], row[2]) for row in connection.execute(query)}


def departments_reminded_on(connection: Connection, scope: Scope, day: date) -> set[int]:
    """Return the departments that have their digest of a day."""
    query = select(reminder_digest.c.department_id).where(
        reminder_digest.c.office_id == scope.office_id, reminder_digest.c.made_on == day
    )
    return set(connection.scalars(query))


def put_digest(
    connection: Connection,
    scope: Scope,
    department_id: int,
    made_on: date,
    items: Sequence[Mapping[Any, Any]],
    *,
    mail: bool,
) -> int:
    """Write the digest of a department and day with its reminders (referral_id, tier, due_on); return its key."""
    row = {"office_id": scope.office_id, "department_id": department_id, "made_on": made_on}
    mailing = Mailing.WANTED.value if mail else None
    digest_id = connection.execute(
        insert(reminder_digest).values(row | {"mailing": mailing}).returning(reminder_digest.c.digest_id)
    ).scalar_one()
    connection.execute(insert(reminder), [{**item, "digest_id": digest_id} for item in items])
    return int(digest_id)


def unmailed(connection: Connection, scope: Scope, today: date) -> list[Digest]:
    """Return the digests whose mail is wanted, or was begun and never ended, and those made on the day.

    Only while something in them is open: nobody is reminded of what was answered or kept meanwhile.
    """
    query = (
        select(
            reminder_digest.c.digest_id,
            department.c.name.label("department"),
            department.c.email,
            reminder_digest.c.made_on,
            dispatch.c.file_name,
            select(func.count())
            .where(reminder.c.digest_id == reminder_digest.c.digest_id)
            .scalar_subquery()
            .label("count"),
            reminder_digest.c.mailing,
        )
        .join(department, department.c.department_id == reminder_digest.c.department_id)
        .join(
            dispatch, and_(dispatch.c.what == DISPATCH, dispatch.c.subject_id == reminder_digest.c.digest_id)
        )
        .where(
            reminder_digest.c.office_id == scope.office_id,
            dispatch.c.office_id == scope.office_id,
            or_(
                reminder_digest.c.mailing.in_([Mailing.WANTED.value, Mailing.BEGUN.value]),
                and_(reminder_digest.c.mailing.is_(None), reminder_digest.c.made_on == today),
            ),
            _something_open(),
        )
        .order_by(reminder_digest.c.made_on, reminder_digest.c.digest_id)
    )
    found = [dict(row) for row in connection.execute(query).mappings()]
    return [
        Digest(**{**row, "mailing": Mailing(row["mailing"]) if row["mailing"] else None}) for row in found
    ]


def _something_open() -> ColumnElement[bool]:
    promised = (
        exists()
        .where(
            reply.c.referral_id == reminder.c.referral_id,
            promise.c.reply_id == reply.c.reply_id,
            promise.c.status == PromiseStatus.OPEN,
            promise.c.due_on == reminder.c.due_on,
        )
        .correlate(reminder)
    )
    owed = exists().where(open_referral.c.referral_id == reminder.c.referral_id).correlate(reminder)
    of_promise = reminder.c.tier.startswith(PROMISE_TIER)
    return (
        exists()
        .where(
            reminder.c.digest_id == reminder_digest.c.digest_id,
            or_(and_(~of_promise, owed), and_(of_promise, promised)),
        )
        .correlate(reminder_digest)
    )


def begin_mail(connection: Connection, digest_id: int) -> bool:
    """Take the mail of a digest upon this process; return False when another has it or it was sent."""
    mine = and_(
        reminder_digest.c.digest_id == digest_id,
        or_(reminder_digest.c.mailing.is_(None), reminder_digest.c.mailing == Mailing.WANTED.value),
    )
    return (
        connection.execute(update(reminder_digest).where(mine).values(mailing=Mailing.BEGUN.value)).rowcount
        == 1
    )


def end_mail(connection: Connection, digest_id: int, mailed_on: date | None) -> None:
    """Note that the server took a mail that was begun, or (None) that it certainly did not: it stays wanted."""
    state = Mailing.SENT if mailed_on else Mailing.WANTED
    connection.execute(
        update(reminder_digest)
        .where(reminder_digest.c.digest_id == digest_id, reminder_digest.c.mailing == Mailing.BEGUN.value)
        .values(mailing=state.value, mailed_on=mailed_on)
    )
