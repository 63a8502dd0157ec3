"""What happens to a referral while it is handled, traces of due dates, reminders."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "reminder_digest",
        sa.Column("digest_id", Id, autoincrement=True, nullable=False),
        sa.Column("office_id", Id, nullable=False),
        sa.Column("department_id", Id, nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.department_id"], name=op.f("fk_reminder_digest_department_id")
        ),
        sa.ForeignKeyConstraint(
            ["office_id"], ["office.office_id"], name=op.f("fk_reminder_digest_office_id")
        ),
        sa.PrimaryKeyConstraint("digest_id", name=op.f("pk_reminder_digest")),
        sa.UniqueConstraint(
            "office_id",
            "department_id",
            "made_on",
            name=op.f("uq_reminder_digest_office_id_department_id_made_on"),
        ),
    )
    op.create_table(
        "referral_change",
        sa.Column("change_id", Id, autoincrement=True, nullable=False),
        sa.Column("referral_id", Id, nullable=False),
        sa.Column("change", sa.String(length=20), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("old_due_on", sa.Date(), nullable=True),
        sa.Column("new_due_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("approved_by", sa.Text(), nullable=True),
        sa.Column("explanation", sa.Text(), nullable=False, comment="a Chinese sentence"),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column("batch_id", Id, nullable=True),
        sa.Column("row_no", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "change IN ('received', 'extended', 'extension_refused', 'return_asked', 'returned', 'reassigned', 'suspended', 'resumed', 'merged', 'withdrawn', 'recomputed')",
            name=op.f("ck_referral_change_change"),
        ),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.batch_id"], name=op.f("fk_referral_change_batch_id")),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referral.referral_id"], name=op.f("fk_referral_change_referral_id")
        ),
        sa.PrimaryKeyConstraint("change_id", name=op.f("pk_referral_change")),
        sa.UniqueConstraint(
            "referral_id",
            "change",
            "happened_on",
            name=op.f("uq_referral_change_referral_id_change_happened_on"),
        ),
    )
    op.create_table(
        "reminder",
        sa.Column("referral_id", Id, autoincrement=False, nullable=False),
        sa.Column(
            "tier", sa.String(length=20), nullable=False, comment="before_30, today, overdue, past_limit"
        ),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("digest_id", Id, nullable=False),
        sa.ForeignKeyConstraint(
            ["digest_id"], ["reminder_digest.digest_id"], name=op.f("fk_reminder_digest_id")
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referral.referral_id"], name=op.f("fk_reminder_referral_id")
        ),
        sa.PrimaryKeyConstraint("referral_id", "tier", "due_on", name=op.f("pk_reminder")),
    )
    with op.batch_alter_table("due_trace") as table:
        table.add_column(
            sa.Column(
                "calendar",
                sa.String(length=16),
                server_default="unknown",
                nullable=False,
                comment="which holidays were known",
            )
        )
        table.add_column(
            sa.Column(
                "trace", sa.JSON(), nullable=True, comment="how it came about: tasks.rules.due_trace.Trace"
            )
        )
        table.drop_constraint(op.f("uq_due_trace_profile_effective_from_term_name_start_on"), type_="unique")
        table.create_unique_constraint(
            op.f("uq_due_trace_profile_effective_from_term_name_start_on_calendar"),
            ["profile", "effective_from", "term_name", "start_on", "calendar"],
        )

    with op.batch_alter_table("batch") as table:
        table.drop_constraint(op.f("ck_batch_kind"), type_="check")
        table.create_check_constraint(
            op.f("ck_batch_kind"),
            "kind IN ('departments', 'committees', 'deputies', 'suggestions', 'replies', 'survey_results', 'decisions',"
            " 'changes', 'letter', 'unknown')",
        )
    with op.batch_alter_table("referral") as table:
        table.add_column(sa.Column("received_on", sa.Date(), nullable=True, comment="签收"))
        table.add_column(
            sa.Column("suspended_on", sa.Date(), nullable=True, comment="since when its clock stands still")
        )
        table.add_column(sa.Column("ended_on", sa.Date(), nullable=True))
        table.add_column(
            sa.Column(
                "ended_as",
                sa.String(length=10),
                nullable=True,
                comment="why it owes nothing any more without a reply",
            )
        )
        table.create_check_constraint(op.f("ck_referral_ended_as"), "ended_as IN ('reassigned', 'withdrawn')")
