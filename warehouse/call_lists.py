"""The rows of the list that leaves, and lists that are made anew. Telephone numbers are read here and nowhere else."""

from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, and_, delete, exists, func, insert, select, update

from schemas.words import Role, Signature
from warehouse.number_history import numbers_of_cycle
from warehouse.queries.taken_back import is_taken_back
from warehouse.surveys import asked_about
from warehouse.tables import (
    call,
    call_item,
    cycle,
    cycle_text,
    department,
    deputy,
    deputy_phone,
    list_reissue,
    promise,
    referral,
    reply,
    suggestion,
)

_TEXT = ("suggestion_id", "departments", "replied_on", "said")


def call_list(connection: Connection, cycle_id: int) -> pd.DataFrame:
    """Return the rows of the list that leaves: one per deputy with a number and item, telephones included.

    What was taken back since the cycle was opened is left out; the other items keep their positions.
    Columns: case_key, name, phones (list of (e164, extension)), doubtful (of each, whether a cycle found it dead), call_time (empty:
    nobody said), leads (whether the deputy leads any item asked about), position, title, and of the replies in force departments,
    replied_on, said: a list of (department, result_class, doc_no, promise).
    """
    query = (
        select(
            call.c.case_key,
            call.c.deputy_id,
            deputy.c.name,
            call_item.c.position,
            call_item.c.signature,
            suggestion.c.suggestion_id,
            suggestion.c.title,
        )
        .join(deputy, deputy.c.deputy_id == call.c.deputy_id)
        .join(call_item, call_item.c.call_id == call.c.call_id)
        .join(suggestion, suggestion.c.suggestion_id == call_item.c.suggestion_id)
        .where(call.c.cycle_id == cycle_id, call.c.has_phone, ~is_taken_back())
        .order_by(call.c.case_key, call_item.c.position)
    )
    rows = pd.DataFrame(connection.execute(query).mappings().all())
    if rows.empty:
        return rows
    numbers = numbers_of_cycle(connection, cycle_id)
    phones = _of_deputy(numbers, list(zip(numbers["e164"], numbers["extension"], strict=True)))
    doubtful = _of_deputy(numbers, numbers["is_doubtful"].tolist())
    told = numbers.dropna(subset="call_time")
    times = dict(zip(told["deputy_id"], told["call_time"], strict=True))
    leading = (rows["signature"] == Signature.LEAD).groupby(rows["deputy_id"]).any()
    rows = rows.assign(
        phones=rows["deputy_id"].map(lambda key: phones.get(key, [])),
        doubtful=rows["deputy_id"].map(lambda key: doubtful.get(key, [])),
        call_time=rows["deputy_id"].map(lambda key: times.get(key, "")),
        leads=rows["deputy_id"].map(leading),
    )
    return rows.merge(_texts(connection, cycle_id), on="suggestion_id", how="left")


def freeze_texts(connection: Connection, cycle_id: int) -> None:
    """Keep what the list of a cycle says of the replies: later lists of the same cycle say the same, whatever came since."""
    texts = _replies(connection, asked_about(cycle_id)).reindex(columns=list(_TEXT)).astype(object)
    plain = texts.where(texts.notna(), None).to_dict("records")
    if plain:
        rows = [{"cycle_id": cycle_id} | {str(name): value for name, value in row.items()} for row in plain]
        connection.execute(insert(cycle_text), rows)


def _texts(connection: Connection, cycle_id: int) -> pd.DataFrame:
    """The columns of `_replies` as they were frozen; of a cycle from before that was done, as they are now."""
    columns = [cycle_text.c[name] for name in _TEXT]
    rows = connection.execute(select(*columns).where(cycle_text.c.cycle_id == cycle_id)).all()
    return pd.DataFrame(rows, columns=list(_TEXT)) if rows else _replies(connection, asked_about(cycle_id))


def left_out(connection: Connection, cycle_id: int) -> tuple[int, int]:
    """Return how many calls with a number, and how many items of such calls, are not on the list because they were taken back."""
    items = (
        select(call.c.call_id, is_taken_back().label("is_gone"))
        .join(call_item, call_item.c.call_id == call.c.call_id)
        .where(call.c.cycle_id == cycle_id, call.c.has_phone)
        .subquery()
    )
    gone = func.count().filter(items.c.is_gone).label("gone")
    per_call = select(gone, func.count().label("every")).group_by(items.c.call_id).subquery()
    calls = func.count().filter(per_call.c.gone == per_call.c.every)
    row = connection.execute(select(calls, func.coalesce(func.sum(per_call.c.gone), 0))).one()
    return int(row[0]), int(row[1])


def _of_deputy(numbers: pd.DataFrame, values: list[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for deputy_id, value in zip(numbers["deputy_id"], values, strict=True):
        found.setdefault(deputy_id, []).append(value)
    return found


def _replies(connection: Connection, suggestions: Select[tuple[int]]) -> pd.DataFrame:
    """Who answered what and when, joined per suggestion: departments in one text, the last reply date, and what each said."""
    query = (
        select(
            referral.c.suggestion_id,
            department.c.name,
            reply.c.replied_on,
            reply.c.result_class,
            reply.c.doc_no,
            promise.c.text,
        )
        .join(department, department.c.department_id == referral.c.department_id)
        .outerjoin(reply, and_(reply.c.referral_id == referral.c.referral_id, reply.c.is_current))
        .outerjoin(promise, promise.c.reply_id == reply.c.reply_id)
        .where(
            referral.c.is_latest,
            referral.c.role != Role.CO_HANDLER,
            referral.c.suggestion_id.in_(suggestions),
        )
        .order_by(referral.c.referral_id)
    )
    records = [
        (row.suggestion_id, row.name, row.replied_on, (row.name, row.result_class, row.doc_no, row.text))
        for row in connection.execute(query)
    ]
    rows = pd.DataFrame(records, columns=["suggestion_id", "departments", "replied_on", "said"])
    grouped = rows.groupby("suggestion_id", sort=False)
    departments = grouped["departments"].agg("、".join)
    answered = rows.dropna(subset="replied_on").groupby("suggestion_id")
    return pd.concat(
        [departments, answered["replied_on"].max(), answered["said"].agg(list)], axis=1
    ).reset_index()


def reissue(
    connection: Connection, cycle_id: int, version: int, because: str, confirmed_by: str, on: date
) -> None:
    """Let the list of an open cycle be a version: whoever has a number today can be called. The first version has no reason."""
    of_version = (list_reissue.c.cycle_id == cycle_id, list_reissue.c.version == version)
    connection.execute(delete(list_reissue).where(*of_version))
    if version > 1:
        row = {"cycle_id": cycle_id, "version": version, "because": because}
        said = {"confirmed_by": confirmed_by, "reissued_on": on}
        connection.execute(insert(list_reissue).values(row | said))
    connection.execute(update(cycle).where(cycle.c.cycle_id == cycle_id).values(list_version=version))
    has_phone = exists().where(deputy_phone.c.deputy_id == call.c.deputy_id)
    connection.execute(update(call).where(call.c.cycle_id == cycle_id).values(has_phone=has_phone))


def reissued(connection: Connection, cycle_id: int, version: int) -> tuple[str, str] | None:
    """Return why a version of a list was made anew and who signed it off; None for the first."""
    query = select(list_reissue.c.because, list_reissue.c.confirmed_by).where(
        list_reissue.c.cycle_id == cycle_id, list_reissue.c.version == version
    )
    row = connection.execute(query).one_or_none()
    return (row.because, row.confirmed_by) if row else None
