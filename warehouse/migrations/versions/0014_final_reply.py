"""Final replies in force, kept narrow, so that a figure need not join four large tables."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_REFERS = {
    "referral_id": "referral",
    "session_id": "session",
    "suggestion_id": "suggestion",
    "department_id": "department",
    "reply_id": "reply",
}


def upgrade() -> None:
    is_server = op.get_bind().dialect.name == "postgresql"
    op.create_table(
        "final_reply",
        sa.Column("referral_id", Id, autoincrement=False, nullable=False),
        sa.Column("session_id", Id, nullable=False),
        sa.Column("suggestion_id", Id, nullable=False),
        sa.Column("department_id", Id, nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("is_owed", sa.Boolean(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("reply_id", Id, nullable=False),
        sa.Column("replied_on", sa.Date(), nullable=True),
        sa.Column("result_class", sa.String(length=10), nullable=True),
        sa.Column("publicity", sa.String(length=10), nullable=True),
        sa.Column("face_to_face", sa.Boolean(), nullable=True),
        # SQLite takes them only with the table, and does not check them while it is migrated
        *([] if is_server else [_refers(column, table) for column, table in _REFERS.items()]),
        sa.PrimaryKeyConstraint("referral_id", name=op.f("pk_final_reply")),
    )
    op.execute(
        "INSERT INTO final_reply SELECT r.referral_id, s.session_id, s.suggestion_id, r.department_id, r.round,"
        " r.role <> 'co_handler' AND r.ended_as IS NULL, r.due_on, p.reply_id, p.replied_on, p.result_class, p.publicity,"
        " p.face_to_face FROM reply p JOIN referral r ON r.referral_id = p.referral_id"
        " JOIN suggestion s ON s.suggestion_id = r.suggestion_id WHERE p.is_current AND NOT p.is_interim"
    )
    op.create_index(op.f("ix_final_reply_session_id_round"), "final_reply", ["session_id", "round"])
    if is_server:
        # checked once for all rows, not row by row
        for column, table in _REFERS.items():
            op.create_foreign_key(op.f(f"fk_final_reply_{column}"), "final_reply", table, [column], [column])


def _refers(column: str, table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{table}.{column}"], name=op.f(f"fk_final_reply_{column}"))
