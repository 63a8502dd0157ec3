"""What is owed and what came: the referrals that owe a reply or have one, from two narrow tables or their counter instead of four large ones."""

from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Subquery,
    cast,
    false,
    func,
    literal,
    null,
    select,
    union_all,
)

from schemas.words import Change
from warehouse.offices import Scope
from warehouse.tables import (
    final_reply,
    open_referral,
    referral,
    referral_change,
    referral_counter,
    suggestion,
)

TIMELINESS = ("on_time", "late", "undated", "open")


def final_replies(scope: Scope, *columns: ColumnElement[Any]) -> Select[Any]:
    """Return the final replies in force of the session, of `final_reply`, with the columns named."""
    return select(*columns).select_from(final_reply).where(final_reply.c.session_id == scope.session_id)


def owed(scope: Scope, as_of: date) -> Subquery:
    """Return every referral of the session that owes a reply or has one; what was handed on or withdrawn owes nothing.

    referral_id, suggestion_id, department_id, round, due_on, reply_id and replied_on (of the final reply in force), is_overdue:
    none in force and the last day, unless the clock stands still, before `as_of`.
    """
    has = final_reply.c
    came = final_replies(
        scope,
        has.referral_id,
        has.suggestion_id,
        has.department_id,
        has.round,
        has.due_on,
        has.reply_id,
        has.replied_on,
        false().label("is_overdue"),
    ).where(has.is_owed)
    missing = (
        select(
            referral.c.referral_id,
            referral.c.suggestion_id,
            referral.c.department_id,
            referral.c.round,
            referral.c.due_on,
            null().label("reply_id"),
            null().label("replied_on"),
            (open_referral.c.due_on < literal(as_of)).label("is_overdue"),
        )
        .select_from(open_referral)
        .join(referral, referral.c.referral_id == open_referral.c.referral_id)
        .join(suggestion, suggestion.c.suggestion_id == open_referral.c.suggestion_id)
        .where(suggestion.c.session_id == scope.session_id)
    )
    return union_all(came, missing).subquery("owed")


def counted(scope: Scope) -> Subquery:
    """Return how many referrals of each department owe a reply or have one: department_id, round, owed, and each of TIMELINESS."""
    cell, count = referral_counter.c, func.sum(referral_counter.c.referrals)
    of_each = (
        cast(func.coalesce(count.filter(cell.timeliness == word), 0), Integer).label(word)
        for word in TIMELINESS
    )
    return (
        select(cell.department_id, cell.round, cast(count, Integer).label("owed"), *of_each)
        .where(cell.session_id == scope.session_id)
        .group_by(cell.department_id, cell.round)
        .subquery()
    )


def is_extended(referral_id: ColumnElement[int]) -> ColumnElement[bool]:
    """Return whether an extension moved the last day of a referral."""
    extended = select(referral_change.c.referral_id).where(referral_change.c.change == Change.EXTENDED)
    return referral_id.in_(extended)
