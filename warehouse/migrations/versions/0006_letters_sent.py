"""Letters keep their words, may be withdrawn by another, and name a referral once per occasion."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("letter") as table:
        table.add_column(
            sa.Column("words", sa.JSON(), nullable=True, comment="what it says: printed again it is the same letter")
        )
    # another primary key: the few rows step aside while the table is made anew
    op.execute("CREATE TEMPORARY TABLE letter_item_aside AS SELECT letter_id, referral_id, kind FROM letter_item")
    op.drop_table("letter_item")
    op.create_table(
        "letter_item",
        sa.Column("letter_id", Id, autoincrement=False, nullable=False),
        sa.Column("referral_id", Id, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column(
            "occasion",
            sa.Integer(),
            server_default="0",
            nullable=False,
            comment="version of the reply, day of the meeting, or 0",
        ),
        sa.Column("is_withdrawn", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.letter_id"], name=op.f("fk_letter_item_letter_id")),
        sa.ForeignKeyConstraint(["referral_id"], ["referral.referral_id"], name=op.f("fk_letter_item_referral_id")),
        sa.PrimaryKeyConstraint("letter_id", "referral_id", name=op.f("pk_letter_item")),
    )
    op.create_index(
        "ix_letter_item_valid",
        "letter_item",
        ["referral_id", "kind", "occasion"],
        unique=True,
        sqlite_where=sa.text("NOT is_withdrawn"),
        postgresql_where=sa.text("NOT is_withdrawn"),
    )
    op.execute(
        "INSERT INTO letter_item (letter_id, referral_id, kind) SELECT letter_id, referral_id, kind FROM letter_item_aside"
    )
    op.execute("DROP TABLE letter_item_aside")
    op.create_table(
        "letter_withdrawal",
        sa.Column("letter_id", Id, autoincrement=False, nullable=False),
        sa.Column("withdrawn_by_id", Id, nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.letter_id"], name=op.f("fk_letter_withdrawal_letter_id")),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"], ["letter.letter_id"], name=op.f("fk_letter_withdrawal_withdrawn_by_id")
        ),
        sa.PrimaryKeyConstraint("letter_id", name=op.f("pk_letter_withdrawal")),
        sa.UniqueConstraint("withdrawn_by_id", name=op.f("uq_letter_withdrawal_withdrawn_by_id")),
    )
