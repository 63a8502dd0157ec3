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
    Column("text", Text, nullable=False),
    Column("due_on", Date),
    Column("owner", Text, comment="责任人"),
    Column("status", String(10), nullable=False),
    Column("kept_on", Date),
    Column("evidence", Text, comment="the report that says it was kept"),
    # the letter that says it, where the register does not
    refers("batch_id", "batch.batch_id", nullable=True),
    one_of("status", PromiseStatus),
    UniqueConstraint("reply_id"),
)

# One report per referral and day. The class of a reply is what it was; what became of it stands here, with its day.
progress = Table(
    "progress",
    metadata,
    key("progress_id"),
    refers("referral_id", "referral.referral_id"),
    Column("reported_on", Date, nullable=False),
    Column("text", Text),
    Column("is_done", Boolean),
    Column("new_class", String(10)),
    refers("batch_id", "batch.batch_id"),
    Column("row_no", Integer, nullable=False),
    UniqueConstraint("referral_id", "reported_on"),
)
