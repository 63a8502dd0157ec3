"""Figures that the night keeps up, what reports said, and since when replies and answers are known."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_SINCE = "since when it is known; none: since its batch was received"


def upgrade() -> None:
    _counters()
    op.create_table(
        "report_figure",
        sa.Column("session_id", Id, autoincrement=False, nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("query", sa.String(length=40), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False, comment="the rows of the answer"),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.session_id"], name=op.f("fk_report_figure_session_id")
        ),
        sa.PrimaryKeyConstraint("session_id", "as_of", "query", name=op.f("pk_report_figure")),
    )
    for table in ("reply", "answer"):
        op.add_column(table, sa.Column("recorded_on", sa.Date(), nullable=True, comment=_SINCE))
    _count()


def _counters() -> None:
    op.create_table(
        "referral_counter",
        sa.Column("session_id", Id, autoincrement=False, nullable=False),
        sa.Column("department_id", Id, autoincrement=False, nullable=False),
        sa.Column("round", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("due_month", sa.String(length=7), nullable=False, comment="as 2020-04"),
        sa.Column(
            "result_class", sa.String(length=10), nullable=False, comment="empty: none given, or no reply"
        ),
        sa.Column(
            "timeliness", sa.String(length=10), nullable=False, comment="on_time, late, undated, open"
        ),
        sa.Column("referrals", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.session_id"], name=op.f("fk_referral_counter_session_id")
        ),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.department_id"], name=op.f("fk_referral_counter_department_id")
        ),
        sa.PrimaryKeyConstraint(
            "session_id",
            "department_id",
            "round",
            "due_month",
            "result_class",
            "timeliness",
            name=op.f("pk_referral_counter"),
        ),
    )
    op.create_table(
        "status_counter",
        sa.Column("session_id", Id, autoincrement=False, nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("round", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("suggestions", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status IN ('registered', 'referred', 'answered', 'surveying', 'satisfied', 'unsatisfied', 're_referred',"
            " 'escalated', 'closed', 'withdrawn', 'merged')",
            name=op.f("ck_status_counter_status"),
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.session_id"], name=op.f("fk_status_counter_session_id")
        ),
        sa.PrimaryKeyConstraint("session_id", "status", "round", name=op.f("pk_status_counter")),
    )


def _count() -> None:
    """Count what an older warehouse holds."""
    is_server = op.get_bind().dialect.name == "postgresql"
    month = "to_char(r.due_on, 'YYYY-MM')" if is_server else "strftime('%Y-%m', r.due_on)"
    op.execute(
        "INSERT INTO referral_counter (session_id, department_id, round, due_month, result_class, timeliness, referrals)"
        f" SELECT s.session_id, r.department_id, r.round, {month}, coalesce(p.result_class, ''),"
        " CASE WHEN p.reply_id IS NULL THEN 'open' WHEN p.replied_on IS NULL THEN 'undated'"
        " WHEN p.replied_on <= r.due_on THEN 'on_time' ELSE 'late' END, count(*)"
        " FROM referral r JOIN suggestion s ON s.suggestion_id = r.suggestion_id"
        " LEFT JOIN reply p ON p.referral_id = r.referral_id AND p.is_current AND NOT p.is_interim"
        " WHERE r.role <> 'co_handler' AND r.ended_as IS NULL GROUP BY 1, 2, 3, 4, 5, 6"
    )
    op.execute(
        "INSERT INTO status_counter (session_id, status, round, suggestions)"
        " SELECT s.session_id, t.status, t.round, count(*) FROM suggestion_state t"
        " JOIN suggestion s ON s.suggestion_id = t.suggestion_id GROUP BY 1, 2, 3"
    )
