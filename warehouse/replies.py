"""Replies: staged in blocks, matched set-wise against referrals and present replies, promoted in one transaction."""

from datetime import date
from typing import Any

import pyarrow as pa
from sqlalchemy import (
    ColumnElement,
    Connection,
    Subquery,
    and_,
    case,
    delete,
    exists,
    func,
    insert,
    literal,
    null,
    or_,
    select,
    tuple_,
    update,
)

from schemas.lifecycle import Status
from schemas.words import Role
from warehouse import counters, stage
from warehouse.bulk import first_filling, insert_arrow
from warehouse.numbering import is_numbered
from warehouse.offices import Scope
from warehouse.stage import stage_claim, stage_match, stage_problem, stage_promise, stage_reply
from warehouse.tables import open_referral, problem, referral, reply, suggestion, suggestion_state
from warehouse.tables.intake import ProblemStatus

_CONTENT = (
    "doc_no",
    "replied_on",
    "result_class",
    "signatory",
    "contact",
    "phone",
    "face_to_face",
    "publicity",
)


def open_stage(connection: Connection) -> None:
    """Make the temporary tables of a reply batch."""
    stage.create(connection, stage_reply, stage_match, stage_problem, stage_promise, stage_claim)


def stage_rows(connection: Connection, rows: pa.Table) -> None:
    """Append a judged block: the columns of stage_reply."""
    insert_arrow(connection, stage_reply, rows)


def stage_problems(connection: Connection, problems: pa.Table) -> None:
    """Append problems of a block: the columns of stage_problem."""
    insert_arrow(connection, stage_problem, problems)


def match(connection: Connection, scope: Scope, batch_id: int) -> None:
    """Say of every usable staged reply which referral it answers, what is wrong with that, and whether it is new.

    Of several replies to one referral the one with the latest reply date counts, then the last row. A reply that repeats
    what the same department said in an earlier round changes nothing, nor does one that is judged again after a later file
    said something else. What somebody repeats who has handed the suggestion on is no mistake either.
    """
    stage.analyze(connection, stage_reply)
    columns = [column.name for column in stage_match.columns]
    connection.execute(insert(stage_match).from_select(columns, _matches(scope, batch_id)))
    stage.analyze(connection, stage_match)
    _mark_earlier_rounds(connection)
    _mark_duplicates(connection)


def _matches(scope: Scope, batch_id: int) -> Any:
    staged, present = _numbered(scope), reply.alias("present")
    referred = and_(
        referral.c.suggestion_id == staged.c.suggestion_id,
        referral.c.department_id == staged.c.department_id,
        referral.c.is_latest,
        referral.c.role != Role.CO_HANDLER,
    )
    code = case(
        (staged.c.suggestion_id.is_(None), literal("unknown_suggestion")),
        (referral.c.referral_id.is_(None), literal("not_referred")),
        (staged.c.replied_on < referral.c.assigned_on, literal("replied_before_assigned")),
        (and_(referral.c.round > 1, staged.c.replied_on.is_(None)), literal("undated_second_reply")),
        (and_(staged.c.is_interim, ~present.c.is_interim), literal("interim_after_final")),
        else_=null(),
    )
    change = case(
        (present.c.reply_id.is_(None), literal("new")),
        (present.c.content_hash == staged.c.content_hash, literal("same")),
        (present.c.batch_id > batch_id, literal("earlier")),
        else_=literal("changed"),
    )
    return (
        select(
            staged.c.row_id,
            staged.c.suggestion_id,
            referral.c.referral_id,
            referral.c.round,
            code,
            change,
            present.c.reply_id,
            func.coalesce(present.c.version, 0) + 1,
            staged.c.title_differs,
        )
        .select_from(staged)
        .outerjoin(referral, referred)
        .outerjoin(present, and_(present.c.referral_id == referral.c.referral_id, present.c.is_current))
    )


def _numbered(scope: Scope) -> Subquery:
    """The usable staged rows with their suggestions, and without the titles once these are compared."""
    of_number = is_numbered(scope.session_id, stage_reply.c.number)
    differs = and_(stage_reply.c.title.is_not(None), stage_reply.c.title != suggestion.c.title)
    query = (
        select(
            stage_reply.c.row_id,
            stage_reply.c.department_id,
            stage_reply.c.replied_on,
            stage_reply.c.content_hash,
            stage_reply.c.is_interim,
            suggestion.c.suggestion_id,
            differs.label("title_differs"),
        )
        .select_from(stage_reply)
        .outerjoin(suggestion, of_number)
        .where(stage_reply.c.is_usable)
    )
    # the offset keeps PostgreSQL from carrying the titles, most of a row, through the joins that follow
    return query.offset(0).subquery()


def _mark_earlier_rounds(connection: Connection) -> None:
    earlier, said = referral.alias("earlier"), reply.alias("said")
    repeated = (
        exists()
        .where(
            earlier.c.suggestion_id == stage_match.c.suggestion_id,
            or_(stage_match.c.round.is_(None), earlier.c.round < stage_match.c.round),
            said.c.referral_id == earlier.c.referral_id,
            stage_reply.c.row_id == stage_match.c.row_id,
            stage_reply.c.department_id == earlier.c.department_id,
            said.c.content_hash == stage_reply.c.content_hash,
        )
        .correlate(stage_match)
    )
    connection.execute(
        update(stage_match)
        .where(or_(stage_match.c.round > 1, stage_match.c.code == "not_referred"), repeated)
        .values(change="earlier", code=None)
    )


def _mark_duplicates(connection: Connection) -> None:
    competing = _counts() & (stage_match.c.change != "earlier")
    doubled = (
        select(stage_match.c.referral_id)
        .where(competing)
        .group_by(stage_match.c.referral_id)
        .having(func.count() > 1)
    )
    place = func.row_number().over(
        partition_by=stage_match.c.referral_id,
        order_by=(stage_reply.c.replied_on.desc().nulls_last(), stage_match.c.row_id.desc()),
    )
    ranked = (
        select(stage_match.c.row_id, place.label("place"))
        .join(stage_reply, stage_reply.c.row_id == stage_match.c.row_id)
        .where(competing, stage_match.c.referral_id.in_(doubled))
        .subquery()
    )
    losers = select(ranked.c.row_id).where(ranked.c.place > 1)
    connection.execute(
        update(stage_match).where(stage_match.c.row_id.in_(losers)).values(code="duplicate_reply")
    )


def mismatches(connection: Connection) -> list[dict[str, Any]]:
    """Return the usable rows that answer nothing: their code and every staged column."""
    query = (
        select(stage_match.c.code, stage_reply)
        .join(stage_reply, stage_reply.c.row_id == stage_match.c.row_id)
        .where(stage_match.c.code.is_not(None))
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def retitled(connection: Connection) -> list[dict[str, Any]]:
    """Return the rows that count but carry another title than the register: place and title."""
    query = (
        select(stage_reply.c.row_id, stage_reply.c.sheet, stage_reply.c.row_no, stage_reply.c.title)
        .join(stage_match, stage_match.c.row_id == stage_reply.c.row_id)
        .where(_counts(), stage_match.c.title_differs)
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def during_survey(connection: Connection) -> list[dict[str, Any]]:
    """Return the rows that say something new about a suggestion whose survey is out: place and number."""
    query = (
        select(stage_reply.c.row_id, stage_reply.c.sheet, stage_reply.c.row_no, stage_reply.c.number)
        .join(stage_match, stage_match.c.row_id == stage_reply.c.row_id)
        .join(suggestion_state, suggestion_state.c.suggestion_id == stage_match.c.suggestion_id)
        .where(
            _counts(),
            stage_match.c.change.in_(["new", "changed"]),
            suggestion_state.c.status == Status.SURVEYING,
        )
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def promote(connection: Connection, batch_id: int, today: date) -> int:
    """Write what is new: reply versions, closed referrals, superseded problems; return how many replies."""
    says_new = _counts() & stage_match.c.change.in_(["new", "changed"])
    with counters.kept(connection, select(stage_match.c.referral_id).where(says_new)):
        return _promote(connection, batch_id, today, says_new)


def _promote(connection: Connection, batch_id: int, today: date, says_new: ColumnElement[bool]) -> int:
    replaced = select(stage_match.c.current_reply_id).where(
        says_new, stage_match.c.current_reply_id.is_not(None)
    )
    _supersede_problems(connection, replaced)
    connection.execute(update(reply).where(reply.c.reply_id.in_(replaced)).values(is_current=False))
    rows = (
        select(
            stage_match.c.referral_id,
            stage_match.c.version,
            literal(True),
            stage_reply.c.content_hash,
            *(stage_reply.c[name] for name in _CONTENT),
            func.coalesce(stage_reply.c.is_interim, literal(False)),
            literal(batch_id),
            stage_reply.c.sheet,
            stage_reply.c.row_no,
            literal(today),
        )
        .join(stage_reply, stage_reply.c.row_id == stage_match.c.row_id)
        .where(says_new)
    )
    columns = [
        "referral_id",
        "version",
        "is_current",
        "content_hash",
        *_CONTENT,
        "is_interim",
        "batch_id",
        "sheet",
        "row_no",
        "recorded_on",
    ]
    coming = connection.scalar(select(func.count()).select_from(stage_match).where(says_new)) or 0
    with first_filling(connection, reply, coming):
        count = connection.execute(insert(reply).from_select(columns, rows)).rowcount
    final = (
        select(stage_match.c.referral_id)
        .join(stage_reply, stage_reply.c.row_id == stage_match.c.row_id)
        .where(says_new, stage_reply.c.is_interim.is_not(True))
    )
    connection.execute(delete(open_referral).where(open_referral.c.referral_id.in_(final)))
    return count


def _supersede_problems(connection: Connection, replaced: Any) -> None:
    places = select(reply.c.batch_id, reply.c.sheet, reply.c.row_no).where(reply.c.reply_id.in_(replaced))
    of_reply = tuple_(problem.c.batch_id, problem.c.sheet, problem.c.row_no).in_(places)
    connection.execute(
        update(problem)
        .where(of_reply, problem.c.status == ProblemStatus.OPEN)
        .values(status=ProblemStatus.SUPERSEDED.value)
    )


def promote_problems(connection: Connection, batch_id: int) -> int:
    """Write the staged problems, but not the warnings of rows that only repeat what is on record; return how many."""
    repeats = stage_match.c.change.in_(["same", "earlier"])
    columns = ["code", "level", "sheet", "row_no", "field", "raw_value"]
    rows = (
        select(literal(batch_id), *(stage_problem.c[name] for name in columns))
        .select_from(stage_problem)
        .outerjoin(stage_match, stage_match.c.row_id == stage_problem.c.row_id)
        .where(or_(stage_problem.c.level != "warn", stage_match.c.row_id.is_(None), ~repeats))
    )
    return connection.execute(insert(problem).from_select(["batch_id", *columns], rows)).rowcount


def _counts() -> ColumnElement[bool]:
    return stage_match.c.code.is_(None)
