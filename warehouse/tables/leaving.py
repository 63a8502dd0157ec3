"""What left the house: decisions on unsatisfied items, letters, and the ledger of what was sent once."""

from sqlalchemy import (
    JSON,
    Boolean,
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

from schemas.words import Basis, Decision, Mailing, Measure
from warehouse.tables.base import key, metadata, one_of, refers

rereferral = Table(
    "rereferral",
    metadata,
    key("rereferral_id"),
    refers("suggestion_id", "suggestion.suggestion_id"),
    Column("round", Integer, nullable=False, comment="the round that was decided on"),
    Column("basis", String(20), nullable=False),
    refers("cycle_id", "cycle.cycle_id", nullable=True),
    Column("grounds", Text, comment="what was found, in words, on that day"),
    Column("decision", String(10), nullable=False),
    Column("decided_by", Text, nullable=False),
    Column("decided_on", Date, nullable=False),
    Column("findings", Text, comment="调研情况"),
    Column("requirements", Text, comment="办理要求"),
    refers("department_id", "department.department_id", nullable=True),
    Column("due_on", Date, comment="the last day that the decision names"),
    Column("measure", String(20), comment="what follows after the last round"),
    refers("batch_id", "batch.batch_id", nullable=True),
    Column("row_no", Integer),
    one_of("basis", Basis),
    one_of("decision", Decision),
    one_of("measure", Measure),
    UniqueConstraint("suggestion_id", "round", "basis", "decision", "decided_on"),
)

letter = Table(
    "letter",
    metadata,
    key("letter_id"),
    refers("office_id", "office.office_id"),
    Column("kind", String(20), nullable=False),
    Column("year", Integer, nullable=False),
    Column("serial", Integer, nullable=False, comment="〔year〕serial号, without gaps"),
    refers("department_id", "department.department_id"),
    Column("round", Integer, nullable=False),
    Column("issued_on", Date, nullable=False),
    Column("words", JSON, comment="what it says: printed again it is the same letter"),
    UniqueConstraint("office_id", "kind", "year", "serial"),
)

# For one referral, kind and occasion there is one letter that was not withdrawn.
letter_item = Table(
    "letter_item",
    metadata,
    refers("letter_id", "letter.letter_id", primary_key=True),
    refers("referral_id", "referral.referral_id", primary_key=True),
    Column("kind", String(20), nullable=False),
    Column(
        "occasion",
        Integer,
        nullable=False,
        server_default="0",
        comment="version of the reply, day of the meeting, or 0",
    ),
    Column("is_withdrawn", Boolean, nullable=False, server_default=text("false")),
    Index(
        "ix_letter_item_valid",
        "referral_id",
        "kind",
        "occasion",
        unique=True,
        sqlite_where=text("NOT is_withdrawn"),
        postgresql_where=text("NOT is_withdrawn"),
    ),
)

letter_withdrawal = Table(
    "letter_withdrawal",
    metadata,
    refers("letter_id", "letter.letter_id", primary_key=True),
    refers("withdrawn_by_id", "letter.letter_id"),
    Column("because", Text, nullable=False),
    UniqueConstraint("withdrawn_by_id"),
)

# what a department is reminded of on a day
reminder_digest = Table(
    "reminder_digest",
    metadata,
    key("digest_id"),
    refers("office_id", "office.office_id"),
    refers("department_id", "department.department_id"),
    Column("made_on", Date, nullable=False),
    Column("mailing", String(10), comment="how far its mail came; null: none is wanted"),
    Column("mailed_on", Date),
    one_of("mailing", Mailing),
    UniqueConstraint("office_id", "department_id", "made_on"),
)

# a reminder of a tier about a due date, once ever; a due date that moved is a new one
reminder = Table(
    "reminder",
    metadata,
    refers("referral_id", "referral.referral_id", primary_key=True),
    Column("tier", String(20), primary_key=True, comment="before_30, today, overdue, past_limit"),
    Column("due_on", Date, primary_key=True),
    refers("digest_id", "reminder_digest.digest_id"),
)

dispatch = Table(
    "dispatch",
    metadata,
    key("dispatch_id"),
    refers("office_id", "office.office_id"),
    Column("what", String(20), nullable=False, comment="call_list, letter"),
    Column("subject_id", Integer, nullable=False, comment="cycle or letter"),
    Column("file_name", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("confirmed_by", Text, nullable=False),
    Column("dispatched_on", Date, nullable=False),
    Column("manifest", JSON, comment="of personal data: purpose, fields, counts, expiry"),
    UniqueConstraint("office_id", "what", "subject_id"),
)

# what was deleted because its purpose had passed
deletion = Table(
    "deletion",
    metadata,
    key("deletion_id"),
    refers("office_id", "office.office_id"),
    Column("what", String(20), nullable=False, comment="call_list, result"),
    Column("subject_id", Integer, nullable=False, comment="cycle or batch"),
    Column("file_name", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("deleted_on", Date, nullable=False),
    Column("deleted_by", Text, nullable=False),
    UniqueConstraint("office_id", "what", "subject_id", "file_name"),
)
