"""What departments' own registers claim of satisfaction, and how long calls took: kept for the checks of a survey."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_OUTCOMES = (
    "outcome IN ('satisfied', 'mostly_satisfied', 'dissatisfied', 'unclear', 'unreached', 'refused',"
    " 'invalid_number', 'left_office', 'no_usable_phone')"
)


def upgrade() -> None:
    op.create_table(
        "claimed_rating",
        sa.Column("claimed_rating_id", Id, autoincrement=True, nullable=False),
        sa.Column("referral_id", Id, nullable=False),
        sa.Column("batch_id", Id, nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.CheckConstraint(_OUTCOMES, name=op.f("ck_claimed_rating_outcome")),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.batch_id"], name=op.f("fk_claimed_rating_batch_id")),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referral.referral_id"], name=op.f("fk_claimed_rating_referral_id")
        ),
        sa.PrimaryKeyConstraint("claimed_rating_id", name=op.f("pk_claimed_rating")),
        sa.UniqueConstraint("batch_id", "referral_id", name=op.f("uq_claimed_rating_batch_id_referral_id")),
    )
    op.add_column("attempt", sa.Column("seconds", sa.Integer(), nullable=True))
