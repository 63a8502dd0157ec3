"""What is handled: suggestions, their signers, referrals with due dates, replies in versions, and events."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from schemas.lifecycle import Event, Status
from schemas.words import Change, Ending, Publicity, Role, Series, Signature, TermKind
from warehouse.tables.base import Id, key, metadata, one_of, refers

suggestion = Table(
    "suggestion",
    metadata,
    key("suggestion_id"),
    refers("session_id", "session.session_id"),
    Column("series", String(20), nullable=False),
    Column("number", String(20), nullable=False, comment="without leading zeros"),
    Column("title", Text, nullable=False),
    Column("category", Text),
    Column("term_kind", String(20), nullable=False),
    Column("is_key", Boolean, nullable=False, comment="重点督办"),
    Column(
        "is_confidential",
        Boolean,
        nullable=False,
        server_default=text("false"),
        comment="who signed it is kept from the survey centre",
    ),
    refers("batch_id", "batch.batch_id"),
    Column("row_no", Integer, nullable=False),
    UniqueConstraint("session_id", "series", "number"),
    one_of("series", Series),
    one_of("term_kind", TermKind),
)

# Apart from `suggestion` because it is the one thing that changes: a narrow row is cheap to write again.
# Follows the newest `suggestion_event`; only warehouse.events writes it.
suggestion_state = Table(
    "suggestion_state",
    metadata,
    refers("suggestion_id", "suggestion.suggestion_id", primary_key=True),
    Column("status", String(20), nullable=False),
    Column("round", Integer, nullable=False, server_default="1"),
    one_of("status", Status),
    Index(
        "ix_suggestion_state_in_handling",
        "suggestion_id",
        sqlite_where=text("status IN ('referred', 're_referred')"),
        postgresql_where=text("status IN ('referred', 're_referred')"),
    ),
)

suggestion_event = Table(
    "suggestion_event",
    metadata,
    key("event_id"),
    refers("suggestion_id", "suggestion.suggestion_id"),
    Column("event", String(20), nullable=False),
    Column("happened_on", Date, nullable=False),
    Column("round", Integer, nullable=False),
    Column("note", Text, comment="which cycle, letter or decision"),
    one_of("event", Event),
    Index(None, "suggestion_id"),
)

signer = Table(
    "signer",
    metadata,
    refers("suggestion_id", "suggestion.suggestion_id", primary_key=True),
    refers("deputy_id", "deputy.deputy_id", primary_key=True),
    Column("signature", String(10), nullable=False),
    Column("position", Integer, nullable=False, comment="0 = lead"),
    one_of("signature", Signature),
)

due_trace = Table(
    "due_trace",
    metadata,
    key("due_trace_id"),
    Column("profile", String(50), nullable=False),
    Column("effective_from", Date, nullable=False),
    Column("term_name", String(20), nullable=False),
    Column("start_on", Date, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("is_provisional", Boolean, nullable=False),
    Column("explanation", Text, nullable=False, comment="a Chinese paragraph"),
    Column(
        "calendar", String(16), nullable=False, server_default="unknown", comment="which holidays were known"
    ),
    Column("trace", JSON, comment="how it came about: tasks.rules.due_trace.Trace"),
    UniqueConstraint("profile", "effective_from", "term_name", "start_on", "calendar"),
)

referral = Table(
    "referral",
    metadata,
    key("referral_id"),
    refers("suggestion_id", "suggestion.suggestion_id"),
    refers("department_id", "department.department_id"),
    Column("role", String(10), nullable=False),
    Column("round", Integer, nullable=False),
    Column("assigned_on", Date, nullable=False),
    # a co-handler owes the lead an opinion, not the deputy a reply: no due date of its own
    Column("due_on", Date),
    refers("due_trace_id", "due_trace.due_trace_id", nullable=True),
    Column("received_on", Date, comment="签收"),
    Column("suspended_on", Date, comment="since when its clock stands still"),
    Column("ended_on", Date),
    Column("ended_as", String(10), comment="why it owes nothing any more without a reply"),
    Column(
        "is_latest", Boolean, nullable=False, server_default=text("true"), comment="newest round of this pair"
    ),
    one_of("role", Role),
    one_of("ended_as", Ending),
    CheckConstraint("role = 'co_handler' OR due_on IS NOT NULL", name="owes_a_date"),
    UniqueConstraint("suggestion_id", "department_id", "round"),
    Index(
        "ix_referral_latest",
        "suggestion_id",
        "department_id",
        unique=True,
        sqlite_where=text("is_latest"),
        postgresql_where=text("is_latest"),
    ),
)

# What happened to a referral while it was handled: old and new date are both kept.
referral_change = Table(
    "referral_change",
    metadata,
    key("change_id"),
    refers("referral_id", "referral.referral_id"),
    Column("change", String(20), nullable=False),
    Column("happened_on", Date, nullable=False),
    Column("old_due_on", Date),
    Column("new_due_on", Date),
    Column("reason", Text),
    Column("approved_by", Text),
    Column("explanation", Text, nullable=False, comment="a Chinese sentence"),
    Column("recorded_on", Date, nullable=False),
    refers("batch_id", "batch.batch_id", nullable=True),
    Column("row_no", Integer),
    one_of("change", Change),
    UniqueConstraint("referral_id", "change", "happened_on"),
)

# Referrals that owe the deputy a reply and have none yet: what is overdue is a question to these few rows.
open_referral = Table(
    "open_referral",
    metadata,
    refers("referral_id", "referral.referral_id", primary_key=True),
    Column("suggestion_id", Id, nullable=False),
    # 9999-12-31 while its clock stands still
    Column("due_on", Date, nullable=False),
    Index(None, "due_on"),
    Index(None, "suggestion_id"),
)

reply = Table(
    "reply",
    metadata,
    key("reply_id"),
    refers("referral_id", "referral.referral_id"),
    Column("version", Integer, nullable=False),
    Column("is_current", Boolean, nullable=False),
    Column("content_hash", BigInteger, nullable=False),
    Column("doc_no", Text),
    Column("replied_on", Date),
    Column("result_class", String(10)),
    Column("signatory", Text),
    Column("contact", Text),
    Column("phone", Text, comment="the handler's office telephone, as printed on the reply"),
    Column("face_to_face", Boolean),
    Column("publicity", String(10)),
    Column(
        "is_interim", Boolean, nullable=False, server_default=text("false"), comment="does not stop the clock"
    ),
    refers("batch_id", "batch.batch_id"),
    Column("sheet", Text, nullable=False),
    Column("row_no", Integer, nullable=False),
    Column("recorded_on", Date, comment="since when it is known; none: since its batch was received"),
    one_of("publicity", Publicity),
    UniqueConstraint("referral_id", "version"),
    Index(
        "ix_reply_current",
        "referral_id",
        unique=True,
        sqlite_where=text("is_current"),
        postgresql_where=text("is_current"),
    ),
    Index(None, "batch_id", "row_no"),
)

# What a reply letter says of itself. A register row is the reply; the letter is held against it.
reply_letter = Table(
    "reply_letter",
    metadata,
    refers("batch_id", "batch.batch_id", primary_key=True),
    refers("session_id", "session.session_id"),
    Column("number", String(20)),
    Column("title", Text),
    refers("department_id", "department.department_id", nullable=True),
    Column("signed_by", Text, comment="the department as written"),
    Column("addressees", Text, comment="names, joined by 、"),
    Column("doc_no", Text),
    Column("replied_on", Date),
    Column("result_class", String(10)),
    Column("signatory", Text),
    Column("contact", Text, comment="names, joined by 、"),
    Column("phone", Text, comment="office telephones, joined by 、"),
    Column("publicity", String(10)),
    refers("referral_id", "referral.referral_id", nullable=True),
    refers("compared_reply_id", "reply.reply_id", nullable=True),
)
