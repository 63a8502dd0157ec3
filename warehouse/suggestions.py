"""Suggestions and their first referrals: staged, matched against what is there, promoted in one transaction."""

from datetime import date
from typing import Any

import pyarrow as pa
from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    case,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from schemas.lifecycle import Event, Status
from schemas.words import Role, Signature
from warehouse import counters, events, stage
from warehouse.bulk import first_filling, insert_arrow
from warehouse.numbering import bare, is_numbered, series_of
from warehouse.offices import Scope
from warehouse.stage import stage_due, stage_referral, stage_signer, stage_suggestion
from warehouse.tables import (
    deputy,
    due_trace,
    open_referral,
    referral,
    signer,
    suggestion,
    suggestion_event,
    suggestion_state,
)

# what of a register that is there already is compared, in the order of `changed_assignments`
COMPARED = ("title", "category", "term_kind", "is_key", "assigned_on", "main_dept")
_PLACE = (stage_suggestion.c.row_id, stage_suggestion.c.sheet, stage_suggestion.c.row_no)


def open_stage(connection: Connection) -> None:
    """Make the temporary tables of a register."""
    stage.create(connection, stage_suggestion, stage_referral, stage_signer)


def stage_suggestions(connection: Connection, rows: pa.Table, referrals: pa.Table, signers: pa.Table) -> None:
    """Append the usable rows of a block, their referrals and their signers."""
    insert_arrow(connection, stage_suggestion, rows)
    insert_arrow(connection, stage_referral, referrals)
    insert_arrow(connection, stage_signer, signers)


def close_stage(connection: Connection) -> None:
    """Make the staged register ready to be asked."""
    stage.analyze(connection, stage_suggestion, stage_referral, stage_signer)


def changed_assignments(connection: Connection, session_id: int) -> list[Row[Any]]:
    """Return (row_id, sheet, row_no, number, and a flag per field of COMPARED) of staged rows that are there differently."""
    staged = stage_suggestion
    first = and_(referral.c.suggestion_id == suggestion.c.suggestion_id, referral.c.round == 1)
    handles = and_(first, referral.c.department_id == stage_referral.c.department_id)
    differs = (
        suggestion.c.title != staged.c.title,
        suggestion.c.category != staged.c.category,
        suggestion.c.term_kind != staged.c.term_kind,
        suggestion.c.is_key != staged.c.is_key,
        exists().where(first, referral.c.assigned_on != staged.c.assigned_on),
        exists().where(
            stage_referral.c.row_id == staged.c.row_id,
            stage_referral.c.role != Role.CO_HANDLER,
            ~exists().where(handles, referral.c.role != Role.CO_HANDLER),
        ),
    )
    # what the register does not say is no difference
    flags = [func.coalesce(differing, literal(False)) for differing in differs]
    query = select(*_PLACE, staged.c.number, *flags).join(suggestion, known_suggestion(session_id))
    return list(connection.execute(query.where(or_(*flags))))


def doubtful_signers(
    connection: Connection, scope: Scope
) -> list[Row[tuple[int, str | None, int | None, str, int]]]:
    """Return (row_id, sheet, row_no, name, matches) of staged signers that are not exactly one deputy of the directory."""
    matches = func.count(deputy.c.deputy_id)
    query = (
        select(*_PLACE, stage_signer.c.name, matches)
        .select_from(stage_signer)
        .join(stage_suggestion, stage_suggestion.c.row_id == stage_signer.c.row_id)
        .outerjoin(deputy, is_deputy(scope))
        .group_by(*_PLACE, stage_signer.c.name, stage_signer.c.position)
        .having(matches != 1)
    )
    return list(connection.execute(query))


def start_days(connection: Connection, session_id: int) -> list[tuple[str, date]]:
    """Return the distinct (term_kind, assigned_on) of staged suggestions that are not there yet."""
    staged = stage_suggestion
    query = (
        select(staged.c.term_kind, staged.c.assigned_on)
        .where(~exists().where(known_suggestion(session_id)))
        .distinct()
    )
    return [(row[0], row[1]) for row in connection.execute(query)]


def promote_suggestions(connection: Connection, scope: Scope, batch_id: int, today: date) -> int:
    """Make staged suggestions that are new into referred suggestions; return how many.

    The due dates that the referrals get were staged before by stage_due_dates.
    """
    staged = stage_suggestion
    connection.execute(update(staged).values(is_new=~exists().where(known_suggestion(scope.session_id))))
    new = select(
        literal(scope.session_id),
        series_of(staged.c.number),
        bare(staged.c.number),
        staged.c.title,
        staged.c.category,
        staged.c.term_kind,
        func.coalesce(staged.c.is_key, literal(False)),
        func.coalesce(staged.c.is_confidential, literal(False)),
        literal(batch_id),
        staged.c.row_no,
    ).where(staged.c.is_new)
    columns = [
        "session_id",
        "series",
        "number",
        "title",
        "category",
        "term_kind",
        "is_key",
        "is_confidential",
        "batch_id",
        "row_no",
    ]
    coming = connection.scalar(select(func.count()).select_from(staged)) or 0
    with first_filling(connection, suggestion, coming):
        count = connection.execute(insert(suggestion).from_select(columns, new)).rowcount
    _link_new(connection, scope.session_id)
    with first_filling(connection, signer, coming):
        _put_signers(connection, scope)
    new_ones = select(staged.c.suggestion_id).where(staged.c.suggestion_id.is_not(None))
    of_new = select(referral.c.referral_id).where(referral.c.suggestion_id.in_(new_ones))
    with counters.kept(connection, of_new), first_filling(connection, referral, coming):
        _put_referrals(connection)
    with first_filling(connection, open_referral, coming):
        open_new_referrals(connection, select(staged.c.suggestion_id), 1)
    state = new_ones.add_columns(literal(Status.REGISTERED.value), literal(1))
    with (
        first_filling(connection, suggestion_state, coming),
        first_filling(connection, suggestion_event, coming),
    ):
        with counters.statuses_kept(connection, new_ones):
            columns = ["suggestion_id", "status", "round"]
            connection.execute(insert(suggestion_state).from_select(columns, state))
        events.record(connection, new_ones, Event.REFERRED, today)
    return count


def _link_new(connection: Connection, session_id: int) -> None:
    # one look-up in an index per row: SQLite plans UPDATE ... FROM as a loop over both tables
    same = select(suggestion.c.suggestion_id).where(known_suggestion(session_id)).scalar_subquery()
    connection.execute(update(stage_suggestion).where(stage_suggestion.c.is_new).values(suggestion_id=same))
    stage.analyze(connection, stage_suggestion)


def _put_signers(connection: Connection, scope: Scope) -> None:
    """Signers that are exactly one deputy; who signed twice keeps the first place."""
    certain = (
        select(
            stage_suggestion.c.suggestion_id,
            func.min(deputy.c.deputy_id).label("deputy_id"),
            stage_signer.c.position,
        )
        .join(stage_suggestion, stage_suggestion.c.row_id == stage_signer.c.row_id)
        .join(deputy, is_deputy(scope))
        .where(stage_suggestion.c.suggestion_id.is_not(None))
        .group_by(stage_suggestion.c.suggestion_id, stage_signer.c.position)
        .having(func.count() == 1)
        .subquery()
    )
    position = func.min(certain.c.position)
    rows = select(
        certain.c.suggestion_id,
        certain.c.deputy_id,
        case((position == 0, Signature.LEAD.value), else_=Signature.CO_SIGNER.value),
        position,
    ).group_by(certain.c.suggestion_id, certain.c.deputy_id)
    connection.execute(
        insert(signer).from_select(["suggestion_id", "deputy_id", "signature", "position"], rows)
    )


def _put_referrals(connection: Connection) -> None:
    owes = stage_referral.c.role != Role.CO_HANDLER
    dated = and_(
        owes,
        stage_due.c.term_name == stage_suggestion.c.term_kind,
        stage_due.c.start_on == stage_suggestion.c.assigned_on,
    )
    rows = (
        select(
            stage_suggestion.c.suggestion_id,
            stage_referral.c.department_id,
            stage_referral.c.role,
            literal(1),
            stage_suggestion.c.assigned_on,
            due_trace.c.due_on,
            due_trace.c.due_trace_id,
        )
        .select_from(stage_referral)
        .join(stage_suggestion, stage_suggestion.c.row_id == stage_referral.c.row_id)
        .outerjoin(stage_due, dated)
        .outerjoin(due_trace, due_trace.c.due_trace_id == stage_due.c.due_trace_id)
        .where(stage_suggestion.c.suggestion_id.is_not(None))
    )
    columns = ["suggestion_id", "department_id", "role", "round", "assigned_on", "due_on", "due_trace_id"]
    connection.execute(insert(referral).from_select(columns, rows))


def open_new_referrals(connection: Connection, suggestions: Select[tuple[int]], of_round: int) -> None:
    """List the referrals of a round that owe the deputy a reply as open."""
    owing = select(referral.c.referral_id, referral.c.suggestion_id, referral.c.due_on).where(
        referral.c.suggestion_id.in_(suggestions),
        referral.c.round == of_round,
        referral.c.role != Role.CO_HANDLER,
    )
    connection.execute(insert(open_referral).from_select(["referral_id", "suggestion_id", "due_on"], owing))


def known_suggestion(session_id: int) -> ColumnElement[bool]:
    """Tell whether a staged row is about a suggestion of the register."""
    return is_numbered(session_id, stage_suggestion.c.number)


def is_deputy(scope: Scope) -> ColumnElement[bool]:
    """Tell whether a deputy is whom a staged signer names."""
    return and_(
        deputy.c.office_id == scope.office_id,
        deputy.c.term == scope.term,
        deputy.c.name == stage_signer.c.name,
        or_(stage_signer.c.delegation.is_(None), deputy.c.delegation == stage_signer.c.delegation),
    )
