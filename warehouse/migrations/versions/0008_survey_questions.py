"""What a cycle asks, and lists that were made anew."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_OUTCOMES = (
    "outcome IN ('satisfied', 'mostly_satisfied', 'dissatisfied', 'unclear', 'unreached', 'refused', 'invalid_number',"
    " 'left_office', 'no_usable_phone')"
)


def upgrade() -> None:
    with op.batch_alter_table("cycle") as table:
        table.add_column(
            sa.Column(
                "questionnaire",
                sa.JSON(),
                nullable=True,
                comment="questions, scale and script as asked; null: result in three words",
            )
        )
    with op.batch_alter_table("answer") as table:
        table.add_column(sa.Column("word", sa.Text(), nullable=True, comment="as given"))
    with op.batch_alter_table("deputy_phone") as table:
        table.add_column(sa.Column("call_time", sa.Text(), nullable=True, comment="方便接听时间"))
    with op.batch_alter_table("dispatch") as table:
        table.add_column(
            sa.Column("version", sa.Integer(), server_default="1", nullable=False, comment="of a call list")
        )
        table.drop_constraint(op.f("uq_dispatch_office_id_what_subject_id"), type_="unique")
        table.create_unique_constraint(
            op.f("uq_dispatch_office_id_what_subject_id_version"),
            ["office_id", "what", "subject_id", "version"],
        )
    op.create_table(
        "question_answer",
        sa.Column("question_answer_id", Id, autoincrement=True, nullable=False),
        sa.Column("call_item_id", Id, nullable=False),
        sa.Column("question", sa.String(length=20), nullable=False, comment="attitude, fulfilment"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("word", sa.Text(), nullable=True, comment="as given"),
        sa.Column("batch_id", Id, nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False),
        sa.CheckConstraint(_OUTCOMES, name=op.f("ck_question_answer_outcome")),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.batch_id"], name=op.f("fk_question_answer_batch_id")),
        sa.ForeignKeyConstraint(
            ["call_item_id"], ["call_item.call_item_id"], name=op.f("fk_question_answer_call_item_id")
        ),
        sa.PrimaryKeyConstraint("question_answer_id", name=op.f("pk_question_answer")),
        sa.UniqueConstraint(
            "call_item_id", "question", "version", name=op.f("uq_question_answer_call_item_id_question_version")
        ),
    )
    op.create_index(
        "ix_question_answer_current",
        "question_answer",
        ["call_item_id", "question"],
        unique=True,
        sqlite_where=sa.text("is_current"),
        postgresql_where=sa.text("is_current"),
    )
    op.create_table(
        "list_reissue",
        sa.Column("cycle_id", Id, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False, comment="of the new list"),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("confirmed_by", sa.Text(), nullable=False),
        sa.Column("reissued_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.cycle_id"], name=op.f("fk_list_reissue_cycle_id")),
        sa.PrimaryKeyConstraint("cycle_id", "version", name=op.f("pk_list_reissue")),
    )
