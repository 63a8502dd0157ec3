"""Reply letters: what each says, which referral it answers, and which version of the reply it was compared with."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, and_, insert, select, update

from schemas.problems import level_of
from schemas.words import Role, Series
from warehouse.offices import Scope
from warehouse.tables import problem, referral, reply, reply_letter, suggestion
from warehouse.tables.intake import ProblemStatus

COMPARED = ("doc_no", "replied_on", "result_class", "signatory", "contact", "phone", "publicity")


def add_letter(connection: Connection, values: dict[str, Any]) -> None:
    """Write what a letter says: batch_id, session_id, number, title, department_id and the fields of COMPARED."""
    connection.execute(insert(reply_letter).values(values))


def match_letters(connection: Connection, scope: Scope) -> int:
    """Let every unmatched letter answer the newest referral of its number and department; return how many did."""
    of_letter = (
        select(referral.c.referral_id)
        .join(suggestion, suggestion.c.suggestion_id == referral.c.suggestion_id)
        .where(
            suggestion.c.session_id == reply_letter.c.session_id,
            suggestion.c.series == Series.IN_SESSION,
            suggestion.c.number == reply_letter.c.number,
            referral.c.department_id == reply_letter.c.department_id,
            referral.c.role != Role.CO_HANDLER,
            referral.c.is_latest,
        )
        .scalar_subquery()
    )
    unmatched = and_(reply_letter.c.session_id == scope.session_id, reply_letter.c.referral_id.is_(None))
    connection.execute(update(reply_letter).where(unmatched).values(referral_id=of_letter))
    matched = select(reply_letter.c.batch_id).where(reply_letter.c.referral_id.is_not(None))
    connection.execute(
        update(problem)
        .where(
            problem.c.code == "letter_not_matched",
            problem.c.status == ProblemStatus.OPEN,
            problem.c.batch_id.in_(matched),
        )
        .values(status=ProblemStatus.FIXED.value)
    )
    return len(connection.execute(select(reply_letter.c.batch_id).where(unmatched)).all())


def unmatched_letters(connection: Connection, scope: Scope) -> list[dict[str, Any]]:
    """Return letters that answer no referral and are not named as such yet: batch_id, number, title."""
    named = select(problem.c.batch_id).where(problem.c.code == "letter_not_matched")
    query = select(reply_letter.c.batch_id, reply_letter.c.number, reply_letter.c.title).where(
        reply_letter.c.session_id == scope.session_id,
        reply_letter.c.referral_id.is_(None),
        reply_letter.c.batch_id.not_in(named),
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def titles(connection: Connection, scope: Scope) -> dict[str, str]:
    """Return the title of every suggestion of the session, by its number."""
    query = select(suggestion.c.number, suggestion.c.title).where(suggestion.c.session_id == scope.session_id)
    return {row.number: row.title for row in connection.execute(query)}


def letters_to_compare(connection: Connection, scope: Scope) -> list[dict[str, Any]]:
    """Return letters whose reply is there in a version they were not compared with.

    Keys: batch_id, reply_id, reply_batch_id, sheet, row_no, and each field of COMPARED as `letter_…` and `register_…`.
    """
    present = and_(reply.c.referral_id == reply_letter.c.referral_id, reply.c.is_current)
    query = (
        select(
            reply_letter.c.batch_id,
            reply.c.reply_id,
            reply.c.batch_id.label("reply_batch_id"),
            reply.c.sheet,
            reply.c.row_no,
            *(reply_letter.c[name].label(f"letter_{name}") for name in COMPARED),
            *(reply.c[name].label(f"register_{name}") for name in COMPARED),
        )
        .join(reply, present)
        .where(
            reply_letter.c.session_id == scope.session_id,
            reply_letter.c.compared_reply_id.is_distinct_from(reply.c.reply_id),
        )
        .order_by(reply_letter.c.batch_id)
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def mark_compared(connection: Connection, letter: dict[str, Any], problems: Sequence[dict[str, Any]]) -> None:
    """Write the differences of a letter and its register row; what an earlier comparison found is superseded."""
    earlier = and_(problem.c.batch_id == letter["batch_id"], problem.c.code == "letter_differs")
    connection.execute(
        update(problem)
        .where(earlier, problem.c.status == ProblemStatus.OPEN)
        .values(status=ProblemStatus.SUPERSEDED.value)
    )
    if problems:
        rows = [
            {"sheet": None, "row_no": None, **row, "level": level_of(row["code"]).value} for row in problems
        ]
        connection.execute(insert(problem), rows)
    connection.execute(
        update(reply_letter)
        .where(reply_letter.c.batch_id == letter["batch_id"])
        .values(compared_reply_id=letter["reply_id"])
    )
