"""What survey results said of a deputy's telephone numbers. It stands beside the number and nowhere else.

The rule. When a cycle is closed, a number whose last attempt found it dead (空号、停机、换号) is known to be invalid from that day on, and
by which cycle; without a log of attempts so are all numbers of a deputy whose answer was 号码有误. The next list puts such a number
behind the others (of each class mobiles first) and says so; nobody loses a number. It counts as good again when a later cycle
speaks to somebody under it. A directory that sends the same number again changes nothing, however new it is: directories come
whole for the sake of one line, so repeating a number confirms nothing. A number that a directory leaves out is forgotten with all
that was known of it. Purging leaves it: files are deleted, the standing of a number is a property of the number.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Connection, bindparam, select, update

from schemas.dispositions import disposition_table
from schemas.words import Outcome
from warehouse.tables import answer, attempt, call, call_item, cycle, deputy_phone


def numbers_of_cycle(connection: Connection, cycle_id: int) -> pd.DataFrame:
    """Return the numbers of everyone who is called, in dialling order: deputy_id, position, e164, extension, call_time, is_doubtful, number_no.

    Doubtful is what was known to be invalid before the cycle was opened, so that a list that left keeps its order.
    """
    opened = select(cycle.c.as_of).where(cycle.c.cycle_id == cycle_id).scalar_subquery()
    of_cycle = select(call.c.deputy_id).where(call.c.cycle_id == cycle_id)
    columns = [
        deputy_phone.c[name]
        for name in ("deputy_id", "position", "e164", "extension", "is_mobile", "call_time")
    ]
    query = select(*columns, (deputy_phone.c.invalid_on <= opened).label("is_doubtful"))
    rows = connection.execute(query.where(deputy_phone.c.deputy_id.in_(of_cycle))).all()
    found = pd.DataFrame(rows, columns=list(query.selected_columns.keys()))
    found["is_doubtful"] = found["is_doubtful"].map(lambda flag: bool(flag)).astype(bool)
    found["is_landline"] = ~found["is_mobile"].astype(bool)
    found = found.sort_values(["deputy_id", "is_doubtful", "is_landline", "position"], ignore_index=True)
    found["number_no"] = found.groupby("deputy_id").cumcount() + 1
    return found.drop(columns=["is_mobile", "is_landline"])


def record_numbers(connection: Connection, cycle_id: int, today: date) -> None:
    """Keep what a cycle that is being closed found out about the numbers of its deputies."""
    numbers = numbers_of_cycle(connection, cycle_id)
    log = _attempts(connection, cycle_id)
    dead, alive = _by_log(log)
    said = _answers(connection, cycle_id)
    without_log = said[~said["call_id"].isin(log["call_id"])]
    wrong = without_log.loc[without_log["outcome"] == Outcome.INVALID_NUMBER.value, "deputy_id"]
    key = list(zip(numbers["deputy_id"], numbers["number_no"], strict=True))
    is_dead = numbers["deputy_id"].isin(wrong) | pd.Series([one in dead for one in key], dtype=bool)
    is_alive = pd.Series([one in alive for one in key], index=numbers.index, dtype=bool)
    _set(connection, numbers[is_dead], {"invalid_on": today, "invalid_cycle_id": cycle_id})
    _set(connection, numbers[is_alive & ~is_dead], {"invalid_on": None, "invalid_cycle_id": None})


def _set(connection: Connection, numbers: pd.DataFrame, values: dict[str, Any]) -> None:
    keys = [
        {"of_deputy": int(deputy_id), "of_position": int(position)}
        for deputy_id, position in zip(numbers["deputy_id"], numbers["position"], strict=True)
    ]
    if keys:
        place = (
            deputy_phone.c.deputy_id == bindparam("of_deputy"),
            deputy_phone.c.position == bindparam("of_position"),
        )
        connection.execute(update(deputy_phone).where(*place).values(values), keys)


def _attempts(connection: Connection, cycle_id: int) -> pd.DataFrame:
    query = (
        select(
            call.c.call_id,
            call.c.deputy_id,
            attempt.c.number_no,
            attempt.c.happened_at,
            attempt.c.disposition,
        )
        .join(attempt, attempt.c.call_id == call.c.call_id)
        .where(call.c.cycle_id == cycle_id)
    )
    return pd.DataFrame(connection.execute(query).all(), columns=list(query.selected_columns.keys()))


def _by_log(log: pd.DataFrame) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Return (deputy, number) of the numbers that were found dead at last, and of those under which somebody spoke at last."""
    table = disposition_table()
    last = log.sort_values(["happened_at", "disposition"]).drop_duplicates(
        ["deputy_id", "number_no"], keep="last"
    )

    def where(codes: Sequence[str]) -> set[tuple[int, int]]:
        chosen = last[last["disposition"].isin(codes)]
        return set(zip(chosen["deputy_id"], chosen["number_no"], strict=True))

    return (
        where([code for code, entry in table.items() if entry.is_about_number]),
        where([code for code, entry in table.items() if entry.contacted]),
    )


def _answers(connection: Connection, cycle_id: int) -> pd.DataFrame:
    query = (
        select(call.c.call_id, call.c.deputy_id, answer.c.outcome)
        .join(call_item, call_item.c.call_id == call.c.call_id)
        .join(answer, (answer.c.call_item_id == call_item.c.call_item_id) & answer.c.is_current)
        .where(call.c.cycle_id == cycle_id)
    )
    return pd.DataFrame(connection.execute(query).all(), columns=list(query.selected_columns.keys()))
