"""What came in: files, what was wrong with them, and the rows that were set aside."""

from enum import StrEnum

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Float,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from schemas.problems import Level
from schemas.words import BatchStatus, Kind
from warehouse.tables.base import key, metadata, one_of, refers


class ProblemStatus(StrEnum):
    """Whether a problem still needs someone."""

    OPEN = "open"
    FIXED = "fixed"
    WAIVED = "waived"
    SUPERSEDED = "superseded"


batch = Table(
    "batch",
    metadata,
    key("batch_id"),
    refers("office_id", "office.office_id"),
    Column("sha256", String(64), nullable=False),
    Column("file_name", Text, nullable=False, comment="as it stood in the inbox; never trusted"),
    Column("kind", String(20), nullable=False),
    Column("status", String(20), nullable=False),
    Column("received_on", Date, nullable=False),
    Column("row_count", Integer, nullable=False, server_default="0"),
    Column("set_aside_count", Integer, nullable=False, server_default="0"),
    Column("new_count", Integer, nullable=False, server_default="0", comment="rows that said something new"),
    UniqueConstraint("office_id", "sha256"),
    one_of("kind", Kind),
    one_of("status", BatchStatus),
)

problem = Table(
    "problem",
    metadata,
    key("problem_id"),
    refers("batch_id", "batch.batch_id"),
    Column("code", String(40), nullable=False),
    Column("level", String(20), nullable=False),
    Column("sheet", Text),
    Column(
        "row_no", Integer, comment="as the sheet or the record of a csv file counts; none for the whole file"
    ),
    Column("field", Text, comment="the header as printed, or our name for it"),
    Column("raw_value", Text, comment="never a telephone number"),
    Column("status", String(20), nullable=False, server_default="open"),
    Column("waived_by", Text),
    Column("waived_on", Date),
    Column("waived_because", Text),
    one_of("level", Level),
    one_of("status", ProblemStatus),
    Index(None, "batch_id", "row_no"),
)

set_aside_row = Table(
    "set_aside_row",
    metadata,
    refers("batch_id", "batch.batch_id", primary_key=True),
    Column("sheet", Text, primary_key=True),
    Column("row_no", Integer, primary_key=True, autoincrement=False),
    Column("content", JSON, nullable=False, comment="the row as read, telephone numbers left out"),
)

batch_profile = Table(
    "batch_profile",
    metadata,
    refers("batch_id", "batch.batch_id", primary_key=True),
    refers("department_id", "department.department_id", primary_key=True),
    Column("row_count", Integer, nullable=False),
    Column("set_aside_count", Integer, nullable=False),
    Column("fill_rate", Float, nullable=False, comment="share of mandatory cells that are filled"),
)

batch_check = Table(
    "batch_check",
    metadata,
    refers("batch_id", "batch.batch_id", primary_key=True),
    Column("is_sound", Boolean, nullable=False),
    Column("result", JSON, nullable=False, comment="one entry per expectation of Great Expectations"),
)
