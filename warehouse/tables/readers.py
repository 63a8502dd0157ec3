"""Who reads: roles of PostgreSQL with their offices, and which views they were given."""

from sqlalchemy import Column, String, Table

from warehouse.tables.base import metadata, refers

reader_office = Table(
    "reader_office",
    metadata,
    Column("role", String(63), primary_key=True, comment="role of PostgreSQL (数据库角色)"),
    refers("office_id", "office.office_id", primary_key=True, comment="office that it may read (代表工委)"),
    comment="which role reads which office's rows in the mart (读者权限)",
)

# one row: what the views and comments of this warehouse were made from
mart_version = Table(
    "mart_version",
    metadata,
    Column("digest", String(64), primary_key=True, comment="sha256 of the statements that made them (指纹)"),
    comment="which views and comments the warehouse has (视图版本)",
)
