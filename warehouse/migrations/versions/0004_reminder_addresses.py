"""Where reminders are mailed, and whether they were."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    with op.batch_alter_table("department") as table:
        table.add_column(sa.Column("email", sa.Text(), nullable=True, comment="where reminders are mailed"))
    with op.batch_alter_table("reminder_digest") as table:
        table.add_column(
            sa.Column(
                "mailing", sa.String(length=10), nullable=True, comment="how far its mail came; null: none is wanted"
            )
        )
        table.add_column(sa.Column("mailed_on", sa.Date(), nullable=True))
        table.create_check_constraint(
            op.f("ck_reminder_digest_mailing"), "mailing IN ('wanted', 'begun', 'sent')"
        )
