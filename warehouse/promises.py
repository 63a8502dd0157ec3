"""Promises: taken over from a reply batch, superseded with their reply, and kept when a report says so."""

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
from sqlalchemy import Connection, and_, exists, func, insert, literal, select, tuple_, update

from warehouse.bulk import insert_arrow
from warehouse.offices import Scope
from warehouse.stage import stage_match, stage_promise
from warehouse.tables import progress, promise, referral, reply, reply_letter
from warehouse.tables.promises import PromiseStatus


def stage_promises(connection: Connection, rows: pa.Table) -> None:
    """Append the promises of a block: the columns of stage_promise."""
    insert_arrow(connection, stage_promise, rows)


def promote_promises(connection: Connection) -> int:
    """Write the promises of the replies that a batch has just brought; return how many.

    Those of a reply that is in force no longer are superseded.
    """
    rows = (
        select(
            reply.c.reply_id,
            stage_promise.c.text,
            stage_promise.c.due_on,
            stage_promise.c.owner,
            literal(PromiseStatus.OPEN.value),
        )
        .select_from(stage_promise)
        .join(stage_match, stage_match.c.row_id == stage_promise.c.row_id)
        # the reply in force is the one just brought; naming its batch would lure SQLite into a scan per reply
        .join(reply, and_(reply.c.referral_id == stage_match.c.referral_id, reply.c.is_current))
        .where(stage_match.c.code.is_(None), stage_match.c.change.in_(["new", "changed"]))
    )
    columns = ["reply_id", "text", "due_on", "owner", "status"]
    count = connection.execute(insert(promise).from_select(columns, rows)).rowcount
    replaced = exists().where(reply.c.reply_id == promise.c.reply_id, ~reply.c.is_current)
    connection.execute(
        update(promise)
        .where(promise.c.status != PromiseStatus.SUPERSEDED, replaced)
        .values(status=PromiseStatus.SUPERSEDED.value)
    )
    if count:
        settle(connection)
    return count


def promote_letter_promises(connection: Connection, scope: Scope) -> int:
    """Write what reply letters promise where the register gave nothing; return how many."""
    there = exists().where(promise.c.reply_id == reply.c.reply_id)
    one = func.row_number().over(partition_by=reply.c.reply_id, order_by=reply_letter.c.batch_id.desc())
    of_letter = (
        select(
            reply.c.reply_id,
            reply_letter.c.promise,
            reply_letter.c.promised_on,
            reply_letter.c.batch_id,
            one.label("place"),
        )
        .join(reply, and_(reply.c.referral_id == reply_letter.c.referral_id, reply.c.is_current))
        .where(reply_letter.c.session_id == scope.session_id, reply_letter.c.promise.is_not(None), ~there)
        .subquery()
    )
    rows = select(
        of_letter.c.reply_id,
        of_letter.c.promise,
        of_letter.c.promised_on,
        of_letter.c.batch_id,
        literal(PromiseStatus.OPEN.value),
    ).where(of_letter.c.place == 1)
    columns = ["reply_id", "text", "due_on", "batch_id", "status"]
    count = connection.execute(insert(promise).from_select(columns, rows)).rowcount
    if count:
        settle(connection)
    return count


def put_progress(connection: Connection, batch_id: int, rows: Sequence[Mapping[str, Any]]) -> int:
    """Write reports: referral_id, reported_on, text, is_done, new_class, row_no; return how many say something new.

    Of two reports on one day the newer file's counts.
    """
    keys = [(row["referral_id"], row["reported_on"]) for row in rows]
    place = tuple_(progress.c.referral_id, progress.c.reported_on)
    known = connection.execute(select(progress).where(place.in_(keys))).mappings().all()
    of_key = {(row["referral_id"], row["reported_on"]): row for row in known}
    coming = []
    for row in rows:
        present = of_key.get((row["referral_id"], row["reported_on"]))
        if present is None or (present["batch_id"] < batch_id and _differs(present, row)):
            coming.append({**row, "batch_id": batch_id})
    if coming:
        replaced = [(row["referral_id"], row["reported_on"]) for row in coming]
        connection.execute(progress.delete().where(place.in_(replaced)))
        connection.execute(insert(progress), coming)
        settle(connection)
    return len(coming)


def _differs(present: Mapping[Any, Any], row: Mapping[str, Any]) -> bool:
    return any(present[name] != row[name] for name in ("text", "is_done", "new_class"))


def settle(connection: Connection) -> None:
    """Mark promises kept whose newest report says so, and open again whose newest report says no."""
    made, reported = referral.alias("made"), referral.alias("reported")
    of_pair = (
        select(progress.c.is_done, progress.c.reported_on, progress.c.text, reply.c.reply_id)
        .join(reported, reported.c.referral_id == progress.c.referral_id)
        .join(
            made,
            and_(
                made.c.suggestion_id == reported.c.suggestion_id,
                made.c.department_id == reported.c.department_id,
            ),
        )
        .join(reply, reply.c.referral_id == made.c.referral_id)
        .join(promise, promise.c.reply_id == reply.c.reply_id)
        .where(
            progress.c.is_done.is_not(None), promise.c.status.in_([PromiseStatus.OPEN, PromiseStatus.KEPT])
        )
    ).subquery()
    place = func.row_number().over(partition_by=of_pair.c.reply_id, order_by=of_pair.c.reported_on.desc())
    ranked = select(of_pair, place.label("place")).subquery()
    newest = select(ranked).where(ranked.c.place == 1).subquery()
    is_ours = newest.c.reply_id == promise.c.reply_id
    for is_done, status in ((True, PromiseStatus.KEPT), (False, PromiseStatus.OPEN)):
        said = exists().where(is_ours, newest.c.is_done.is_(is_done))
        kept_on = select(newest.c.reported_on).where(is_ours).scalar_subquery()
        evidence = select(newest.c.text).where(is_ours).scalar_subquery()
        values = (
            {"kept_on": kept_on, "evidence": evidence} if is_done else {"kept_on": None, "evidence": None}
        )
        connection.execute(
            update(promise)
            .where(promise.c.status != PromiseStatus.SUPERSEDED, said)
            .values(status=status.value, **values)
        )
