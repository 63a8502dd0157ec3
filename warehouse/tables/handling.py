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
from warehouse.tables.base import PRIVATE, Id, key, metadata, one_of, refers

suggestion = Table(
    "suggestion",
    metadata,
    key("suggestion_id"),
    refers("session_id", "session.session_id"),
    Column("series", String(20), nullable=False, comment="in_session, between_sessions, motion (建议类型)"),
    Column("number", String(20), nullable=False, comment="without leading zeros (建议编号)"),
    Column("title", Text, nullable=False, comment="title (标题)"),
    Column("category", Text, comment="category as registered (类别)"),
    Column(
        "term_kind",
        String(20),
        nullable=False,
        comment="which term of the profile it is answered under (办理期限种类)",
    ),
    Column("is_key", Boolean, nullable=False, comment="under special supervision (重点督办)"),
    Column(
        "is_confidential",
        Boolean,
        nullable=False,
        server_default=text("false"),
        comment="who signed it is kept from the survey centre (保密)",
    ),
    refers("batch_id", "batch.batch_id"),
    Column("row_no", Integer, nullable=False, comment="row in the register (行号)"),
    UniqueConstraint("session_id", "series", "number"),
    one_of("series", Series),
    one_of("term_kind", TermKind),
    comment="deputies' suggestions (代表建议)",
)

# Apart from `suggestion` because it is the one thing that changes: a narrow row is cheap to write again.
# Follows the newest `suggestion_event`; only warehouse.events writes it.
suggestion_state = Table(
    "suggestion_state",
    metadata,
    refers("suggestion_id", "suggestion.suggestion_id", primary_key=True),
    Column("status", String(20), nullable=False, comment="follows the newest event (状态)"),
    Column("round", Integer, nullable=False, server_default="1", comment="present round (轮次)"),
    one_of("status", Status),
    Index(
        "ix_suggestion_state_in_handling",
        "suggestion_id",
        sqlite_where=text("status IN ('referred', 're_referred')"),
        postgresql_where=text("status IN ('referred', 're_referred')"),
    ),
    comment="where each suggestion stands now (办理状态)",
)

suggestion_event = Table(
    "suggestion_event",
    metadata,
    key("event_id"),
    refers("suggestion_id", "suggestion.suggestion_id"),
    Column("event", String(20), nullable=False, comment="what happened (事项)"),
    Column("happened_on", Date, nullable=False, comment="day (日期)"),
    Column("round", Integer, nullable=False, comment="round in which it happened (轮次)"),
    Column("note", Text, comment="which cycle, letter or decision (备注)"),
    one_of("event", Event),
    Index(None, "suggestion_id"),
    comment="what happened to suggestions; every status follows from it (办理经过)",
)

signer = Table(
    "signer",
    metadata,
    refers("suggestion_id", "suggestion.suggestion_id", primary_key=True),
    refers("deputy_id", "deputy.deputy_id", primary_key=True),
    Column("signature", String(10), nullable=False, comment="lead, co_signer (领衔或附议)"),
    Column("position", Integer, nullable=False, comment="0 = lead (次序)"),
    one_of("signature", Signature),
    comment="who signed a suggestion (提出代表)",
)

due_trace = Table(
    "due_trace",
    metadata,
    key("due_trace_id"),
    Column("profile", String(50), nullable=False, comment="rule profile (规则)"),
    Column(
        "effective_from", Date, nullable=False, comment="edition of the profile, by its first day (施行日期)"
    ),
    Column("term_name", String(20), nullable=False, comment="which term of the profile (期限名称)"),
    Column("start_on", Date, nullable=False, comment="day that the term is counted from (起算日)"),
    Column("due_on", Date, nullable=False, comment="last day (届满日)"),
    Column(
        "is_provisional",
        Boolean,
        nullable=False,
        comment="rests on holidays that are not published yet (暂定)",
    ),
    Column(
        "explanation", Text, nullable=False, comment="how it came about, as a Chinese paragraph (计算说明)"
    ),
    Column(
        "calendar",
        String(16),
        nullable=False,
        server_default="unknown",
        comment="which holidays were known (日历版本)",
    ),
    Column("trace", JSON, comment="how it came about: tasks.rules.due_trace.Trace (计算明细)"),
    UniqueConstraint(
        "profile", "effective_from", "term_name", "start_on", "due_on", "calendar", name="uq_due_trace_answer"
    ),
    comment="how due dates were worked out; one row for all referrals that share it (期限计算过程)",
)

referral = Table(
    "referral",
    metadata,
    key("referral_id"),
    refers("suggestion_id", "suggestion.suggestion_id"),
    refers("department_id", "department.department_id"),
    Column("role", String(10), nullable=False, comment="lead, co_handler, separate (承办方式)"),
    Column("round", Integer, nullable=False, comment="1 = first handling, 2 = after a re-referral (轮次)"),
    Column("assigned_on", Date, nullable=False, comment="day of the referral (交办日期)"),
    # a co-handler owes the lead an opinion, not the deputy a reply: no due date of its own
    Column("due_on", Date, comment="last day for the reply; a co-handler has none (办理期限)"),
    refers("due_trace_id", "due_trace.due_trace_id", nullable=True),
    Column("received_on", Date, comment="day on which the department acknowledged it (签收日期)"),
    Column("suspended_on", Date, comment="since when its clock stands still (中止日期)"),
    Column("ended_on", Date, comment="day from which it owes nothing, without a reply (终止日期)"),
    Column(
        "ended_as",
        String(10),
        comment="why it owes nothing any more without a reply: reassigned, withdrawn (终止原因)",
    ),
    Column(
        "is_latest",
        Boolean,
        nullable=False,
        server_default=text("true"),
        comment="newest round of this suggestion and department (最新一轮)",
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
    comment="who handles a suggestion in a round, until when (交办)",
)

# What happened to a referral while it was handled: old and new date are both kept.
referral_change = Table(
    "referral_change",
    metadata,
    key("change_id"),
    refers("referral_id", "referral.referral_id"),
    Column("change", String(20), nullable=False, comment="kind of change: schemas.words.Change (变更事项)"),
    Column("happened_on", Date, nullable=False, comment="day of the change (变更日期)"),
    Column("old_due_on", Date, comment="last day before it (原办理期限)"),
    Column("new_due_on", Date, comment="last day after it (新办理期限)"),
    Column("reason", Text, comment="why (变更原因)"),
    Column("approved_by", Text, comment="who agreed (批准人)"),
    Column(
        "explanation",
        Text,
        nullable=False,
        comment="how the new date came about, as a Chinese sentence (计算说明)",
    ),
    Column("recorded_on", Date, nullable=False, comment="business day on which it was recorded (登记日期)"),
    refers("batch_id", "batch.batch_id", nullable=True),
    Column("row_no", Integer, comment="row in the sheet; none when Duban changed it (行号)"),
    one_of("change", Change),
    UniqueConstraint("referral_id", "change", "happened_on"),
    comment="what happened to referrals while they were handled; old and new date are kept (办理变更)",
)

# Referrals that owe the deputy a reply and have none yet: what is overdue is a question to these few rows.
open_referral = Table(
    "open_referral",
    metadata,
    refers("referral_id", "referral.referral_id", primary_key=True),
    Column("suggestion_id", Id, nullable=False, comment="the suggestion (代表建议)"),
    # 9999-12-31 while its clock stands still
    Column(
        "due_on", Date, nullable=False, comment="last day; 9999-12-31 while its clock stands still (办理期限)"
    ),
    Index(None, "due_on"),
    Index(None, "suggestion_id"),
    comment="referrals that owe the deputy a reply and have none yet (未答复交办)",
)

reply = Table(
    "reply",
    metadata,
    key("reply_id"),
    refers("referral_id", "referral.referral_id"),
    Column("version", Integer, nullable=False, comment="1 = first (版本)"),
    Column("is_current", Boolean, nullable=False, comment="the version in force (现行版本)"),
    Column("content_hash", BigInteger, nullable=False, comment="equal content has an equal hash (内容指纹)"),
    Column("doc_no", Text, comment="number of the reply letter (答复文号)"),
    Column("replied_on", Date, comment="date of the reply (答复日期)"),
    Column("result_class", String(10), comment="class in the scheme of the profile (办理结果)"),
    Column("signatory", Text, info=PRIVATE, comment="who signed it (签发人)"),
    Column("contact", Text, info=PRIVATE, comment="who can be asked about it (联系人)"),
    Column(
        "phone",
        Text,
        info=PRIVATE,
        comment="the handler's office telephone, as printed on the reply (联系电话)",
    ),
    Column("face_to_face", Boolean, comment="whether the deputy was met (当面沟通)"),
    Column("publicity", String(10), comment="whether it may be published (公开属性)"),
    Column(
        "is_interim",
        Boolean,
        nullable=False,
        server_default=text("false"),
        comment="does not stop the clock (阶段性答复)",
    ),
    refers("batch_id", "batch.batch_id"),
    Column("sheet", Text, nullable=False, comment="sheet of the workbook (工作表)"),
    Column("row_no", Integer, nullable=False, comment="row in the sheet (行号)"),
    Column(
        "recorded_on", Date, comment="since when it is known; none: since its batch was received (入库日期)"
    ),
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
    comment="what departments answered, in versions (答复)",
)

# What a reply letter says of itself. A register row is the reply; the letter is held against it.
reply_letter = Table(
    "reply_letter",
    metadata,
    refers("batch_id", "batch.batch_id", primary_key=True),
    refers("session_id", "session.session_id"),
    Column("number", String(20), comment="number of the suggestion it names (建议编号)"),
    Column("title", Text, comment="title of the suggestion it names (标题)"),
    refers("department_id", "department.department_id", nullable=True),
    Column("signed_by", Text, comment="the department as written (落款单位)"),
    Column("addressees", Text, comment="names, joined by 、 (称谓代表)"),
    Column("doc_no", Text, comment="number of the letter (答复文号)"),
    Column("replied_on", Date, comment="date of the letter (答复日期)"),
    Column("result_class", String(10), comment="class printed on it (办理结果)"),
    Column("signatory", Text, info=PRIVATE, comment="who signed it (签发人)"),
    Column("contact", Text, info=PRIVATE, comment="names, joined by 、 (联系人)"),
    Column("phone", Text, info=PRIVATE, comment="office telephones, joined by 、 (联系电话)"),
    Column("publicity", String(10), comment="whether it may be published (公开属性)"),
    Column("promise", Text, comment="sentences that promise something, as written (承诺事项)"),
    Column("promised_on", Date, comment="last day that they name (完成时限)"),
    refers("referral_id", "referral.referral_id", nullable=True),
    refers("compared_reply_id", "reply.reply_id", nullable=True),
    comment="what reply letters say of themselves, to be held against the register (答复函)",
)
