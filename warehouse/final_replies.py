"""The final reply in force of each referral in one narrow table, so that a figure need not join four large ones.

`warehouse.counters.kept` keeps it right, as it does with the counters: what a block changes is taken out before and put in after.
"""

from typing import Any

from sqlalchemy import Connection, Select, and_, delete, func, insert, select

from schemas.words import Role
from warehouse.bulk import first_filling
from warehouse.row_differences import row_differences
from warehouse.tables import final_reply, referral, reply, suggestion


def final_replies(suggestion: Any, referral: Any, reply: Any) -> Select[Any]:
    """Return every column of final_reply, in order, from these tables or what stands for them."""
    return (
        select(
            referral.c.referral_id,
            suggestion.c.session_id,
            suggestion.c.suggestion_id,
            referral.c.department_id,
            referral.c.round,
            and_(referral.c.role != Role.CO_HANDLER, referral.c.ended_as.is_(None)).label("is_owed"),
            referral.c.due_on,
            reply.c.reply_id,
            reply.c.replied_on,
            reply.c.result_class,
            reply.c.publicity,
            reply.c.face_to_face,
        )
        .select_from(reply)
        .join(referral, referral.c.referral_id == reply.c.referral_id)
        .join(suggestion, suggestion.c.suggestion_id == referral.c.suggestion_id)
        .where(reply.c.is_current, ~reply.c.is_interim)
    )


def take_out(connection: Connection, referrals: Select[tuple[int]]) -> None:
    """Take out what there is of referrals that are about to change."""
    connection.execute(delete(final_reply).where(final_reply.c.referral_id.in_(referrals)))


def put_in(connection: Connection, referrals: Select[tuple[int]]) -> None:
    """Put in the final replies in force of referrals that were taken out or are new."""
    coming = connection.scalar(select(func.count()).select_from(referrals.subquery())) or 0
    with first_filling(connection, final_reply, coming):
        _copy(connection, _as_counted().where(referral.c.referral_id.in_(referrals)))


def other_replies(connection: Connection, sessions: Select[tuple[int]]) -> list[dict[str, Any]]:
    """Return the referrals of sessions whose row is missing, too much, or not what is in force: counter, cell, kept, counted."""
    counted = _as_counted().where(suggestion.c.session_id.in_(sessions))
    present = select(final_reply).where(final_reply.c.session_id.in_(sessions))
    return row_differences(connection, final_reply, present, counted)


def refill(connection: Connection, sessions: Select[tuple[int]]) -> None:
    """Make the rows of sessions anew."""
    mine = (
        select(referral.c.referral_id)
        .join(suggestion, suggestion.c.suggestion_id == referral.c.suggestion_id)
        .where(suggestion.c.session_id.in_(sessions))
    )
    # by the referral too: a row may say that it is of another session
    strayed = final_reply.c.referral_id.in_(mine)
    connection.execute(delete(final_reply).where(final_reply.c.session_id.in_(sessions) | strayed))
    _copy(connection, _as_counted().where(suggestion.c.session_id.in_(sessions)))


def _as_counted() -> Select[Any]:
    return final_replies(suggestion, referral, reply)


def _copy(connection: Connection, rows: Select[Any]) -> None:
    connection.execute(insert(final_reply).from_select([column.name for column in final_reply.c], rows))
