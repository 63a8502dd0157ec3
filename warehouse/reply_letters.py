"""Reply letters: what each says, which referral it answers, and which version of the reply it was compared with."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from sqlalchemy import Connection, and_, exists, func, insert, select, update

from schemas.problems import level_of
from schemas.words import Role
from warehouse.numbering import is_numbered, label
from warehouse.offices import Scope
from warehouse.tables import (
    department,
    deputy,
    problem,
    promise,
    referral,
    reply,
    reply_letter,
    session,
    signer,
    suggestion,
)
from warehouse.tables.intake import ProblemStatus

COMPARED = ("doc_no", "replied_on", "result_class", "signatory", "contact", "phone", "publicity")


def add_letter(connection: Connection, values: dict[str, Any]) -> None:
    """Write what a letter says: batch_id, session_id, number, title, department_id and the fields of COMPARED."""
    connection.execute(insert(reply_letter).values(values))


def find_session(connection: Connection, office_id: int, term: int, meeting: int) -> int | None:
    """Return the session of an office by 届 and 次, or None when the warehouse does not know it."""
    named = (session.c.office_id == office_id, session.c.term == term, session.c.meeting == meeting)
    return connection.scalar(select(session.c.session_id).where(*named))


def match_letters(connection: Connection, scope: Scope) -> list[int]:
    """Let every unmatched letter answer the newest referral of its number and department; return the batches that now do."""
    of_letter = (
        select(referral.c.referral_id)
        .join(suggestion, suggestion.c.suggestion_id == referral.c.suggestion_id)
        .where(
            is_numbered(reply_letter.c.session_id, reply_letter.c.number),
            referral.c.department_id == reply_letter.c.department_id,
            referral.c.role != Role.CO_HANDLER,
            referral.c.is_latest,
        )
        .scalar_subquery()
    )
    unmatched = and_(reply_letter.c.session_id == scope.session_id, reply_letter.c.referral_id.is_(None))
    before = set(connection.scalars(select(reply_letter.c.batch_id).where(unmatched)))
    connection.execute(update(reply_letter).where(unmatched).values(referral_id=of_letter))
    after = set(connection.scalars(select(reply_letter.c.batch_id).where(unmatched)))
    matched = sorted(before - after)
    connection.execute(
        update(problem)
        .where(
            problem.c.code == "letter_not_matched",
            problem.c.status == ProblemStatus.OPEN,
            problem.c.batch_id.in_(matched),
        )
        .values(status=ProblemStatus.FIXED.value)
    )
    return matched


def unmatched_letters(connection: Connection, scope: Scope) -> list[dict[str, Any]]:
    """Return letters that answer no referral: batch_id, number, title, and is_named when a problem says so already."""
    named = exists().where(
        problem.c.batch_id == reply_letter.c.batch_id, problem.c.code == "letter_not_matched"
    )
    query = select(
        reply_letter.c.batch_id, reply_letter.c.number, reply_letter.c.title, named.label("is_named")
    ).where(reply_letter.c.session_id == scope.session_id, reply_letter.c.referral_id.is_(None))
    return [dict(row) for row in connection.execute(query).mappings()]


def set_number(connection: Connection, batch_id: int, number: str) -> None:
    """Say which suggestion a letter without a usable number answers."""
    connection.execute(update(reply_letter).where(reply_letter.c.batch_id == batch_id).values(number=number))


def answered_suggestions(connection: Connection, batches: Sequence[int]) -> pd.DataFrame:
    """Return what matched letters say beside what they answer: batch_id, title, addressees, suggestion, signer (a row each)."""
    query = (
        select(
            reply_letter.c.batch_id,
            reply_letter.c.title,
            reply_letter.c.addressees,
            suggestion.c.title.label("suggestion"),
            deputy.c.name.label("signer"),
        )
        .join(referral, referral.c.referral_id == reply_letter.c.referral_id)
        .join(suggestion, suggestion.c.suggestion_id == referral.c.suggestion_id)
        .outerjoin(signer, signer.c.suggestion_id == suggestion.c.suggestion_id)
        .outerjoin(deputy, deputy.c.deputy_id == signer.c.deputy_id)
        .where(reply_letter.c.batch_id.in_(batches))
        .order_by(reply_letter.c.batch_id, signer.c.position)
    )
    return pd.DataFrame(
        connection.execute(query).all(), columns=["batch_id", "title", "addressees", "suggestion", "signer"]
    )


def letter_heads(connection: Connection, batches: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Return by batch what a letter is about, for its sender: number, title, department (its full name), due_on."""
    query = (
        select(
            reply_letter.c.batch_id,
            reply_letter.c.number,
            reply_letter.c.title,
            func.coalesce(department.c.name, reply_letter.c.signed_by).label("department"),
            referral.c.due_on,
        )
        .outerjoin(department, department.c.department_id == reply_letter.c.department_id)
        .outerjoin(referral, referral.c.referral_id == reply_letter.c.referral_id)
        .where(reply_letter.c.batch_id.in_(batches))
    )
    return {row["batch_id"]: dict(row) for row in connection.execute(query).mappings()}


def titles(connection: Connection, scope: Scope) -> dict[str, str]:
    """Return the title of every suggestion of the session, by its number."""
    query = select(label(), suggestion.c.title).where(suggestion.c.session_id == scope.session_id)
    return {row.number: row.title for row in connection.execute(query)}


def letters_to_compare(connection: Connection, scope: Scope) -> list[dict[str, Any]]:
    """Return letters whose reply is there in a version they were not compared with.

    Keys: batch_id, reply_id, reply_batch_id, sheet, row_no, and each field of COMPARED, and promised_on, as `letter_…` and
    `register_…`.
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
            reply_letter.c.promised_on.label("letter_promised_on"),
            promise.c.due_on.label("register_promised_on"),
        )
        .join(reply, present)
        .outerjoin(promise, and_(promise.c.reply_id == reply.c.reply_id, promise.c.batch_id.is_(None)))
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
