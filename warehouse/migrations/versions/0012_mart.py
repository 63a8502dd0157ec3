"""What readers see: names of departments over time, the working calendar, and who reads. The views are made by warehouse.mart."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "department_name",
        sa.Column("department_name_id", Id, autoincrement=True, nullable=False),
        sa.Column("department_id", Id, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.department_id"], name=op.f("fk_department_name_department_id")
        ),
        sa.PrimaryKeyConstraint("department_name_id", name=op.f("pk_department_name")),
    )
    present = sa.text("valid_to IS NULL")
    op.create_index(
        "ix_department_name_present",
        "department_name",
        ["department_id"],
        unique=True,
        sqlite_where=present,
        postgresql_where=present,
    )
    # earlier names were not kept
    op.execute("INSERT INTO department_name (department_id, name) SELECT department_id, name FROM department")
    op.create_table(
        "calendar_day",
        sa.Column("office_id", Id, autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("holiday", sa.Text(), nullable=True),
        sa.Column("is_provisional", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('working', 'weekend', 'holiday', 'made_up')", name=op.f("ck_calendar_day_kind")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.office_id"], name=op.f("fk_calendar_day_office_id")),
        sa.PrimaryKeyConstraint("office_id", "day", name=op.f("pk_calendar_day")),
    )
    op.create_table(
        "reader_office",
        sa.Column("role", sa.String(length=63), nullable=False),
        sa.Column("office_id", Id, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.office_id"], name=op.f("fk_reader_office_office_id")),
        sa.PrimaryKeyConstraint("role", "office_id", name=op.f("pk_reader_office")),
    )
    op.create_table(
        "mart_version",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_mart_version")),
    )
