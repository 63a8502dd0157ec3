"""Satisfaction as departments' own registers claim it: kept beside the replies, read for the checks of a survey alone."""

from typing import Any

import pandas as pd
import pyarrow as pa
from sqlalchemy import Connection, Select, delete, func, insert, literal, select

from warehouse.bulk import insert_arrow
from warehouse.numbering import label
from warehouse.offices import Scope
from warehouse.stage import stage_claim, stage_match, stage_reply
from warehouse.surveys import Cycle
from warehouse.tables import batch, claimed_rating, department, problem, referral, reply, suggestion


def stage_claims(connection: Connection, rows: pa.Table) -> None:
    """Append the claims of a block: the columns of stage_claim."""
    insert_arrow(connection, stage_claim, rows)


def promote_claims(connection: Connection, batch_id: int) -> None:
    """Keep what the rows of a batch that answer a referral claim, whether or not the reply itself is new; once per referral."""
    of_referral = (
        select(stage_match.c.referral_id)
        .join(stage_claim, stage_claim.c.row_id == stage_match.c.row_id)
        .where(
            stage_match.c.code.is_(None),
            stage_match.c.referral_id.is_not(None),
            stage_match.c.change != "earlier",
        )
    )
    connection.execute(
        delete(claimed_rating).where(
            claimed_rating.c.batch_id == batch_id, claimed_rating.c.referral_id.in_(of_referral)
        )
    )
    rows = of_referral.join(stage_reply, stage_reply.c.row_id == stage_match.c.row_id).add_columns(
        literal(batch_id),
        stage_reply.c.sheet,
        stage_reply.c.row_no,
        stage_claim.c.word,
        stage_claim.c.outcome,
    )
    # a row that repeats another of its file word for word counts once, as its reply does
    place = func.row_number().over(
        partition_by=stage_match.c.referral_id, order_by=stage_match.c.row_id.desc()
    )
    ranked = rows.add_columns(place.label("place")).subquery()
    columns = ["referral_id", "batch_id", "sheet", "row_no", "word", "outcome"]
    newest = select(*list(ranked.c)[: len(columns)]).where(ranked.c.place == 1)
    connection.execute(insert(claimed_rating).from_select(columns, newest))


def claims(connection: Connection, cycle: Cycle) -> pd.DataFrame:
    """Return department, suggestion_id, number, claimed: the newest claim of each department in the round of a cycle.

    `claimed` is None where what it wrote is no rating.
    """
    newest = func.row_number().over(
        partition_by=claimed_rating.c.referral_id, order_by=claimed_rating.c.batch_id.desc()
    )
    ranked = (
        select(
            department.c.name.label("department"),
            referral.c.suggestion_id,
            label(),
            claimed_rating.c.outcome.label("claimed"),
            newest.label("place"),
        )
        .select_from(claimed_rating)
        .join(referral, referral.c.referral_id == claimed_rating.c.referral_id)
        .join(department, department.c.department_id == referral.c.department_id)
        .join(suggestion, suggestion.c.suggestion_id == referral.c.suggestion_id)
        .where(suggestion.c.session_id == cycle.session_id, referral.c.round == cycle.round)
        .subquery()
    )
    columns = [ranked.c[name] for name in ("department", "suggestion_id", "number", "claimed")]
    return _frame(connection, select(*columns).where(ranked.c.place == 1))


def without_values(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return department, file_name, column of registers that have such a column and of which no claim is kept."""
    kept = select(claimed_rating.c.batch_id)
    query = (
        select(department.c.name.label("department"), batch.c.file_name, problem.c.field.label("column"))
        .select_from(problem)
        .join(batch, batch.c.batch_id == problem.c.batch_id)
        .join(reply, reply.c.batch_id == batch.c.batch_id)
        .join(referral, referral.c.referral_id == reply.c.referral_id)
        .join(department, department.c.department_id == referral.c.department_id)
        .where(
            batch.c.office_id == scope.office_id,
            problem.c.code == "handler_wrote_satisfaction",
            batch.c.batch_id.not_in(kept),
        )
        .distinct()
    )
    return _frame(connection, query)


def _frame(connection: Connection, query: Select[Any]) -> pd.DataFrame:
    return pd.DataFrame(connection.execute(query).all(), columns=list(query.selected_columns.keys()))
