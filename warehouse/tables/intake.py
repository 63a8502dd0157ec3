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
    Column("sha256", String(64), nullable=False, comment="what the file is known by (文件指纹)"),
    Column("file_name", Text, nullable=False, comment="as it stood in the inbox; never trusted (文件名)"),
    Column("kind", String(20), nullable=False, comment="what it holds, decided by its content (文件种类)"),
    Column(
        "status",
        String(20),
        nullable=False,
        comment="how far it has come: received, loaded, held, refused (处理状态)",
    ),
    Column("received_on", Date, nullable=False, comment="business day on which it was taken in (接收日期)"),
    Column("row_count", Integer, nullable=False, server_default="0", comment="rows read (行数)"),
    Column(
        "set_aside_count",
        Integer,
        nullable=False,
        server_default="0",
        comment="rows that were set aside (未采用行数)",
    ),
    Column(
        "new_count",
        Integer,
        nullable=False,
        server_default="0",
        comment="rows that said something new (新增或变更行数)",
    ),
    UniqueConstraint("office_id", "sha256"),
    one_of("kind", Kind),
    one_of("status", BatchStatus),
    comment="files that came in (批次)",
)

problem = Table(
    "problem",
    metadata,
    key("problem_id"),
    refers("batch_id", "batch.batch_id"),
    Column("code", String(40), nullable=False, comment="code in schemas/problems.toml (问题代码)"),
    Column("level", String(20), nullable=False, comment="what it means for the row or batch (级别)"),
    Column("sheet", Text, comment="sheet of the workbook (工作表)"),
    Column(
        "row_no",
        Integer,
        comment="as the sheet or the record of a csv file counts; none for the whole file (行号)",
    ),
    Column("field", Text, comment="the header as printed, or our name for it (列名)"),
    Column("raw_value", Text, comment="what stood there; never a telephone number (原值)"),
    Column(
        "status",
        String(20),
        nullable=False,
        server_default="open",
        comment="open, fixed, waived, superseded (状态)",
    ),
    Column("waived_by", Text, comment="who let it pass (核销人)"),
    Column("waived_on", Date, comment="day on which it was let pass (核销日期)"),
    Column("waived_because", Text, comment="why it was let pass (核销理由)"),
    one_of("level", Level),
    one_of("status", ProblemStatus),
    Index(None, "batch_id", "row_no"),
    comment="what is wrong with a cell, row or file (问题)",
)

set_aside_row = Table(
    "set_aside_row",
    metadata,
    refers("batch_id", "batch.batch_id", primary_key=True),
    Column("sheet", Text, primary_key=True, comment="sheet of the workbook (工作表)"),
    Column("row_no", Integer, primary_key=True, autoincrement=False, comment="row in the sheet (行号)"),
    Column("content", JSON, nullable=False, comment="the row as read, telephone numbers left out (行内容)"),
    comment="rows that could not be used, as read (未采用行)",
)

batch_profile = Table(
    "batch_profile",
    metadata,
    refers("batch_id", "batch.batch_id", primary_key=True),
    refers("department_id", "department.department_id", primary_key=True),
    Column("row_count", Integer, nullable=False, comment="rows of the department (行数)"),
    Column("set_aside_count", Integer, nullable=False, comment="of them set aside (未采用行数)"),
    Column(
        "fill_rate",
        Float,
        nullable=False,
        comment="share of mandatory cells that are filled, 0 to 1 (必填项填写率)",
    ),
    comment="what a batch held of each department (批次概况)",
)

batch_check = Table(
    "batch_check",
    metadata,
    refers("batch_id", "batch.batch_id", primary_key=True),
    Column("is_sound", Boolean, nullable=False, comment="nothing spoke against loading it (检查通过)"),
    Column(
        "result", JSON, nullable=False, comment="one entry per expectation of Great Expectations (检查结果)"
    ),
    comment="what Great Expectations found in a batch (批次检查)",
)
