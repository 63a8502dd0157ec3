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
    Column("round", Integer, nullable=False, comment="round that was decided on (轮次)"),
    Column("basis", String(20), nullable=False, comment="verdict, broken_promise, empty_reply (审定依据)"),
    refers("cycle_id", "cycle.cycle_id", nullable=True),
    Column("grounds", Text, comment="what was found, in words, on that day (依据说明)"),
    Column("decision", String(10), nullable=False, comment="re_refer, close, escalate (决定)"),
    Column("decided_by", Text, nullable=False, comment="who decided (决定人)"),
    Column("decided_on", Date, nullable=False, comment="day of the decision (决定日期)"),
    Column("findings", Text, comment="what the committee found out (调研情况)"),
    Column("requirements", Text, comment="what is demanded (办理要求)"),
    refers("department_id", "department.department_id", nullable=True),
    Column("due_on", Date, comment="last day that the decision names (答复时限)"),
    Column("measure", String(20), comment="what follows after the last round (处理方式)"),
    refers("batch_id", "batch.batch_id", nullable=True),
    Column("row_no", Integer, comment="row in the sheet (行号)"),
    one_of("basis", Basis),
    one_of("decision", Decision),
    one_of("measure", Measure),
    UniqueConstraint("suggestion_id", "round", "basis", "decision", "decided_on"),
    comment="decisions on items that waited for one (再次交办决定)",
)

letter = Table(
    "letter",
    metadata,
    key("letter_id"),
    refers("office_id", "office.office_id"),
    Column(
        "kind",
        String(20),
        nullable=False,
        comment="kind of letter; each has a number series of its own (函件种类)",
    ),
    Column("year", Integer, nullable=False, comment="year of the number (文号年份)"),
    Column("serial", Integer, nullable=False, comment="〔year〕serial号, without gaps (文号序号)"),
    refers("department_id", "department.department_id"),
    Column("round", Integer, nullable=False, comment="round of what it is about (轮次)"),
    Column("issued_on", Date, nullable=False, comment="date of the letter (发文日期)"),
    Column("words", JSON, comment="what it says: printed again it is the same letter (函件内容)"),
    UniqueConstraint("office_id", "kind", "year", "serial"),
    comment="letters with their numbers and words (函件)",
)

# For one referral, kind and occasion there is one letter that was not withdrawn.
letter_item = Table(
    "letter_item",
    metadata,
    refers("letter_id", "letter.letter_id", primary_key=True),
    refers("referral_id", "referral.referral_id", primary_key=True),
    Column("kind", String(20), nullable=False, comment="kind of the letter (函件种类)"),
    Column(
        "occasion",
        Integer,
        nullable=False,
        server_default="0",
        comment="version of the reply, day of the meeting, or 0 (事由序号)",
    ),
    Column(
        "is_withdrawn",
        Boolean,
        nullable=False,
        server_default=text("false"),
        comment="the letter was withdrawn (已撤回)",
    ),
    Index(
        "ix_letter_item_valid",
        "referral_id",
        "kind",
        "occasion",
        unique=True,
        sqlite_where=text("NOT is_withdrawn"),
        postgresql_where=text("NOT is_withdrawn"),
    ),
    comment="what a letter is about; one valid letter per referral, kind and occasion (函件所涉建议)",
)

letter_withdrawal = Table(
    "letter_withdrawal",
    metadata,
    refers("letter_id", "letter.letter_id", primary_key=True),
    refers("withdrawn_by_id", "letter.letter_id"),
    Column("because", Text, nullable=False, comment="why (撤回原因)"),
    UniqueConstraint("withdrawn_by_id"),
    comment="letters that were withdrawn (函件撤回)",
)

# what a department is reminded of on a day
reminder_digest = Table(
    "reminder_digest",
    metadata,
    key("digest_id"),
    refers("office_id", "office.office_id"),
    refers("department_id", "department.department_id"),
    Column("made_on", Date, nullable=False, comment="day of the digest (催办日期)"),
    Column("mailing", String(10), comment="how far its mail came; null: none is wanted (邮件状态)"),
    Column("mailed_on", Date, comment="day on which its mail left (邮件发出日期)"),
    one_of("mailing", Mailing),
    UniqueConstraint("office_id", "department_id", "made_on"),
    comment="what a department is reminded of on a day (催办汇总)",
)

# a reminder of a tier about a due date, once ever; a due date that moved is a new one
reminder = Table(
    "reminder",
    metadata,
    refers("referral_id", "referral.referral_id", primary_key=True),
    Column(
        "tier",
        String(20),
        primary_key=True,
        comment="before_30, today, overdue, past_limit; promise_30, promise_today (催办档次)",
    ),
    Column(
        "due_on",
        Date,
        primary_key=True,
        comment="the due date, or the day promised, that it is about (办理期限、承诺时限)",
    ),
    refers("digest_id", "reminder_digest.digest_id"),
    comment="a reminder of a tier about a due date, once ever; a due date that moved is a new one (催办)",
)

dispatch = Table(
    "dispatch",
    metadata,
    key("dispatch_id"),
    refers("office_id", "office.office_id"),
    Column("what", String(20), nullable=False, comment="call_list, letter (发出内容)"),
    Column("subject_id", Integer, nullable=False, comment="cycle or letter (所属编号)"),
    Column("file_name", Text, nullable=False, comment="file that left (文件名)"),
    Column("sha256", String(64), nullable=False, comment="fingerprint of that file (文件指纹)"),
    Column("confirmed_by", Text, nullable=False, comment="who signed it off (签批人)"),
    Column("dispatched_on", Date, nullable=False, comment="day on which it left (发出日期)"),
    Column("manifest", JSON, comment="of personal data: purpose, fields, counts, expiry (移交清单)"),
    Column("version", Integer, nullable=False, server_default="1", comment="of a call list (版本)"),
    UniqueConstraint("office_id", "what", "subject_id", "version"),
    comment="what left the house, once (移交和发出记录)",
)

# what was deleted because its purpose had passed
deletion = Table(
    "deletion",
    metadata,
    key("deletion_id"),
    refers("office_id", "office.office_id"),
    Column("what", String(20), nullable=False, comment="call_list, result (删除内容)"),
    Column("subject_id", Integer, nullable=False, comment="cycle or batch (所属编号)"),
    Column("file_name", Text, nullable=False, comment="file that was deleted (文件名)"),
    Column("sha256", String(64), nullable=False, comment="fingerprint of that file (文件指纹)"),
    Column("deleted_on", Date, nullable=False, comment="day of deletion (删除日期)"),
    Column("deleted_by", Text, nullable=False, comment="who ordered it (删除人)"),
    UniqueConstraint("office_id", "what", "subject_id", "file_name"),
    comment="what was deleted because its purpose had passed (个人信息删除记录)",
)
