"""What replies promise (承诺事项台账), and what departments report of it afterwards."""

from enum import StrEnum

from sqlalchemy import Boolean, Column, Date, Integer, String, Table, Text, UniqueConstraint

from warehouse.tables.base import key, metadata, one_of, refers


class PromiseStatus(StrEnum):
    """Broken is no status but a question: open, and its day has passed."""

    OPEN = "open"
    KEPT = "kept"
    SUPERSEDED = "superseded"


promise = Table(
    "promise",
    metadata,
    key("promise_id"),
    refers("reply_id", "reply.reply_id"),
    Column("text", Text, nullable=False, comment="what is promised (承诺内容)"),
    Column("due_on", Date, comment="by when (完成时限)"),
    Column("owner", Text, comment="who answers for it (责任人)"),
    Column(
        "status",
        String(10),
        nullable=False,
        comment="open, kept, superseded; broken is a question, never stored (状态)",
    ),
    Column("kept_on", Date, comment="day of the report that says so (完成日期)"),
    Column("evidence", Text, comment="the report that says it was kept (完成情况)"),
    # the letter that says it, where the register does not
    refers("batch_id", "batch.batch_id", nullable=True),
    one_of("status", PromiseStatus),
    UniqueConstraint("reply_id"),
    comment="what replies promise (承诺事项)",
)

# One report per referral and day. The class of a reply is what it was; what became of it stands here, with its day.
progress = Table(
    "progress",
    metadata,
    key("progress_id"),
    refers("referral_id", "referral.referral_id"),
    Column("reported_on", Date, nullable=False, comment="day of the report (报告日期)"),
    Column("text", Text, comment="what it says (进展情况)"),
    Column("is_done", Boolean, comment="the promise is said to be kept (是否完成)"),
    Column("new_class", String(10), comment="result class that it moves to (新办理结果)"),
    refers("batch_id", "batch.batch_id"),
    Column("row_no", Integer, nullable=False, comment="row in the sheet (行号)"),
    UniqueConstraint("referral_id", "reported_on"),
    comment="what departments report of promises afterwards (承诺进展)",
)
