"""Interim replies, confidential suggestions, how a cycle was planned, attempts, deletions."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "deletion",
        sa.Column("deletion_id", Id, autoincrement=True, nullable=False),
        sa.Column("office_id", Id, nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False, comment="call_list, result"),
        sa.Column("subject_id", sa.Integer(), nullable=False, comment="cycle or batch"),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("deleted_on", sa.Date(), nullable=False),
        sa.Column("deleted_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.office_id"], name=op.f("fk_deletion_office_id")),
        sa.PrimaryKeyConstraint("deletion_id", name=op.f("pk_deletion")),
        sa.UniqueConstraint(
            "office_id",
            "what",
            "subject_id",
            "file_name",
            name=op.f("uq_deletion_office_id_what_subject_id_file_name"),
        ),
    )
    op.create_table(
        "cycle_exclusion",
        sa.Column("cycle_id", Id, autoincrement=False, nullable=False),
        sa.Column("suggestion_id", Id, autoincrement=False, nullable=False),
        sa.Column("reason", sa.String(length=30), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.cycle_id"], name=op.f("fk_cycle_exclusion_cycle_id")),
        sa.ForeignKeyConstraint(
            ["suggestion_id"], ["suggestion.suggestion_id"], name=op.f("fk_cycle_exclusion_suggestion_id")
        ),
        sa.PrimaryKeyConstraint("cycle_id", "suggestion_id", name=op.f("pk_cycle_exclusion")),
    )
    op.create_table(
        "cycle_sample",
        sa.Column("cycle_id", Id, autoincrement=False, nullable=False),
        sa.Column("suggestion_id", Id, autoincrement=False, nullable=False),
        sa.Column("stratum", sa.Text(), nullable=False, comment="lead departments"),
        sa.Column("stratum_size", sa.Integer(), nullable=False),
        sa.Column("inclusion_probability", sa.Float(), nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.cycle_id"], name=op.f("fk_cycle_sample_cycle_id")),
        sa.ForeignKeyConstraint(
            ["suggestion_id"], ["suggestion.suggestion_id"], name=op.f("fk_cycle_sample_suggestion_id")
        ),
        sa.PrimaryKeyConstraint("cycle_id", "suggestion_id", name=op.f("pk_cycle_sample")),
    )
    op.create_table(
        "attempt",
        sa.Column("attempt_id", Id, autoincrement=True, nullable=False),
        sa.Column("call_id", Id, nullable=False),
        sa.Column("happened_at", sa.DateTime(), nullable=False),
        sa.Column("disposition", sa.String(length=10), nullable=False, comment="AAPOR code"),
        sa.Column("number_no", sa.Integer(), nullable=False, comment="which of the deputy's numbers"),
        sa.Column("appointment_at", sa.DateTime(), nullable=True),
        sa.Column("interviewer", sa.Text(), nullable=True),
        sa.Column("batch_id", Id, nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.batch_id"], name=op.f("fk_attempt_batch_id")),
        sa.ForeignKeyConstraint(["call_id"], ["call.call_id"], name=op.f("fk_attempt_call_id")),
        sa.PrimaryKeyConstraint("attempt_id", name=op.f("pk_attempt")),
        sa.UniqueConstraint(
            "call_id", "happened_at", "disposition", name=op.f("uq_attempt_call_id_happened_at_disposition")
        ),
    )
    with op.batch_alter_table("batch") as table:
        table.drop_constraint(op.f("ck_batch_kind"), type_="check")
        table.create_check_constraint(
            op.f("ck_batch_kind"),
            "kind IN ('departments', 'committees', 'deputies', 'suggestions', 'replies', 'survey_results', 'decisions',"
            " 'changes', 'attempts', 'letter', 'unknown')",
        )
    with op.batch_alter_table("cycle") as table:
        table.alter_column("verdict_rule", existing_type=sa.String(length=20), type_=sa.String(length=30))
        table.add_column(
            sa.Column("plan", sa.JSON(), nullable=True, comment="what was chosen when it was opened")
        )
        table.add_column(
            sa.Column(
                "list_version",
                sa.Integer(),
                server_default="1",
                nullable=False,
                comment="an older list is superseded",
            )
        )

    with op.batch_alter_table("dispatch") as table:
        table.add_column(
            sa.Column(
                "manifest",
                sa.JSON(),
                nullable=True,
                comment="of personal data: purpose, fields, counts, expiry",
            )
        )

    with op.batch_alter_table("reply") as table:
        table.add_column(
            sa.Column(
                "is_interim",
                sa.Boolean(),
                server_default=sa.text("false"),
                nullable=False,
                comment="does not stop the clock",
            )
        )

    with op.batch_alter_table("suggestion") as table:
        table.add_column(
            sa.Column(
                "is_confidential",
                sa.Boolean(),
                server_default=sa.text("false"),
                nullable=False,
                comment="who signed it is kept from the survey centre",
            )
        )
