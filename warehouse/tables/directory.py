"""Who there is: offices and their sessions, departments, committees, deputies and, apart, telephone numbers."""

from enum import StrEnum

from sqlalchemy import Boolean, Column, Date, Index, Integer, String, Table, Text, UniqueConstraint, text

from schemas.words import AliasSource
from warehouse.tables.base import PRIVATE, Id, key, metadata, one_of, refers

office = Table(
    "office",
    metadata,
    key("office_id"),
    Column(
        "region_code",
        String(6),
        nullable=False,
        unique=True,
        comment="six digits of GB/T 2260 (行政区划代码)",
    ),
    Column("name", Text, nullable=False, comment="name as printed (名称)"),
    comment="standing committees' offices, one per congress body (代表工委)",
)

session = Table(
    "session",
    metadata,
    key("session_id"),
    refers("office_id", "office.office_id"),
    Column("term", Integer, nullable=False, comment="term of the congress (届)"),
    Column("meeting", Integer, nullable=False, comment="meeting within the term (次)"),
    Column("name", Text, nullable=False, comment="name as printed (会议名称)"),
    Column("year", Integer, nullable=False, comment="year, written down and never worked out (年度)"),
    UniqueConstraint("office_id", "term", "meeting"),
    comment="sessions of a congress (届次会议)",
)

department = Table(
    "department",
    metadata,
    key("department_id"),
    refers("office_id", "office.office_id"),
    Column("name", Text, nullable=False, comment="present full name (单位全称)"),
    Column("category", Text, comment="kind of department (单位类别)"),
    Column("contact_name", Text, info=PRIVATE, comment="person to turn to (联系人)"),
    Column("contact_phone", Text, info=PRIVATE, comment="a published office telephone (办公电话)"),
    Column("email", Text, info=PRIVATE, comment="where reminders are mailed (电子邮箱)"),
    UniqueConstraint("office_id", "name"),
    comment="departments that handle suggestions, as they are called now (承办单位)",
)

# A department keeps its key when a directory renames it; here is what it was called when. The first name of each has no
# first day, because no file says since when it is called that.
department_name = Table(
    "department_name",
    metadata,
    key("department_name_id"),
    refers("department_id", "department.department_id"),
    Column("name", Text, nullable=False, comment="full name in that time (单位全称)"),
    Column(
        "valid_from", Date, comment="day of the directory that brought it; null: the first known (启用日期)"
    ),
    Column("valid_to", Date, comment="first day of the next name; null: the present one (停用日期)"),
    Index(
        "ix_department_name_present",
        "department_id",
        unique=True,
        sqlite_where=text("valid_to IS NULL"),
        postgresql_where=text("valid_to IS NULL"),
    ),
    comment="names of departments over time (单位名称沿革)",
)

department_alias = Table(
    "department_alias",
    metadata,
    refers("office_id", "office.office_id", primary_key=True),
    Column("alias", Text, primary_key=True, comment="full and short names alike (名称)"),
    refers("department_id", "department.department_id"),
    Column(
        "source",
        String(10),
        nullable=False,
        server_default="directory",
        comment="who said so: directory, review (来源)",
    ),
    Column("added_by", Text, comment="who reviewed it (核对人)"),
    Column("added_on", Date, comment="day of the review (核对日期)"),
    one_of("source", AliasSource),
    comment="every name that leads to a department (单位名称对照)",
)

committee = Table(
    "committee",
    metadata,
    key("committee_id"),
    refers("office_id", "office.office_id"),
    Column("name", Text, nullable=False, comment="name as printed (名称)"),
    UniqueConstraint("office_id", "name"),
    comment="special committees (专门委员会)",
)

committee_duty = Table(
    "committee_duty",
    metadata,
    refers("office_id", "office.office_id", primary_key=True),
    Column("category", Text, primary_key=True, comment="category of suggestions (类别)"),
    refers("committee_id", "committee.committee_id"),
    comment="which committee supervises which category (分工)",
)

deputy = Table(
    "deputy",
    metadata,
    key("deputy_id"),
    refers("office_id", "office.office_id"),
    Column("term", Integer, nullable=False, comment="term the deputy was elected to (届)"),
    Column("name", Text, nullable=False, comment="name (姓名)"),
    Column("delegation", Text, nullable=False, comment="delegation (代表团)"),
    Column("unit", Text, comment="where the deputy works (工作单位)"),
    # two deputies of one name in one delegation are a review by people, not two rows
    UniqueConstraint("office_id", "term", "name", "delegation"),
    comment="deputies of a congress (代表)",
)

# The only table with telephone numbers of deputies; only the survey step reads it.
deputy_phone = Table(
    "deputy_phone",
    metadata,
    refers("deputy_id", "deputy.deputy_id", primary_key=True),
    Column(
        "position", Integer, primary_key=True, autoincrement=False, comment="1 = dialled first (拨打次序)"
    ),
    Column("e164", String(20), info=PRIVATE, nullable=False, comment="number with country code (电话号码)"),
    Column("extension", String(10), info=PRIVATE, comment="to be dialled afterwards (分机号)"),
    Column("is_mobile", Boolean, nullable=False, comment="a mobile number (手机)"),
    Column("added_on", Date, nullable=False, comment="day of the directory that has it (登记日期)"),
    # see warehouse.number_history
    Column("invalid_on", Date, comment="last known to be out of use (停用日期)"),
    Column("invalid_cycle_id", Id, comment="cycle that found out (发现停用的周期)"),
    Column("call_time", Text, info=PRIVATE, comment="when it suits to be called (方便接听时间)"),
    info=PRIVATE,
    comment="telephone numbers of deputies; only the survey step reads them (代表电话)",
)


class CalendarKind(StrEnum):
    """What a day is: the names of schemas.working_days.DayKind."""

    WORKING = "working"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MADE_UP = "made_up"


# The years that data touch, and the next; tasks.date_table keeps it up.
calendar_day = Table(
    "calendar_day",
    metadata,
    refers("office_id", "office.office_id", primary_key=True),
    Column("day", Date, primary_key=True, comment="day (日期)"),
    Column("kind", String(10), nullable=False, comment="working, weekend, holiday, made_up (日期种类)"),
    Column("holiday", Text, comment="holiday that it belongs to, where its name is known (节假日名称)"),
    Column("is_provisional", Boolean, nullable=False, comment="holidays were not published yet (暂定)"),
    one_of("kind", CalendarKind),
    comment="working calendar of each office, with its own notices (工作日历)",
)
