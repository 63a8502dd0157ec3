"""Letters: numbered without gaps per year and kind, one per department and round, each referral in one letter of a kind."""

from dataclasses import dataclass
from datetime import date

import pandas as pd
from sqlalchemy import Connection, and_, exists, func, insert, select

from schemas.words import Role, Signature
from warehouse.offices import Scope
from warehouse.tables import (
    answer,
    call,
    call_item,
    department,
    deputy,
    due_trace,
    letter,
    letter_item,
    referral,
    reply,
    rereferral,
    signer,
    suggestion,
)


@dataclass(frozen=True)
class Letter:
    """A letter that has its number."""

    letter_id: int
    kind: str
    year: int
    serial: int
    department: str
    round: int
    issued_on: date


def unlettered(connection: Connection, scope: Scope, kind: str) -> dict[tuple[int, int], list[int]]:
    """Return the re-referrals that are in no letter of a kind yet, by (department_id, round)."""
    lettered = exists().where(letter_item.c.referral_id == referral.c.referral_id, letter_item.c.kind == kind)
    waiting = (
        select(referral.c.department_id, referral.c.round, referral.c.referral_id)
        .join(suggestion, suggestion.c.suggestion_id == referral.c.suggestion_id)
        .where(
            suggestion.c.session_id == scope.session_id,
            referral.c.round > 1,
            referral.c.role != Role.CO_HANDLER,
            ~lettered,
        )
        .order_by(referral.c.round, referral.c.department_id, referral.c.referral_id)
    )
    groups: dict[tuple[int, int], list[int]] = {}
    for row in connection.execute(waiting):
        groups.setdefault((row.department_id, row.round), []).append(row.referral_id)
    return groups


def number_letters(connection: Connection, scope: Scope, kind: str, today: date) -> int:
    """Give a number to a letter for every department and round whose re-referrals have none; return how many."""
    groups = unlettered(connection, scope, kind)
    last = connection.scalar(
        select(func.max(letter.c.serial)).where(
            letter.c.office_id == scope.office_id, letter.c.kind == kind, letter.c.year == today.year
        )
    )
    for serial, ((department_id, of_round), referrals) in enumerate(groups.items(), start=(last or 0) + 1):
        row = {
            "office_id": scope.office_id,
            "kind": kind,
            "year": today.year,
            "serial": serial,
            "issued_on": today,
        }
        values = {**row, "department_id": department_id, "round": of_round}
        letter_id = connection.execute(
            insert(letter).values(values).returning(letter.c.letter_id)
        ).scalar_one()
        items = [{"referral_id": key, "kind": kind, "letter_id": letter_id} for key in referrals]
        connection.execute(insert(letter_item), items)
    return len(groups)


def letters(connection: Connection, scope: Scope, kind: str) -> list[Letter]:
    """Return the letters of a kind in the order of their numbers."""
    query = (
        select(
            letter.c.letter_id,
            letter.c.kind,
            letter.c.year,
            letter.c.serial,
            department.c.name,
            letter.c.round,
            letter.c.issued_on,
        )
        .join(department, department.c.department_id == letter.c.department_id)
        .where(letter.c.office_id == scope.office_id, letter.c.kind == kind)
        .order_by(letter.c.year, letter.c.serial)
    )
    return [Letter(*row) for row in connection.execute(query)]


def items_of_letter(connection: Connection, letter_id: int) -> pd.DataFrame:
    """Return what a re-referral letter says of each item.

    Columns: number, title, lead, doc_no, replied_on, result_class (of the reply that left the deputy unsatisfied), reason,
    findings, requirements, due_on, explanation.
    """
    before, said = referral.alias("before"), reply.alias("said")
    decided = (
        select(rereferral.c.suggestion_id, func.max(rereferral.c.cycle_id).label("cycle_id"))
        .group_by(rereferral.c.suggestion_id)
        .subquery()
    )
    query = (
        select(
            suggestion.c.number,
            suggestion.c.title,
            deputy.c.name.label("lead"),
            said.c.doc_no,
            said.c.replied_on,
            said.c.result_class,
            answer.c.reason,
            rereferral.c.findings,
            rereferral.c.requirements,
            referral.c.due_on,
            due_trace.c.explanation,
        )
        .select_from(letter_item)
        .join(referral, referral.c.referral_id == letter_item.c.referral_id)
        .join(due_trace, due_trace.c.due_trace_id == referral.c.due_trace_id)
        .join(suggestion, suggestion.c.suggestion_id == referral.c.suggestion_id)
        .join(
            before,
            and_(
                before.c.suggestion_id == referral.c.suggestion_id,
                before.c.department_id == referral.c.department_id,
                before.c.round == referral.c.round - 1,
            ),
        )
        .outerjoin(said, and_(said.c.referral_id == before.c.referral_id, said.c.is_current))
        .join(decided, decided.c.suggestion_id == suggestion.c.suggestion_id)
        .join(
            rereferral,
            and_(
                rereferral.c.cycle_id == decided.c.cycle_id,
                rereferral.c.suggestion_id == decided.c.suggestion_id,
            ),
        )
        .outerjoin(
            signer,
            and_(signer.c.suggestion_id == suggestion.c.suggestion_id, signer.c.signature == Signature.LEAD),
        )
        .outerjoin(deputy, deputy.c.deputy_id == signer.c.deputy_id)
        .outerjoin(
            call, and_(call.c.cycle_id == rereferral.c.cycle_id, call.c.deputy_id == signer.c.deputy_id)
        )
        .outerjoin(
            call_item,
            and_(
                call_item.c.call_id == call.c.call_id, call_item.c.suggestion_id == suggestion.c.suggestion_id
            ),
        )
        .outerjoin(answer, and_(answer.c.call_item_id == call_item.c.call_item_id, answer.c.is_current))
        .where(letter_item.c.letter_id == letter_id)
        .order_by(func.length(suggestion.c.number), suggestion.c.number)
    )
    return pd.DataFrame(connection.execute(query).all(), columns=list(query.selected_columns.keys()))
