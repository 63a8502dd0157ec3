"""Figures that are kept: counted up and down with what changes, and those that reports gave."""

from sqlalchemy import JSON, Boolean, Column, Date, Index, Integer, String, Table

from schemas.lifecycle import Status
from warehouse.tables.base import metadata, one_of, refers

# The final reply in force of each referral with what questions ask of both: four large tables need not be joined for a figure.
# Only warehouse.counters writes it.
final_reply = Table(
    "final_reply",
    metadata,
    refers("referral_id", "referral.referral_id", primary_key=True),
    refers("session_id", "session.session_id"),
    refers("suggestion_id", "suggestion.suggestion_id"),
    refers("department_id", "department.department_id"),
    Column("round", Integer, nullable=False, comment="round (轮次)"),
    Column(
        "is_owed", Boolean, nullable=False, comment="the referral stands and is not a co-handler's (应答复)"
    ),
    Column("due_on", Date, comment="last day (办理期限)"),
    refers("reply_id", "reply.reply_id"),
    Column("replied_on", Date, comment="date of the reply (答复日期)"),
    Column("result_class", String(10), comment="class in the scheme of the profile (办理结果)"),
    Column("publicity", String(10), comment="whether it may be published (公开属性)"),
    Column("face_to_face", Boolean, comment="whether the deputy was met (当面沟通)"),
    Index(None, "session_id", "round"),
    comment="final replies in force, kept for questions (现行最终答复)",
)

# Referrals that owe a reply or have one, by what leaders ask about. Overdue is no cell: it changes by itself every day.
# Only warehouse.counters writes it.
referral_counter = Table(
    "referral_counter",
    metadata,
    refers("session_id", "session.session_id", primary_key=True),
    refers("department_id", "department.department_id", primary_key=True),
    Column("round", Integer, primary_key=True, autoincrement=False, comment="round (轮次)"),
    Column("due_month", String(7), primary_key=True, comment="month of the last day: 2020-04 (期限月份)"),
    Column("result_class", String(10), primary_key=True, comment="empty: none given, or no reply (办理结果)"),
    Column("timeliness", String(10), primary_key=True, comment="on_time, late, undated, open (按期情况)"),
    Column("referrals", Integer, nullable=False, comment="how many referrals (件次)"),
    comment="referrals counted up and down with what changes (交办计数)",
)

# Suggestions by where they stand. Only warehouse.counters writes it.
status_counter = Table(
    "status_counter",
    metadata,
    refers("session_id", "session.session_id", primary_key=True),
    Column("status", String(20), primary_key=True, comment="where they stand (状态)"),
    Column("round", Integer, primary_key=True, autoincrement=False, comment="round (轮次)"),
    Column("suggestions", Integer, nullable=False, comment="how many suggestions (件数)"),
    one_of("status", Status),
    comment="suggestions counted up and down with what changes (状态计数)",
)

# What the report of a day said, whatever was corrected since.
report_figure = Table(
    "report_figure",
    metadata,
    refers("session_id", "session.session_id", primary_key=True),
    Column("as_of", Date, primary_key=True, comment="day of the report (报告日期)"),
    Column("query", String(40), primary_key=True, comment="which question (查询)"),
    Column("figures", JSON, nullable=False, comment="rows of the answer (数据)"),
    comment="what the report of a day said, whatever was corrected since (报告数据)",
)
