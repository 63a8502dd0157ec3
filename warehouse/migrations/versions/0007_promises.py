"""What replies promise, and how it went."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("batch") as table:
        table.drop_constraint(op.f("ck_batch_kind"), type_="check")
        table.create_check_constraint(
            op.f("ck_batch_kind"),
            "kind IN ('departments', 'committees', 'deputies', 'suggestions', 'replies', 'survey_results', 'decisions',"
            " 'changes', 'progress', 'attempts', 'letter', 'unknown')",
        )
    op.create_table(
        "promise",
        sa.Column("promise_id", Id, autoincrement=True, nullable=False),
        sa.Column("reply_id", Id, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True, comment="责任人"),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("kept_on", sa.Date(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True, comment="the report that says it was kept"),
        sa.CheckConstraint("status IN ('open', 'kept', 'superseded')", name=op.f("ck_promise_status")),
        sa.ForeignKeyConstraint(["reply_id"], ["reply.reply_id"], name=op.f("fk_promise_reply_id")),
        sa.PrimaryKeyConstraint("promise_id", name=op.f("pk_promise")),
        sa.UniqueConstraint("reply_id", name=op.f("uq_promise_reply_id")),
    )
    op.create_table(
        "progress",
        sa.Column("progress_id", Id, autoincrement=True, nullable=False),
        sa.Column("referral_id", Id, nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("is_done", sa.Boolean(), nullable=True),
        sa.Column("new_class", sa.String(length=10), nullable=True),
        sa.Column("batch_id", Id, nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.batch_id"], name=op.f("fk_progress_batch_id")),
        sa.ForeignKeyConstraint(["referral_id"], ["referral.referral_id"], name=op.f("fk_progress_referral_id")),
        sa.PrimaryKeyConstraint("progress_id", name=op.f("pk_progress")),
        sa.UniqueConstraint("referral_id", "reported_on", name=op.f("uq_progress_referral_id_reported_on")),
    )
