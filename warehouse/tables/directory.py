"""Who there is: offices and their sessions, departments, committees, deputies and, apart, telephone numbers."""

from sqlalchemy import Boolean, Column, Date, Integer, String, Table, Text, UniqueConstraint

from schemas.words import AliasSource
from warehouse.tables.base import Id, key, metadata, one_of, refers

office = Table(
    "office",
    metadata,
    key("office_id"),
    Column("region_code", String(6), nullable=False, unique=True, comment="GB/T 2260"),
    Column("name", Text, nullable=False),
)

session = Table(
    "session",
    metadata,
    key("session_id"),
    refers("office_id", "office.office_id"),
    Column("term", Integer, nullable=False, comment="届"),
    Column("meeting", Integer, nullable=False, comment="次"),
    Column("name", Text, nullable=False),
    Column("year", Integer, nullable=False),
    UniqueConstraint("office_id", "term", "meeting"),
)

department = Table(
    "department",
    metadata,
    key("department_id"),
    refers("office_id", "office.office_id"),
    Column("name", Text, nullable=False, comment="单位全称"),
    Column("category", Text, comment="单位类别"),
    Column("contact_name", Text),
    Column("contact_phone", Text, comment="a published office telephone"),
    Column("email", Text, comment="where reminders are mailed"),
    UniqueConstraint("office_id", "name"),
)

department_alias = Table(
    "department_alias",
    metadata,
    refers("office_id", "office.office_id", primary_key=True),
    Column("alias", Text, primary_key=True, comment="full and short names alike"),
    refers("department_id", "department.department_id"),
    Column("source", String(10), nullable=False, server_default="directory"),
    Column("added_by", Text, comment="who reviewed it"),
    Column("added_on", Date),
    one_of("source", AliasSource),
)

committee = Table(
    "committee",
    metadata,
    key("committee_id"),
    refers("office_id", "office.office_id"),
    Column("name", Text, nullable=False),
    UniqueConstraint("office_id", "name"),
)

committee_duty = Table(
    "committee_duty",
    metadata,
    refers("office_id", "office.office_id", primary_key=True),
    Column("category", Text, primary_key=True),
    refers("committee_id", "committee.committee_id"),
)

deputy = Table(
    "deputy",
    metadata,
    key("deputy_id"),
    refers("office_id", "office.office_id"),
    Column("term", Integer, nullable=False, comment="届 the deputy was elected to"),
    Column("name", Text, nullable=False),
    Column("delegation", Text, nullable=False),
    Column("unit", Text),
    # two deputies of one name in one delegation are a review by people, not two rows
    UniqueConstraint("office_id", "term", "name", "delegation"),
)

# The only table with telephone numbers of deputies; only the survey step reads it.
deputy_phone = Table(
    "deputy_phone",
    metadata,
    refers("deputy_id", "deputy.deputy_id", primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False, comment="1 = dialled first"),
    Column("e164", String(20), nullable=False),
    Column("extension", String(10)),
    Column("is_mobile", Boolean, nullable=False),
    Column("added_on", Date, nullable=False),
    # see warehouse.number_history
    Column("invalid_on", Date, comment="last known to be out of use"),
    Column("invalid_cycle_id", Id, comment="the cycle that found out"),
)
