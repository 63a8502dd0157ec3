"""Names of departments that a person reviewed; who signed a letter and whom it addresses."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    with op.batch_alter_table("department_alias") as table:
        table.add_column(sa.Column("source", sa.String(length=10), server_default="directory", nullable=False))
        table.add_column(sa.Column("added_by", sa.Text(), nullable=True, comment="who reviewed it"))
        table.add_column(sa.Column("added_on", sa.Date(), nullable=True))
        table.create_check_constraint(op.f("ck_department_alias_source"), "source IN ('directory', 'review')")
    with op.batch_alter_table("reply_letter") as table:
        table.add_column(
            sa.Column("signed_by", sa.Text(), nullable=True, comment="the department as written")
        )
        table.add_column(sa.Column("addressees", sa.Text(), nullable=True, comment="names, joined by 、"))
