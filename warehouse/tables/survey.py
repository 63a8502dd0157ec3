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
    Column("round", Integer, nullable=False, comment="round of the suggestions asked about (轮次)"),
    Column("name", Text, nullable=False, comment="name as printed (周期名称)"),
    Column(
        "as_of",
        Date,
        nullable=False,
        comment="the sample is frozen as the warehouse stood on this day (冻结日期)",
    ),
    Column("window_from", Date, nullable=False, comment="first day of calling (回访起始日)"),
    Column("window_to", Date, nullable=False, comment="last day of calling (回访截止日)"),
    Column(
        "ask",
        String(20),
        nullable=False,
        comment="who is asked, by the profile on that day: lead, signers (回访对象规则)",
    ),
    Column(
        "verdict_rule",
        String(30),
        nullable=False,
        comment="how answers make a verdict, by the profile on that day: lead, worst (结论规则)",
    ),
    Column("confirmed_by", Text, nullable=False, comment="who signed it off (签批人)"),
    Column("plan", JSON, comment="what was chosen when it was opened (抽取方案)"),
    Column(
        "list_version",
        Integer,
        nullable=False,
        server_default="1",
        comment="an older list is superseded (名单版本)",
    ),
    Column("closed_on", Date, comment="day on which the verdicts were fixed (结束日期)"),
    Column(
        "questionnaire",
        JSON,
        comment="questions, scale and script as asked; null: result in three words (问卷)",
    ),
    UniqueConstraint("session_id", "name"),
    comment="surveys, each with a frozen sample (测评周期)",
)

# a list that was made anew: the sample is the same, its numbers are those of that day
list_reissue = Table(
    "list_reissue",
    metadata,
    refers("cycle_id", "cycle.cycle_id", primary_key=True),
    Column(
        "version",
        Integer,
        primary_key=True,
        autoincrement=False,
        comment="version of the new list (名单版本)",
    ),
    Column("because", Text, nullable=False, comment="why it was made anew (重发原因)"),
    Column("confirmed_by", Text, nullable=False, comment="who signed it off (签批人)"),
    Column("reissued_on", Date, nullable=False, comment="day on which it was made (重发日期)"),
    comment="lists that were made anew; the sample is the same (名单重发)",
)

# what a cycle left out, and why
cycle_exclusion = Table(
    "cycle_exclusion",
    metadata,
    refers("cycle_id", "cycle.cycle_id", primary_key=True),
    refers("suggestion_id", "suggestion.suggestion_id", primary_key=True),
    Column("reason", String(30), nullable=False, comment="why it was left out (未纳入原因)"),
    comment="what a cycle left out, and why (未纳入测评)",
)

# how a sample was drawn: a census has none
cycle_sample = Table(
    "cycle_sample",
    metadata,
    refers("cycle_id", "cycle.cycle_id", primary_key=True),
    refers("suggestion_id", "suggestion.suggestion_id", primary_key=True),
    Column("stratum", Text, nullable=False, comment="lead departments (层)"),
    Column("stratum_size", Integer, nullable=False, comment="suggestions in the stratum (层内件数)"),
    Column(
        "inclusion_probability",
        Float,
        nullable=False,
        comment="probability of being drawn, 0 to 1 (入样概率)",
    ),
    Column("weight", Float, nullable=False, comment="its reciprocal (权数)"),
    comment="how a sample was drawn; a census has no rows (抽样)",
)

call = Table(
    "call",
    metadata,
    key("call_id"),
    refers("cycle_id", "cycle.cycle_id"),
    refers("deputy_id", "deputy.deputy_id"),
    Column(
        "case_key",
        String(16),
        nullable=False,
        unique=True,
        comment="random, last character checks (回访编号)",
    ),
    Column(
        "has_phone",
        Boolean,
        nullable=False,
        comment="had a number to dial when the sample was frozen (有可用号码)",
    ),
    UniqueConstraint("cycle_id", "deputy_id"),
    comment="deputies to be called in a cycle (回访对象)",
)

call_item = Table(
    "call_item",
    metadata,
    key("call_item_id"),
    refers("call_id", "call.call_id"),
    refers("suggestion_id", "suggestion.suggestion_id"),
    Column("position", Integer, nullable=False, comment="place in the call list (题号)"),
    Column("signature", String(10), nullable=False, comment="lead, co_signer (领衔或附议)"),
    UniqueConstraint("call_id", "suggestion_id"),
    UniqueConstraint("call_id", "position"),
    one_of("signature", Signature),
    Index(None, "suggestion_id"),
    comment="suggestions that a deputy is asked about (题目)",
)

# what the list says of the replies to each suggestion: as they stood when the cycle was opened, whatever came since
cycle_text = Table(
    "cycle_text",
    metadata,
    refers("cycle_id", "cycle.cycle_id", primary_key=True),
    refers("suggestion_id", "suggestion.suggestion_id", primary_key=True),
    Column("departments", Text, comment="who answered, joined by 、 (答复单位)"),
    Column("replied_on", Date, comment="date of the last reply (答复日期)"),
    Column(
        "said",
        JSON,
        comment="what each replied: department, class, number of the letter, promise (答复情况)",
    ),
    comment="what a cycle tells those who are called of the replies (题目文本)",
)

answer = Table(
    "answer",
    metadata,
    key("answer_id"),
    refers("call_item_id", "call_item.call_item_id"),
    Column("version", Integer, nullable=False, comment="1 = first (版本)"),
    Column("is_current", Boolean, nullable=False, comment="the version in force (现行版本)"),
    Column(
        "outcome",
        String(20),
        nullable=False,
        comment="rating, or why there is none: schemas.words.Outcome (评价结果)",
    ),
    Column("reason", Text, comment="why, in the deputy's words (原因)"),
    Column("called_on", Date, comment="day of the call (回访日期)"),
    Column("attempts", Integer, comment="dials that it took (拨打次数)"),
    refers("batch_id", "batch.batch_id"),
    Column("row_no", Integer, nullable=False, comment="row in the sheet (行号)"),
    Column("word", Text, comment="the word as given (原词)"),
    Column(
        "recorded_on", Date, comment="since when it is known; none: since its batch was received (入库日期)"
    ),
    one_of("outcome", Outcome),
    UniqueConstraint("call_item_id", "version"),
    Index(
        "ix_answer_current",
        "call_item_id",
        unique=True,
        sqlite_where=text("is_current"),
        postgresql_where=text("is_current"),
    ),
    comment="what deputies said on an item, in versions (评价)",
)

# what was asked beside the result
question_answer = Table(
    "question_answer",
    metadata,
    key("question_answer_id"),
    refers("call_item_id", "call_item.call_item_id"),
    Column("question", String(20), nullable=False, comment="attitude, fulfilment (题目)"),
    Column("version", Integer, nullable=False, comment="1 = first (版本)"),
    Column("is_current", Boolean, nullable=False, comment="the version in force (现行版本)"),
    Column("outcome", String(20), nullable=False, comment="rating: schemas.words.Outcome (评价结果)"),
    Column("word", Text, comment="the word as given (原词)"),
    refers("batch_id", "batch.batch_id"),
    Column("row_no", Integer, nullable=False, comment="row in the sheet (行号)"),
    one_of("outcome", Outcome),
    UniqueConstraint("call_item_id", "question", "version"),
    Index(
        "ix_question_answer_current",
        "call_item_id",
        "question",
        unique=True,
        sqlite_where=text("is_current"),
        postgresql_where=text("is_current"),
    ),
    comment="what deputies said on the other questions, in versions (其他题目评价)",
)

# every dial is kept for ever; how the call ended is derived from them
attempt = Table(
    "attempt",
    metadata,
    key("attempt_id"),
    refers("call_id", "call.call_id"),
    Column("happened_at", DateTime, nullable=False, comment="moment of the dial, local time (拨打时间)"),
    Column(
        "disposition", String(10), nullable=False, comment="AAPOR code, schemas/dispositions.toml (结果代码)"
    ),
    Column("number_no", Integer, nullable=False, comment="which of the deputy's numbers (号码序号)"),
    Column("appointment_at", DateTime, comment="when to call again, local time (预约时间)"),
    Column("interviewer", Text, comment="who dialled (访问员)"),
    Column("seconds", Integer, comment="how long it took (通话时长)"),
    refers("batch_id", "batch.batch_id"),
    Column("row_no", Integer, nullable=False, comment="row in the log (行号)"),
    UniqueConstraint("call_id", "happened_at", "disposition"),
    comment="every dial, kept for ever; how a call ended is derived from them (拨打记录)",
)

verdict = Table(
    "verdict",
    metadata,
    refers("cycle_id", "cycle.cycle_id", primary_key=True),
    refers("suggestion_id", "suggestion.suggestion_id", primary_key=True),
    Column("outcome", String(20), comment="none when nobody whose word counts rated the item (评价)"),
    one_of("outcome", Outcome),
    comment="satisfaction with a suggestion in a cycle (结论)",
)
