"""What is known of a telephone number from earlier results."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("deputy_phone") as table:
        table.add_column(sa.Column("invalid_on", sa.Date(), nullable=True, comment="last known to be out of use"))
        table.add_column(sa.Column("invalid_cycle_id", Id, nullable=True, comment="the cycle that found out"))
