"""What registers claim of satisfaction, how long calls took, and what a list said of each suggestion."""

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
    op.create_table(
        "cycle_text",
        sa.Column("cycle_id", Id, autoincrement=False, nullable=False),
        sa.Column("suggestion_id", Id, autoincrement=False, nullable=False),
        sa.Column("departments", sa.Text(), nullable=True),
        sa.Column("replied_on", sa.Date(), nullable=True),
        sa.Column("said", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.cycle_id"], name=op.f("fk_cycle_text_cycle_id")),
        sa.ForeignKeyConstraint(
            ["suggestion_id"], ["suggestion.suggestion_id"], name=op.f("fk_cycle_text_suggestion_id")
        ),
        sa.PrimaryKeyConstraint("cycle_id", "suggestion_id", name=op.f("pk_cycle_text")),
    )
