"""Survey cycles: the frozen sample, the list that leaves, answers in versions, verdicts."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import pyarrow as pa
from sqlalchemy import Connection, Select, Table, and_, insert, select, update

from schemas.lifecycle import Event
from schemas.words import Role
from warehouse import events
from warehouse.bulk import insert_arrow
from warehouse.number_history import numbers_of_cycle, record_numbers
from warehouse.offices import Scope
from warehouse.tables import (
    answer,
    call,
    call_item,
    cycle,
    cycle_exclusion,
    cycle_sample,
    department,
    deputy,
    referral,
    reply,
    suggestion,
    suggestion_state,
    verdict,
)

_KEYS_PER_QUERY = 5_000


@dataclass(frozen=True)
class Cycle:
    """One survey as it was opened."""

    cycle_id: int
    session_id: int
    round: int
    name: str
    as_of: date
    window_from: date
    window_to: date
    ask: str
    verdict_rule: str
    confirmed_by: str
    plan: dict[str, Any] | None
    list_version: int
    closed_on: date | None


def add_cycle(
    connection: Connection,
    values: dict[str, Any],
    calls: pd.DataFrame,
    items: pd.DataFrame,
    left_out: pd.DataFrame,
    drawn: pd.DataFrame | None,
) -> int:
    """Freeze a cycle: its calls (deputy_id, case_key, has_phone) and items (deputy_id, suggestion_id, position, signature).

    `left_out`: suggestion_id, reason. `drawn`: the columns of cycle_sample, None for a census. The suggestions asked about
    are SURVEYING from now on.
    """
    cycle_id = int(connection.execute(insert(cycle).values(values).returning(cycle.c.cycle_id)).scalar_one())

    def put(table: Table, frame: pd.DataFrame) -> None:
        insert_arrow(connection, table, pa.Table.from_pandas(frame, preserve_index=False))

    put(call, calls.assign(cycle_id=cycle_id))
    keys = connection.execute(select(call.c.deputy_id, call.c.call_id).where(call.c.cycle_id == cycle_id))
    of_deputy = {row.deputy_id: row.call_id for row in keys}
    put(call_item, items.assign(call_id=items["deputy_id"].map(of_deputy)).drop(columns="deputy_id"))
    put(cycle_exclusion, left_out.assign(cycle_id=cycle_id))
    if drawn is not None:
        put(cycle_sample, drawn.assign(cycle_id=cycle_id))
    asked = _asked(cycle_id)
    events.record(connection, asked, Event.SURVEY_OPENED, values["as_of"], values["name"])
    return cycle_id


def cycles(connection: Connection, scope: Scope) -> list[Cycle]:
    """Return the cycles of the session in the order they were opened."""
    query = select(cycle).where(cycle.c.session_id == scope.session_id).order_by(cycle.c.cycle_id)
    return [Cycle(**row) for row in connection.execute(query).mappings()]


def call_list(connection: Connection, cycle_id: int) -> pd.DataFrame:
    """Return the rows of the list that leaves: one per deputy with a number and item, telephones included.

    Columns: case_key, name, phones (list of (e164, extension)), doubtful (of each, whether a cycle found it
    dead), position, title, departments, replied_on.
    """
    query = (
        select(
            call.c.case_key,
            call.c.deputy_id,
            deputy.c.name,
            call_item.c.position,
            suggestion.c.suggestion_id,
            suggestion.c.title,
        )
        .join(deputy, deputy.c.deputy_id == call.c.deputy_id)
        .join(call_item, call_item.c.call_id == call.c.call_id)
        .join(suggestion, suggestion.c.suggestion_id == call_item.c.suggestion_id)
        .where(call.c.cycle_id == cycle_id, call.c.has_phone)
        .order_by(call.c.case_key, call_item.c.position)
    )
    rows = pd.DataFrame(connection.execute(query).mappings().all())
    if rows.empty:
        return rows
    numbers = numbers_of_cycle(connection, cycle_id).groupby("deputy_id")
    phones = {key: list(zip(one["e164"], one["extension"], strict=True)) for key, one in numbers}
    doubtful = {key: one["is_doubtful"].tolist() for key, one in numbers}
    replies = _replies(connection, _asked(cycle_id))
    rows = rows.assign(phones=rows["deputy_id"].map(phones), doubtful=rows["deputy_id"].map(doubtful))
    return rows.merge(replies, on="suggestion_id", how="left")


def _replies(connection: Connection, suggestions: Select[tuple[int]]) -> pd.DataFrame:
    """Who answered and when, joined per suggestion: departments in one text, the last reply date."""
    query = (
        select(referral.c.suggestion_id, department.c.name, reply.c.replied_on)
        .join(department, department.c.department_id == referral.c.department_id)
        .outerjoin(reply, and_(reply.c.referral_id == referral.c.referral_id, reply.c.is_current))
        .where(
            referral.c.is_latest,
            referral.c.role != Role.CO_HANDLER,
            referral.c.suggestion_id.in_(suggestions),
        )
        .order_by(referral.c.referral_id)
    )
    rows = pd.DataFrame(
        connection.execute(query).all(), columns=["suggestion_id", "departments", "replied_on"]
    )
    grouped = rows.groupby("suggestion_id", sort=False)
    departments = grouped["departments"].agg("、".join)
    replied = rows.dropna(subset="replied_on").groupby("suggestion_id")["replied_on"].max()
    return pd.concat([departments, replied], axis=1).reset_index()


def put_answers(connection: Connection, batch_id: int, rows: pd.DataFrame) -> int:
    """Write answers that are new or differ from the current version; earlier versions stay. Return how many."""
    content = ["outcome", "reason", "called_on", "attempts"]
    current = _current_answers(connection, [int(key) for key in rows["call_item_id"]])
    merged = rows.merge(current, on="call_item_id", how="left", suffixes=("", "_now"))
    equal = pd.Series(True, index=merged.index)
    for name in content:
        mine, theirs = merged[name].astype(object), merged[f"{name}_now"].astype(object)
        equal &= (mine == theirs) | (mine.isna() & theirs.isna())
    new = merged[~(equal & merged["version"].notna())]
    replaced = [int(key) for key in new.loc[new["version"].notna(), "call_item_id"]]
    for start in range(0, len(replaced), _KEYS_PER_QUERY):
        chunk = replaced[start : start + _KEYS_PER_QUERY]
        connection.execute(
            update(answer)
            .where(answer.c.call_item_id.in_(chunk), answer.c.is_current)
            .values(is_current=False)
        )
    records = new[["call_item_id", "row_no", *content]].assign(
        version=new["version"].fillna(0).astype(int) + 1, is_current=True, batch_id=batch_id
    )
    if len(records):
        plain = records.astype(object).where(records.notna(), None)
        connection.execute(
            insert(answer), [{str(k): v for k, v in row.items()} for row in plain.to_dict("records")]
        )
    return len(records)


def _current_answers(connection: Connection, items: list[int]) -> pd.DataFrame:
    columns = [
        answer.c[name] for name in ("call_item_id", "version", "outcome", "reason", "called_on", "attempts")
    ]
    rows: list[Any] = []
    for start in range(0, len(items), _KEYS_PER_QUERY):
        chunk = items[start : start + _KEYS_PER_QUERY]
        rows += connection.execute(
            select(*columns).where(answer.c.call_item_id.in_(chunk), answer.c.is_current)
        ).all()
    return pd.DataFrame(rows, columns=[column.name for column in columns])


def answers_of_cycle(connection: Connection, cycle_id: int) -> pd.DataFrame:
    """Return one row per item asked: suggestion_id, deputy_id, signature, has_phone, outcome (None: not back yet), reason."""
    query = (
        select(
            call_item.c.suggestion_id,
            call.c.deputy_id,
            call_item.c.signature,
            call.c.has_phone,
            answer.c.outcome,
            answer.c.reason,
        )
        .join(call, call.c.call_id == call_item.c.call_id)
        .outerjoin(answer, and_(answer.c.call_item_id == call_item.c.call_item_id, answer.c.is_current))
        .where(call.c.cycle_id == cycle_id)
        .order_by(call.c.call_id, call_item.c.position)
    )
    return pd.DataFrame(connection.execute(query).all(), columns=list(query.selected_columns.keys()))


def close_cycle(connection: Connection, cycle_id: int, verdicts: pd.DataFrame, today: date) -> None:
    """Write verdicts (suggestion_id, outcome, event) and let each suggestion move on; the cycle takes no more answers."""
    rows = [
        {"cycle_id": cycle_id, "suggestion_id": int(row["suggestion_id"]), "outcome": row["outcome"]}
        for row in verdicts.to_dict("records")
    ]
    if rows:
        connection.execute(insert(verdict), rows)
    name = connection.scalar(select(cycle.c.name).where(cycle.c.cycle_id == cycle_id))
    for event in (Event.FOUND_SATISFIED, Event.FOUND_UNSATISFIED, Event.NOT_RATED):
        outcomes = verdicts.loc[verdicts["event"] == event, "outcome"].dropna().unique().tolist()
        chosen = select(verdict.c.suggestion_id).where(verdict.c.cycle_id == cycle_id)
        rated = verdict.c.outcome.in_(outcomes)
        chosen = chosen.where(verdict.c.outcome.is_(None) if event is Event.NOT_RATED else rated)
        events.record(connection, chosen, event, today, name)
    record_numbers(connection, cycle_id, today)
    connection.execute(update(cycle).where(cycle.c.cycle_id == cycle_id).values(closed_on=today))


def _asked(cycle_id: int) -> Select[tuple[int]]:
    return (
        select(call_item.c.suggestion_id)
        .join(call, call.c.call_id == call_item.c.call_id)
        .where(call.c.cycle_id == cycle_id)
        .distinct()
    )


def _of_session(query: Any, scope: Scope) -> Any:
    joined = query.join(suggestion, suggestion.c.suggestion_id == suggestion_state.c.suggestion_id)
    return joined.where(suggestion.c.session_id == scope.session_id)
