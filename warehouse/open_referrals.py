"""What is still owed, in one small table, so that what is overdue is a question to few rows.

Loading, clocks and rounds write what they change themselves; here it is told what the table should hold.
"""

from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, case, delete, exists, insert, literal, or_, select

from schemas.words import Role
from warehouse.row_differences import row_differences
from warehouse.tables import open_referral, referral, reply, suggestion

# the last day of a clock that stands still
NEVER = date(9999, 12, 31)


def open_referrals(referral: Any, reply: Any) -> Select[Any]:
    """Return every column of open_referral, in order, from these tables or what stands for them."""
    answered = exists().where(
        reply.c.referral_id == referral.c.referral_id, reply.c.is_current, ~reply.c.is_interim
    )
    until = case((referral.c.suspended_on.is_not(None), literal(NEVER)), else_=referral.c.due_on)
    return select(referral.c.referral_id, referral.c.suggestion_id, until.label("due_on")).where(
        referral.c.role != Role.CO_HANDLER, referral.c.ended_as.is_(None), ~answered
    )


def other_open_referrals(connection: Connection, sessions: Select[tuple[int]]) -> list[dict[str, Any]]:
    """Return the referrals of sessions that are wrongly open, wrongly not, or open until another day."""
    mine = _suggestions(sessions)
    present = select(open_referral).where(open_referral.c.suggestion_id.in_(mine))
    counted = open_referrals(referral, reply).where(referral.c.suggestion_id.in_(mine))
    return row_differences(connection, open_referral, present, counted)


def refill(connection: Connection, sessions: Select[tuple[int]]) -> None:
    """Make the rows of sessions anew."""
    mine = _suggestions(sessions)
    # by the referral too: a row may say that it is about another suggestion
    of_mine = select(referral.c.referral_id).where(referral.c.suggestion_id.in_(mine))
    strayed = open_referral.c.referral_id.in_(of_mine)
    connection.execute(delete(open_referral).where(or_(open_referral.c.suggestion_id.in_(mine), strayed)))
    rows = open_referrals(referral, reply).where(referral.c.suggestion_id.in_(mine))
    columns = [column.name for column in open_referral.c]
    connection.execute(insert(open_referral).from_select(columns, rows))


def _suggestions(sessions: Select[tuple[int]]) -> Select[tuple[int]]:
    return select(suggestion.c.suggestion_id).where(suggestion.c.session_id.in_(sessions))
