"""Figures that are kept: counted up and down with what changes, and those that reports gave."""

from sqlalchemy import JSON, Column, Date, Integer, String, Table

from schemas.lifecycle import Status
from warehouse.tables.base import metadata, one_of, refers

# Referrals that owe a reply or have one, by what leaders ask about. Overdue is no cell: it changes by itself every day.
# Only warehouse.counters writes it.
referral_counter = Table(
    "referral_counter",
    metadata,
    refers("session_id", "session.session_id", primary_key=True),
    refers("department_id", "department.department_id", primary_key=True),
    Column("round", Integer, primary_key=True, autoincrement=False),
    Column("due_month", String(7), primary_key=True, comment="as 2020-04"),
    Column("result_class", String(10), primary_key=True, comment="empty: none given, or no reply"),
    Column("timeliness", String(10), primary_key=True, comment="on_time, late, undated, open"),
    Column("referrals", Integer, nullable=False),
)

# Suggestions by where they stand. Only warehouse.counters writes it.
status_counter = Table(
    "status_counter",
    metadata,
    refers("session_id", "session.session_id", primary_key=True),
    Column("status", String(20), primary_key=True),
    Column("round", Integer, primary_key=True, autoincrement=False),
    Column("suggestions", Integer, nullable=False),
    one_of("status", Status),
)

# What the report of a day said, whatever was corrected since.
report_figure = Table(
    "report_figure",
    metadata,
    refers("session_id", "session.session_id", primary_key=True),
    Column("as_of", Date, primary_key=True),
    Column("query", String(40), primary_key=True),
    Column("figures", JSON, nullable=False, comment="the rows of the answer"),
)
