"""Opinions that deputies give on visits between sessions, and the meetings with departments that deal with some of them.

All three are kept in versions: a corrected row of a later file takes the place of the earlier one, which stays. They hold
together by what people number them with: the quarter and number of an opinion, the number of a meeting.
"""

from typing import Any

from sqlalchemy import Boolean, Column, Date, Index, Integer, String, Table, Text, UniqueConstraint, text

from schemas.visits import FollowUp, Sorting
from warehouse.tables.base import key, metadata, one_of, refers


def _current(table: str, *names: str) -> Index:
    return Index(
        f"ix_{table}_current",
        "session_id",
        *names,
        unique=True,
        sqlite_where=text("is_current"),
        postgresql_where=text("is_current"),
    )


def _version() -> tuple[Column[Any], ...]:
    return (
        Column("version", Integer, nullable=False),
        Column("is_current", Boolean, nullable=False),
        refers("batch_id", "batch.batch_id"),
        Column("sheet", Text, nullable=False),
        Column("row_no", Integer, nullable=False),
    )


opinion = Table(
    "opinion",
    metadata,
    key("opinion_id"),
    refers("session_id", "session.session_id"),
    Column("quarter", String(6), nullable=False, comment="of the visit: 2020Q1"),
    Column("number", String(20), nullable=False, comment="within the quarter, or running on"),
    Column("visited_on", Date),
    Column("deputies", Text, nullable=False, comment="as written: names or a group"),
    Column("place", Text),
    Column("content", Text, nullable=False),
    Column("category", Text),
    refers("department_id", "department.department_id", nullable=True),
    Column("sorting", String(20), nullable=False),
    Column("handled", Text, comment="what was answered or done"),
    # no key: the register may bring the suggestion later
    Column("suggestion", String(20), comment="the number it became, with its series: 闭会3"),
    *_version(),
    one_of("sorting", Sorting),
    UniqueConstraint("session_id", "quarter", "number", "version"),
    _current("opinion", "quarter", "number"),
)

consultation = Table(
    "consultation",
    metadata,
    key("consultation_id"),
    refers("session_id", "session.session_id"),
    Column("number", String(20), nullable=False),
    Column("held_on", Date, nullable=False),
    Column("participants", Text, comment="departments, as written"),
    *_version(),
    UniqueConstraint("session_id", "number", "version"),
    _current("consultation", "number"),
)

# What one meeting came to on one opinion; an opinion may come up in several meetings.
consultation_item = Table(
    "consultation_item",
    metadata,
    key("consultation_item_id"),
    refers("session_id", "session.session_id"),
    Column("meeting", String(20), nullable=False, comment="number of the consultation"),
    Column("quarter", String(6), nullable=False),
    Column("number", String(20), nullable=False, comment="of the opinion"),
    Column("result", Text, nullable=False, comment="what was agreed"),
    refers("department_id", "department.department_id", nullable=True),
    Column("due_on", Date),
    Column("follow_up", String(10), comment="none: nobody has said"),
    *_version(),
    one_of("follow_up", FollowUp),
    UniqueConstraint("session_id", "meeting", "quarter", "number", "version"),
    _current("consultation_item", "meeting", "quarter", "number"),
)
