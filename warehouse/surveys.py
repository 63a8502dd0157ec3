"""Survey cycles: the frozen sample, the list that leaves, answers in versions, verdicts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import pyarrow as pa
from sqlalchemy import Connection, Select, Table, and_, insert, select, update

from schemas.lifecycle import Event
from warehouse import events
from warehouse.bulk import insert_arrow
from warehouse.number_history import record_numbers
from warehouse.offices import Scope
from warehouse.queries.taken_back import GONE, is_taken_back
from warehouse.tables import (
    answer,
    call,
    call_item,
    cycle,
    cycle_exclusion,
    cycle_sample,
    question_answer,
    suggestion,
    suggestion_state,
    verdict,
)

_KEYS_PER_QUERY = 5_000
_ANSWER = ["outcome", "word", "reason", "called_on", "attempts"]


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
    questionnaire: dict[str, Any] | None = None


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
    asked = asked_about(cycle_id)
    events.record(connection, asked, Event.SURVEY_OPENED, values["as_of"], values["name"])
    return cycle_id


def cycles(connection: Connection, scope: Scope) -> list[Cycle]:
    """Return the cycles of the session in the order they were opened."""
    query = select(cycle).where(cycle.c.session_id == scope.session_id).order_by(cycle.c.cycle_id)
    return [Cycle(**row) for row in connection.execute(query).mappings()]


def put_answers(
    connection: Connection, batch_id: int, rows: pd.DataFrame, today: date, question: str | None = None
) -> int:
    """Write answers that are new or differ from the current version; earlier versions stay. Return how many.

    `rows`: call_item_id, row_no, outcome, word, and of the result also reason, called_on, attempts; `question` is one that is
    asked beside the result.
    """
    table, content = (question_answer, ["outcome", "word"]) if question else (answer, _ANSWER)
    of_question = (table.c.question == question,) if question else ()
    current = _current_answers(
        connection, table, content, of_question, [int(key) for key in rows["call_item_id"]]
    )
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
            update(table)
            .where(table.c.call_item_id.in_(chunk), table.c.is_current, *of_question)
            .values(is_current=False)
        )
    records = new[["call_item_id", "row_no", *content]].assign(
        version=new["version"].fillna(0).astype(int) + 1,
        is_current=True,
        batch_id=batch_id,
    )
    records = records.assign(question=question) if question else records.assign(recorded_on=today)
    if len(records):
        plain = records.astype(object).where(records.notna(), None)
        connection.execute(
            insert(table), [{str(k): v for k, v in row.items()} for row in plain.to_dict("records")]
        )
    return len(records)


def _current_answers(
    connection: Connection, table: Table, content: list[str], where: Sequence[Any], items: list[int]
) -> pd.DataFrame:
    columns = [table.c[name] for name in ("call_item_id", "version", *content)]
    rows: list[Any] = []
    for start in range(0, len(items), _KEYS_PER_QUERY):
        chunk = items[start : start + _KEYS_PER_QUERY]
        rows += connection.execute(
            select(*columns).where(table.c.call_item_id.in_(chunk), table.c.is_current, *where)
        ).all()
    return pd.DataFrame(rows, columns=[column.name for column in columns])


def answers_of_cycle(connection: Connection, cycle_id: int, question: str | None = None) -> pd.DataFrame:
    """Return one row per item asked: suggestion_id, deputy_id, signature, has_phone, is_withdrawn (while asked), outcome, reason.

    The outcome is that of the result, or of a `question` beside it, None when nothing came back; the reason is always the one given
    for the result.
    """
    query = (
        select(
            call_item.c.suggestion_id,
            call.c.deputy_id,
            call_item.c.signature,
            call.c.has_phone,
            is_taken_back().label("is_withdrawn"),
            (question_answer if question else answer).c.outcome,
            answer.c.reason,
        )
        .join(call, call.c.call_id == call_item.c.call_id)
        .outerjoin(answer, and_(answer.c.call_item_id == call_item.c.call_item_id, answer.c.is_current))
        .where(call.c.cycle_id == cycle_id)
        .order_by(call.c.call_id, call_item.c.position)
    )
    if question:
        query = query.outerjoin(
            question_answer,
            and_(
                question_answer.c.call_item_id == call_item.c.call_item_id,
                question_answer.c.question == question,
                question_answer.c.is_current,
            ),
        )
    return pd.DataFrame(connection.execute(query).all(), columns=list(query.selected_columns.keys()))


def sample_of(connection: Connection, cycle_id: int) -> pd.DataFrame:
    """Return how the sample of a cycle was drawn, a row per suggestion: suggestion_id, stratum, stratum_size; none for a census."""
    columns = [cycle_sample.c[name] for name in ("suggestion_id", "stratum", "stratum_size")]
    rows = connection.execute(select(*columns).where(cycle_sample.c.cycle_id == cycle_id)).all()
    return pd.DataFrame(rows, columns=[column.name for column in columns])


def close_cycle(connection: Connection, cycle_id: int, verdicts: pd.DataFrame, today: date) -> None:
    """Write verdicts (suggestion_id, outcome, event) and let each suggestion move on; the cycle takes no more answers.

    What was taken back is where it stays.
    """
    rows = [
        {"cycle_id": cycle_id, "suggestion_id": int(row["suggestion_id"]), "outcome": row["outcome"]}
        for row in verdicts.to_dict("records")
    ]
    if rows:
        connection.execute(insert(verdict), rows)
    name = connection.scalar(select(cycle.c.name).where(cycle.c.cycle_id == cycle_id))
    gone = select(suggestion_state.c.suggestion_id).where(suggestion_state.c.status.in_(GONE))
    for event in (Event.FOUND_SATISFIED, Event.FOUND_UNSATISFIED, Event.NOT_RATED):
        outcomes = verdicts.loc[verdicts["event"] == event, "outcome"].dropna().unique().tolist()
        chosen = select(verdict.c.suggestion_id).where(
            verdict.c.cycle_id == cycle_id, verdict.c.suggestion_id.not_in(gone)
        )
        rated = verdict.c.outcome.in_(outcomes)
        chosen = chosen.where(verdict.c.outcome.is_(None) if event is Event.NOT_RATED else rated)
        events.record(connection, chosen, event, today, name)
    record_numbers(connection, cycle_id, today)
    connection.execute(update(cycle).where(cycle.c.cycle_id == cycle_id).values(closed_on=today))


def asked_about(cycle_id: int) -> Select[tuple[int]]:
    """Return the query for the suggestions that a cycle asks about."""
    return (
        select(call_item.c.suggestion_id)
        .join(call, call.c.call_id == call_item.c.call_id)
        .where(call.c.cycle_id == cycle_id)
        .distinct()
    )


def _of_session(query: Any, scope: Scope) -> Any:
    joined = query.join(suggestion, suggestion.c.suggestion_id == suggestion_state.c.suggestion_id)
    return joined.where(suggestion.c.session_id == scope.session_id)
