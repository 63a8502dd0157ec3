"""What deputies were asked and said: cycles, calls, items, answers in versions, verdicts."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from schemas.words import Outcome, Signature
from warehouse.tables.base import key, metadata, one_of, refers

cycle = Table(
    "cycle",
    metadata,
    key("cycle_id"),
    refers("session_id", "session.session_id"),
    Column("round", Integer, nullable=False, comment="of the suggestions asked about"),
    Column("name", Text, nullable=False),
    Column("as_of", Date, nullable=False, comment="the sample is frozen as the warehouse stood on this day"),
    Column("window_from", Date, nullable=False),
    Column("window_to", Date, nullable=False),
    Column("ask", String(20), nullable=False, comment="rule of the profile on that day: lead, signers"),
    Column(
        "verdict_rule", String(30), nullable=False, comment="rule of the profile on that day: lead, worst"
    ),
    Column("confirmed_by", Text, nullable=False),
    Column("plan", JSON, comment="what was chosen when it was opened"),
    Column(
        "list_version", Integer, nullable=False, server_default="1", comment="an older list is superseded"
    ),
    Column("closed_on", Date),
    UniqueConstraint("session_id", "name"),
)

# what a cycle left out, and why
cycle_exclusion = Table(
    "cycle_exclusion",
    metadata,
    refers("cycle_id", "cycle.cycle_id", primary_key=True),
    refers("suggestion_id", "suggestion.suggestion_id", primary_key=True),
    Column("reason", String(30), nullable=False),
)

# how a sample was drawn: a census has none
cycle_sample = Table(
    "cycle_sample",
    metadata,
    refers("cycle_id", "cycle.cycle_id", primary_key=True),
    refers("suggestion_id", "suggestion.suggestion_id", primary_key=True),
    Column("stratum", Text, nullable=False, comment="lead departments"),
    Column("stratum_size", Integer, nullable=False),
    Column("inclusion_probability", Float, nullable=False),
    Column("weight", Float, nullable=False),
)

call = Table(
    "call",
    metadata,
    key("call_id"),
    refers("cycle_id", "cycle.cycle_id"),
    refers("deputy_id", "deputy.deputy_id"),
    Column("case_key", String(16), nullable=False, unique=True, comment="random, last character checks"),
    Column("has_phone", Boolean, nullable=False),
    UniqueConstraint("cycle_id", "deputy_id"),
)

call_item = Table(
    "call_item",
    metadata,
    key("call_item_id"),
    refers("call_id", "call.call_id"),
    refers("suggestion_id", "suggestion.suggestion_id"),
    Column("position", Integer, nullable=False, comment="题号"),
    Column("signature", String(10), nullable=False),
    UniqueConstraint("call_id", "suggestion_id"),
    UniqueConstraint("call_id", "position"),
    one_of("signature", Signature),
    Index(None, "suggestion_id"),
)

answer = Table(
    "answer",
    metadata,
    key("answer_id"),
    refers("call_item_id", "call_item.call_item_id"),
    Column("version", Integer, nullable=False),
    Column("is_current", Boolean, nullable=False),
    Column("outcome", String(20), nullable=False),
    Column("reason", Text),
    Column("called_on", Date),
    Column("attempts", Integer),
    refers("batch_id", "batch.batch_id"),
    Column("row_no", Integer, nullable=False),
    Column("recorded_on", Date, comment="since when it is known; none: since its batch was received"),
    one_of("outcome", Outcome),
    UniqueConstraint("call_item_id", "version"),
    Index(
        "ix_answer_current",
        "call_item_id",
        unique=True,
        sqlite_where=text("is_current"),
        postgresql_where=text("is_current"),
    ),
)

# every dial is kept for ever; how the call ended is derived from them
attempt = Table(
    "attempt",
    metadata,
    key("attempt_id"),
    refers("call_id", "call.call_id"),
    Column("happened_at", DateTime, nullable=False),
    Column("disposition", String(10), nullable=False, comment="AAPOR code"),
    Column("number_no", Integer, nullable=False, comment="which of the deputy's numbers"),
    Column("appointment_at", DateTime),
    Column("interviewer", Text),
    refers("batch_id", "batch.batch_id"),
    Column("row_no", Integer, nullable=False),
    UniqueConstraint("call_id", "happened_at", "disposition"),
)

verdict = Table(
    "verdict",
    metadata,
    refers("cycle_id", "cycle.cycle_id", primary_key=True),
    refers("suggestion_id", "suggestion.suggestion_id", primary_key=True),
    Column("outcome", String(20), comment="none when nobody whose word counts rated the item"),
    one_of("outcome", Outcome),
)
