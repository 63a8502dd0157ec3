"""What is re-referred and why, by whom it is handled, and what happened when."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

_EVENTS = (
    "'referred', 'answered', 'survey_opened', 'found_satisfied', 'found_unsatisfied', 'not_rated', 'promise_broken',"
    " 'reply_empty', 're_referred', 'escalated', 'closed', 'withdrawn', 'merged'"
)
_KEPT = "suggestion_id, round, basis, cycle_id, decision, decided_by, decided_on, findings, requirements"


def upgrade() -> None:
    with op.batch_alter_table("suggestion_event") as table:
        table.drop_constraint(op.f("ck_suggestion_event_event"), type_="check")
        table.create_check_constraint(op.f("ck_suggestion_event_event"), f"event IN ({_EVENTS})")
    with op.batch_alter_table("due_trace") as table:
        table.drop_constraint(
            op.f("uq_due_trace_profile_effective_from_term_name_start_on_calendar"), type_="unique"
        )
        table.create_unique_constraint(
            op.f("uq_due_trace_answer"),
            ["profile", "effective_from", "term_name", "start_on", "due_on", "calendar"],
        )
    _give_decisions_a_key()
    with op.batch_alter_table("promise") as table:
        table.add_column(sa.Column("batch_id", Id, nullable=True))
        table.create_foreign_key(op.f("fk_promise_batch_id"), "batch", ["batch_id"], ["batch_id"])
    with op.batch_alter_table("reply_letter") as table:
        table.add_column(sa.Column("promise", sa.Text(), nullable=True, comment="sentences, as written"))
        table.add_column(sa.Column("promised_on", sa.Date(), nullable=True, comment="the last day it names"))


def _give_decisions_a_key() -> None:
    """A decision on a promise has no cycle: its key can be no cycle any more."""
    op.execute(
        "CREATE TABLE rereferral_before AS SELECT r.suggestion_id, c.round, 'verdict' AS basis, r.cycle_id, r.decision,"
        " r.decided_by, r.decided_on, r.findings, r.requirements FROM rereferral r"
        " JOIN cycle c ON c.cycle_id = r.cycle_id"
    )
    op.drop_table("rereferral")
    op.create_table(
        "rereferral",
        sa.Column("rereferral_id", Id, autoincrement=True, nullable=False),
        sa.Column("suggestion_id", Id, nullable=False),
        sa.Column("round", sa.Integer(), nullable=False, comment="the round that was decided on"),
        sa.Column("basis", sa.String(length=20), nullable=False),
        sa.Column("cycle_id", Id, nullable=True),
        sa.Column("grounds", sa.Text(), nullable=True, comment="what was found, in words, on that day"),
        sa.Column("decision", sa.String(length=10), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("findings", sa.Text(), nullable=True, comment="调研情况"),
        sa.Column("requirements", sa.Text(), nullable=True, comment="办理要求"),
        sa.Column("department_id", Id, nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True, comment="the last day that the decision names"),
        sa.Column("measure", sa.String(length=20), nullable=True, comment="what follows after the last round"),
        sa.Column("batch_id", Id, nullable=True),
        sa.Column("row_no", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "basis IN ('verdict', 'broken_promise', 'empty_reply')", name=op.f("ck_rereferral_basis")
        ),
        sa.CheckConstraint(
            "decision IN ('re_refer', 'close', 'escalate')", name=op.f("ck_rereferral_decision")
        ),
        sa.CheckConstraint(
            "measure IN ('expert_assessment', 'meeting', 'joint_meeting', 'not_stated')",
            name=op.f("ck_rereferral_measure"),
        ),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.batch_id"], name=op.f("fk_rereferral_batch_id")),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.cycle_id"], name=op.f("fk_rereferral_cycle_id")),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.department_id"], name=op.f("fk_rereferral_department_id")
        ),
        sa.ForeignKeyConstraint(
            ["suggestion_id"], ["suggestion.suggestion_id"], name=op.f("fk_rereferral_suggestion_id")
        ),
        sa.PrimaryKeyConstraint("rereferral_id", name=op.f("pk_rereferral")),
        sa.UniqueConstraint(
            "suggestion_id",
            "round",
            "basis",
            "decision",
            "decided_on",
            name=op.f("uq_rereferral_suggestion_id_round_basis_decision_decided_on"),
        ),
    )
    op.execute(
        f"INSERT INTO rereferral ({_KEPT}) SELECT {_KEPT} FROM rereferral_before ORDER BY decided_on, cycle_id, suggestion_id"
    )
    op.drop_table("rereferral_before")
