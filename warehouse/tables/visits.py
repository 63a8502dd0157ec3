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
        Column("version", Integer, nullable=False, comment="1 = first (版本)"),
        Column("is_current", Boolean, nullable=False, comment="the version in force (现行版本)"),
        refers("batch_id", "batch.batch_id"),
        Column("sheet", Text, nullable=False, comment="sheet of the file (工作表)"),
        Column("row_no", Integer, nullable=False, comment="row in the sheet (行号)"),
    )


opinion = Table(
    "opinion",
    metadata,
    key("opinion_id"),
    refers("session_id", "session.session_id"),
    Column("quarter", String(6), nullable=False, comment="quarter of the visit: 2020Q1 (季度)"),
    Column(
        "number", String(20), nullable=False, comment="number within the quarter, or running on (意见编号)"
    ),
    Column("visited_on", Date, comment="day of the visit (走访日期)"),
    Column("deputies", Text, nullable=False, comment="as written: names or a group (代表)"),
    Column("place", Text, comment="where it was given (走访地点)"),
    Column("content", Text, nullable=False, comment="what was said (意见内容)"),
    Column("category", Text, comment="as the register writes it (类别)"),
    refers("department_id", "department.department_id", nullable=True),
    Column(
        "sorting",
        String(20),
        nullable=False,
        comment="how it is dealt with: schemas.visits.Sorting (处理方式)",
    ),
    Column("handled", Text, comment="what was answered or done (办理情况)"),
    # no key: the register may bring the suggestion later
    Column("suggestion", String(20), comment="number it became, with its series: 闭会3 (转建议编号)"),
    *_version(),
    one_of("sorting", Sorting),
    UniqueConstraint("session_id", "quarter", "number", "version"),
    _current("opinion", "quarter", "number"),
    comment="opinions given on visits between sessions, in versions (走访意见)",
)

consultation = Table(
    "consultation",
    metadata,
    key("consultation_id"),
    refers("session_id", "session.session_id"),
    Column("number", String(20), nullable=False, comment="number of the meeting (会议编号)"),
    Column("held_on", Date, nullable=False, comment="day of the meeting (会商日期)"),
    Column("participants", Text, comment="departments, as written (参加单位)"),
    *_version(),
    UniqueConstraint("session_id", "number", "version"),
    _current("consultation", "number"),
    comment="meetings with departments, in versions (会商)",
)

# What one meeting came to on one opinion; an opinion may come up in several meetings.
consultation_item = Table(
    "consultation_item",
    metadata,
    key("consultation_item_id"),
    refers("session_id", "session.session_id"),
    Column("meeting", String(20), nullable=False, comment="number of the consultation (会议编号)"),
    Column("quarter", String(6), nullable=False, comment="quarter of the opinion (季度)"),
    Column("number", String(20), nullable=False, comment="number of the opinion (意见编号)"),
    Column("result", Text, nullable=False, comment="what was agreed (会商结果)"),
    refers("department_id", "department.department_id", nullable=True),
    Column("due_on", Date, comment="by when it is to be done (完成时限)"),
    Column("follow_up", String(10), comment="how far it came; none: nobody has said (落实情况)"),
    *_version(),
    one_of("follow_up", FollowUp),
    UniqueConstraint("session_id", "meeting", "quarter", "number", "version"),
    _current("consultation_item", "meeting", "quarter", "number"),
    comment="what a meeting came to on an opinion, in versions (会商事项)",
)
