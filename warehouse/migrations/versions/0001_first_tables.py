"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "due_trace",
        sa.Column("due_trace_id", Id, autoincrement=True, nullable=False),
        sa.Column("profile", sa.String(length=50), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("term_name", sa.String(length=20), nullable=False),
        sa.Column("start_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("is_provisional", sa.Boolean(), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False, comment="a Chinese paragraph"),
        sa.PrimaryKeyConstraint("due_trace_id", name=op.f("pk_due_trace")),
        sa.UniqueConstraint(
            "profile",
            "effective_from",
            "term_name",
            "start_on",
            name=op.f("uq_due_trace_profile_effective_from_term_name_start_on"),
        ),
    )
    op.create_table(
        "office",
        sa.Column("office_id", Id, autoincrement=True, nullable=False),
        sa.Column("region_code", sa.String(length=6), nullable=False, comment="GB/T 2260"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("office_id", name=op.f("pk_office")),
        sa.UniqueConstraint("region_code", name=op.f("uq_office_region_code")),
    )
    op.create_table(
        "batch",
        sa.Column("batch_id", Id, autoincrement=True, nullable=False),
        sa.Column("office_id", Id, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False, comment="as it stood in the inbox; never trusted"),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("row_count", sa.Integer(), server_default="0", nullable=False),
        sa.Column("set_aside_count", sa.Integer(), server_default="0", nullable=False),
        sa.Column(
            "new_count",
            sa.Integer(),
            server_default="0",
            nullable=False,
            comment="rows that said something new",
        ),
        sa.CheckConstraint(
            "kind IN ('departments', 'committees', 'deputies', 'suggestions', 'replies', 'survey_results', 'decisions', 'letter', 'unknown')",
            name=op.f("ck_batch_kind"),
        ),
        sa.CheckConstraint(
            "status IN ('received', 'loaded', 'held', 'refused')", name=op.f("ck_batch_status")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.office_id"], name=op.f("fk_batch_office_id")),
        sa.PrimaryKeyConstraint("batch_id", name=op.f("pk_batch")),
        sa.UniqueConstraint("office_id", "sha256", name=op.f("uq_batch_office_id_sha256")),
    )
    op.create_table(
        "committee",
        sa.Column("committee_id", Id, autoincrement=True, nullable=False),
        sa.Column("office_id", Id, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.office_id"], name=op.f("fk_committee_office_id")),
        sa.PrimaryKeyConstraint("committee_id", name=op.f("pk_committee")),
        sa.UniqueConstraint("office_id", "name", name=op.f("uq_committee_office_id_name")),
    )
    op.create_table(
        "department",
        sa.Column("department_id", Id, autoincrement=True, nullable=False),
        sa.Column("office_id", Id, nullable=False),
        sa.Column("name", sa.Text(), nullable=False, comment="单位全称"),
        sa.Column("category", sa.Text(), nullable=True, comment="单位类别"),
        sa.Column("contact_name", sa.Text(), nullable=True),
        sa.Column("contact_phone", sa.Text(), nullable=True, comment="a published office telephone"),
        sa.ForeignKeyConstraint(["office_id"], ["office.office_id"], name=op.f("fk_department_office_id")),
        sa.PrimaryKeyConstraint("department_id", name=op.f("pk_department")),
        sa.UniqueConstraint("office_id", "name", name=op.f("uq_department_office_id_name")),
    )
    op.create_table(
        "deputy",
        sa.Column("deputy_id", Id, autoincrement=True, nullable=False),
        sa.Column("office_id", Id, nullable=False),
        sa.Column("term", sa.Integer(), nullable=False, comment="届 the deputy was elected to"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("delegation", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["office.office_id"], name=op.f("fk_deputy_office_id")),
        sa.PrimaryKeyConstraint("deputy_id", name=op.f("pk_deputy")),
        sa.UniqueConstraint(
            "office_id", "term", "name", "delegation", name=op.f("uq_deputy_office_id_term_name_delegation")
        ),
    )
    op.create_table(
        "dispatch",
        sa.Column("dispatch_id", Id, autoincrement=True, nullable=False),
        sa.Column("office_id", Id, nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False, comment="call_list, letter"),
        sa.Column("subject_id", sa.Integer(), nullable=False, comment="cycle or letter"),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("confirmed_by", sa.Text(), nullable=False),
        sa.Column("dispatched_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.office_id"], name=op.f("fk_dispatch_office_id")),
        sa.PrimaryKeyConstraint("dispatch_id", name=op.f("pk_dispatch")),
        sa.UniqueConstraint(
            "office_id", "what", "subject_id", name=op.f("uq_dispatch_office_id_what_subject_id")
        ),
    )
    op.create_table(
        "session",
        sa.Column("session_id", Id, autoincrement=True, nullable=False),
        sa.Column("office_id", Id, nullable=False),
        sa.Column("term", sa.Integer(), nullable=False, comment="届"),
        sa.Column("meeting", sa.Integer(), nullable=False, comment="次"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.office_id"], name=op.f("fk_session_office_id")),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_session")),
        sa.UniqueConstraint("office_id", "term", "meeting", name=op.f("uq_session_office_id_term_meeting")),
    )
    op.create_table(
        "batch_check",
        sa.Column("batch_id", Id, autoincrement=False, nullable=False),
        sa.Column("is_sound", sa.Boolean(), nullable=False),
        sa.Column(
            "result", sa.JSON(), nullable=False, comment="one entry per expectation of Great Expectations"
        ),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.batch_id"], name=op.f("fk_batch_check_batch_id")),
        sa.PrimaryKeyConstraint("batch_id", name=op.f("pk_batch_check")),
    )
    op.create_table(
        "batch_profile",
        sa.Column("batch_id", Id, autoincrement=False, nullable=False),
        sa.Column("department_id", Id, autoincrement=False, nullable=False),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("set_aside_count", sa.Integer(), nullable=False),
        sa.Column(
            "fill_rate", sa.Float(), nullable=False, comment="share of mandatory cells that are filled"
        ),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.batch_id"], name=op.f("fk_batch_profile_batch_id")),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.department_id"], name=op.f("fk_batch_profile_department_id")
        ),
        sa.PrimaryKeyConstraint("batch_id", "department_id", name=op.f("pk_batch_profile")),
    )
    op.create_table(
        "committee_duty",
        sa.Column("office_id", Id, autoincrement=False, nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("committee_id", Id, nullable=False),
        sa.ForeignKeyConstraint(
            ["committee_id"], ["committee.committee_id"], name=op.f("fk_committee_duty_committee_id")
        ),
        sa.ForeignKeyConstraint(
            ["office_id"], ["office.office_id"], name=op.f("fk_committee_duty_office_id")
        ),
        sa.PrimaryKeyConstraint("office_id", "category", name=op.f("pk_committee_duty")),
    )
    op.create_table(
        "cycle",
        sa.Column("cycle_id", Id, autoincrement=True, nullable=False),
        sa.Column("session_id", Id, nullable=False),
        sa.Column("round", sa.Integer(), nullable=False, comment="of the suggestions asked about"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "as_of",
            sa.Date(),
            nullable=False,
            comment="the sample is frozen as the warehouse stood on this day",
        ),
        sa.Column("window_from", sa.Date(), nullable=False),
        sa.Column("window_to", sa.Date(), nullable=False),
        sa.Column(
            "ask",
            sa.String(length=20),
            nullable=False,
            comment="rule of the profile on that day: lead, signers",
        ),
        sa.Column(
            "verdict_rule",
            sa.String(length=20),
            nullable=False,
            comment="rule of the profile on that day: lead, worst",
        ),
        sa.Column("confirmed_by", sa.Text(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["session_id"], ["session.session_id"], name=op.f("fk_cycle_session_id")),
        sa.PrimaryKeyConstraint("cycle_id", name=op.f("pk_cycle")),
        sa.UniqueConstraint("session_id", "name", name=op.f("uq_cycle_session_id_name")),
    )
    op.create_table(
        "department_alias",
        sa.Column("office_id", Id, autoincrement=False, nullable=False),
        sa.Column("alias", sa.Text(), nullable=False, comment="full and short names alike"),
        sa.Column("department_id", Id, nullable=False),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.department_id"], name=op.f("fk_department_alias_department_id")
        ),
        sa.ForeignKeyConstraint(
            ["office_id"], ["office.office_id"], name=op.f("fk_department_alias_office_id")
        ),
        sa.PrimaryKeyConstraint("office_id", "alias", name=op.f("pk_department_alias")),
    )
    op.create_table(
        "deputy_phone",
        sa.Column("deputy_id", Id, autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False, comment="1 = dialled first"),
        sa.Column("e164", sa.String(length=20), nullable=False),
        sa.Column("extension", sa.String(length=10), nullable=True),
        sa.Column("is_mobile", sa.Boolean(), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["deputy_id"], ["deputy.deputy_id"], name=op.f("fk_deputy_phone_deputy_id")),
        sa.PrimaryKeyConstraint("deputy_id", "position", name=op.f("pk_deputy_phone")),
    )
    op.create_table(
        "letter",
        sa.Column("letter_id", Id, autoincrement=True, nullable=False),
        sa.Column("office_id", Id, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False, comment="〔year〕serial号, without gaps"),
        sa.Column("department_id", Id, nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.department_id"], name=op.f("fk_letter_department_id")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.office_id"], name=op.f("fk_letter_office_id")),
        sa.PrimaryKeyConstraint("letter_id", name=op.f("pk_letter")),
        sa.UniqueConstraint(
            "office_id", "kind", "year", "serial", name=op.f("uq_letter_office_id_kind_year_serial")
        ),
    )
    op.create_table(
        "problem",
        sa.Column("problem_id", Id, autoincrement=True, nullable=False),
        sa.Column("batch_id", Id, nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=True),
        sa.Column(
            "row_no",
            sa.Integer(),
            nullable=True,
            comment="as the sheet or the record of a csv file counts; none for the whole file",
        ),
        sa.Column("field", sa.Text(), nullable=True, comment="the header as printed, or our name for it"),
        sa.Column("raw_value", sa.Text(), nullable=True, comment="never a telephone number"),
        sa.Column("status", sa.String(length=20), server_default="open", nullable=False),
        sa.Column("waived_by", sa.Text(), nullable=True),
        sa.Column("waived_on", sa.Date(), nullable=True),
        sa.Column("waived_because", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "level IN ('warn', 'reject_row', 'hold_batch', 'refuse_file')", name=op.f("ck_problem_level")
        ),
        sa.CheckConstraint(
            "status IN ('open', 'fixed', 'waived', 'superseded')", name=op.f("ck_problem_status")
        ),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.batch_id"], name=op.f("fk_problem_batch_id")),
        sa.PrimaryKeyConstraint("problem_id", name=op.f("pk_problem")),
    )
    with op.batch_alter_table("problem", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_problem_batch_id_row_no"), ["batch_id", "row_no"], unique=False)

    op.create_table(
        "set_aside_row",
        sa.Column("batch_id", Id, autoincrement=False, nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("row_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "content", sa.JSON(), nullable=False, comment="the row as read, telephone numbers left out"
        ),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.batch_id"], name=op.f("fk_set_aside_row_batch_id")),
        sa.PrimaryKeyConstraint("batch_id", "sheet", "row_no", name=op.f("pk_set_aside_row")),
    )
    op.create_table(
        "suggestion",
        sa.Column("suggestion_id", Id, autoincrement=True, nullable=False),
        sa.Column("session_id", Id, nullable=False),
        sa.Column("series", sa.String(length=20), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False, comment="without leading zeros"),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("term_kind", sa.String(length=20), nullable=False),
        sa.Column("is_key", sa.Boolean(), nullable=False, comment="重点督办"),
        sa.Column("batch_id", Id, nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "series IN ('in_session', 'between_sessions', 'motion')", name=op.f("ck_suggestion_series")
        ),
        sa.CheckConstraint("term_kind IN ('reply', 'long_reply')", name=op.f("ck_suggestion_term_kind")),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.batch_id"], name=op.f("fk_suggestion_batch_id")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.session_id"], name=op.f("fk_suggestion_session_id")
        ),
        sa.PrimaryKeyConstraint("suggestion_id", name=op.f("pk_suggestion")),
        sa.UniqueConstraint(
            "session_id", "series", "number", name=op.f("uq_suggestion_session_id_series_number")
        ),
    )
    op.create_table(
        "call",
        sa.Column("call_id", Id, autoincrement=True, nullable=False),
        sa.Column("cycle_id", Id, nullable=False),
        sa.Column("deputy_id", Id, nullable=False),
        sa.Column("case_key", sa.String(length=16), nullable=False, comment="random, last character checks"),
        sa.Column("has_phone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.cycle_id"], name=op.f("fk_call_cycle_id")),
        sa.ForeignKeyConstraint(["deputy_id"], ["deputy.deputy_id"], name=op.f("fk_call_deputy_id")),
        sa.PrimaryKeyConstraint("call_id", name=op.f("pk_call")),
        sa.UniqueConstraint("case_key", name=op.f("uq_call_case_key")),
        sa.UniqueConstraint("cycle_id", "deputy_id", name=op.f("uq_call_cycle_id_deputy_id")),
    )
    op.create_table(
        "referral",
        sa.Column("referral_id", Id, autoincrement=True, nullable=False),
        sa.Column("suggestion_id", Id, nullable=False),
        sa.Column("department_id", Id, nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("assigned_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_trace_id", Id, nullable=True),
        sa.Column(
            "is_latest",
            sa.Boolean(),
            server_default=sa.text("(true)"),
            nullable=False,
            comment="newest round of this pair",
        ),
        sa.CheckConstraint("role = 'co_handler' OR due_on IS NOT NULL", name=op.f("ck_referral_owes_a_date")),
        sa.CheckConstraint("role IN ('lead', 'co_handler', 'separate')", name=op.f("ck_referral_role")),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.department_id"], name=op.f("fk_referral_department_id")
        ),
        sa.ForeignKeyConstraint(
            ["due_trace_id"], ["due_trace.due_trace_id"], name=op.f("fk_referral_due_trace_id")
        ),
        sa.ForeignKeyConstraint(
            ["suggestion_id"], ["suggestion.suggestion_id"], name=op.f("fk_referral_suggestion_id")
        ),
        sa.PrimaryKeyConstraint("referral_id", name=op.f("pk_referral")),
        sa.UniqueConstraint(
            "suggestion_id",
            "department_id",
            "round",
            name=op.f("uq_referral_suggestion_id_department_id_round"),
        ),
    )
    with op.batch_alter_table("referral", schema=None) as batch_op:
        batch_op.create_index(
            "ix_referral_latest",
            ["suggestion_id", "department_id"],
            unique=True,
            sqlite_where=sa.text("is_latest"),
            postgresql_where=sa.text("is_latest"),
        )

    op.create_table(
        "rereferral",
        sa.Column("cycle_id", Id, autoincrement=False, nullable=False),
        sa.Column("suggestion_id", Id, autoincrement=False, nullable=False),
        sa.Column("decision", sa.String(length=10), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("findings", sa.Text(), nullable=True, comment="调研情况"),
        sa.Column("requirements", sa.Text(), nullable=True, comment="办理要求"),
        sa.CheckConstraint(
            "decision IN ('re_refer', 'close', 'escalate')", name=op.f("ck_rereferral_decision")
        ),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.cycle_id"], name=op.f("fk_rereferral_cycle_id")),
        sa.ForeignKeyConstraint(
            ["suggestion_id"], ["suggestion.suggestion_id"], name=op.f("fk_rereferral_suggestion_id")
        ),
        sa.PrimaryKeyConstraint("cycle_id", "suggestion_id", name=op.f("pk_rereferral")),
    )
    op.create_table(
        "signer",
        sa.Column("suggestion_id", Id, autoincrement=False, nullable=False),
        sa.Column("deputy_id", Id, autoincrement=False, nullable=False),
        sa.Column("signature", sa.String(length=10), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False, comment="0 = lead"),
        sa.CheckConstraint("signature IN ('lead', 'co_signer')", name=op.f("ck_signer_signature")),
        sa.ForeignKeyConstraint(["deputy_id"], ["deputy.deputy_id"], name=op.f("fk_signer_deputy_id")),
        sa.ForeignKeyConstraint(
            ["suggestion_id"], ["suggestion.suggestion_id"], name=op.f("fk_signer_suggestion_id")
        ),
        sa.PrimaryKeyConstraint("suggestion_id", "deputy_id", name=op.f("pk_signer")),
    )
    op.create_table(
        "suggestion_event",
        sa.Column("event_id", Id, autoincrement=True, nullable=False),
        sa.Column("suggestion_id", Id, nullable=False),
        sa.Column("event", sa.String(length=20), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True, comment="which cycle, letter or decision"),
        sa.CheckConstraint(
            "event IN ('referred', 'answered', 'survey_opened', 'found_satisfied', 'found_unsatisfied', 'not_rated', 're_referred', 'escalated', 'closed', 'withdrawn', 'merged')",
            name=op.f("ck_suggestion_event_event"),
        ),
        sa.ForeignKeyConstraint(
            ["suggestion_id"], ["suggestion.suggestion_id"], name=op.f("fk_suggestion_event_suggestion_id")
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_suggestion_event")),
    )
    with op.batch_alter_table("suggestion_event", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_suggestion_event_suggestion_id"), ["suggestion_id"], unique=False
        )

    op.create_table(
        "suggestion_state",
        sa.Column("suggestion_id", Id, autoincrement=False, nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("round", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "status IN ('registered', 'referred', 'answered', 'surveying', 'satisfied', 'unsatisfied', 're_referred', 'escalated', 'closed', 'withdrawn', 'merged')",
            name=op.f("ck_suggestion_state_status"),
        ),
        sa.ForeignKeyConstraint(
            ["suggestion_id"], ["suggestion.suggestion_id"], name=op.f("fk_suggestion_state_suggestion_id")
        ),
        sa.PrimaryKeyConstraint("suggestion_id", name=op.f("pk_suggestion_state")),
    )
    with op.batch_alter_table("suggestion_state", schema=None) as batch_op:
        batch_op.create_index(
            "ix_suggestion_state_in_handling",
            ["suggestion_id"],
            unique=False,
            sqlite_where=sa.text("status IN ('referred', 're_referred')"),
            postgresql_where=sa.text("status IN ('referred', 're_referred')"),
        )

    op.create_table(
        "verdict",
        sa.Column("cycle_id", Id, autoincrement=False, nullable=False),
        sa.Column("suggestion_id", Id, autoincrement=False, nullable=False),
        sa.Column(
            "outcome",
            sa.String(length=20),
            nullable=True,
            comment="none when nobody whose word counts rated the item",
        ),
        sa.CheckConstraint(
            "outcome IN ('satisfied', 'mostly_satisfied', 'dissatisfied', 'unclear', 'unreached', 'refused', 'invalid_number', 'left_office', 'no_usable_phone')",
            name=op.f("ck_verdict_outcome"),
        ),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.cycle_id"], name=op.f("fk_verdict_cycle_id")),
        sa.ForeignKeyConstraint(
            ["suggestion_id"], ["suggestion.suggestion_id"], name=op.f("fk_verdict_suggestion_id")
        ),
        sa.PrimaryKeyConstraint("cycle_id", "suggestion_id", name=op.f("pk_verdict")),
    )
    op.create_table(
        "call_item",
        sa.Column("call_item_id", Id, autoincrement=True, nullable=False),
        sa.Column("call_id", Id, nullable=False),
        sa.Column("suggestion_id", Id, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False, comment="题号"),
        sa.Column("signature", sa.String(length=10), nullable=False),
        sa.CheckConstraint("signature IN ('lead', 'co_signer')", name=op.f("ck_call_item_signature")),
        sa.ForeignKeyConstraint(["call_id"], ["call.call_id"], name=op.f("fk_call_item_call_id")),
        sa.ForeignKeyConstraint(
            ["suggestion_id"], ["suggestion.suggestion_id"], name=op.f("fk_call_item_suggestion_id")
        ),
        sa.PrimaryKeyConstraint("call_item_id", name=op.f("pk_call_item")),
        sa.UniqueConstraint("call_id", "position", name=op.f("uq_call_item_call_id_position")),
        sa.UniqueConstraint("call_id", "suggestion_id", name=op.f("uq_call_item_call_id_suggestion_id")),
    )
    with op.batch_alter_table("call_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_call_item_suggestion_id"), ["suggestion_id"], unique=False)

    op.create_table(
        "letter_item",
        sa.Column("referral_id", Id, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("letter_id", Id, nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.letter_id"], name=op.f("fk_letter_item_letter_id")),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referral.referral_id"], name=op.f("fk_letter_item_referral_id")
        ),
        sa.PrimaryKeyConstraint("referral_id", "kind", name=op.f("pk_letter_item")),
    )
    op.create_table(
        "open_referral",
        sa.Column("referral_id", Id, autoincrement=False, nullable=False),
        sa.Column("suggestion_id", Id, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referral.referral_id"], name=op.f("fk_open_referral_referral_id")
        ),
        sa.PrimaryKeyConstraint("referral_id", name=op.f("pk_open_referral")),
    )
    with op.batch_alter_table("open_referral", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_open_referral_due_on"), ["due_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_open_referral_suggestion_id"), ["suggestion_id"], unique=False)

    op.create_table(
        "reply",
        sa.Column("reply_id", Id, autoincrement=True, nullable=False),
        sa.Column("referral_id", Id, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("content_hash", sa.BigInteger(), nullable=False),
        sa.Column("doc_no", sa.Text(), nullable=True),
        sa.Column("replied_on", sa.Date(), nullable=True),
        sa.Column("result_class", sa.String(length=10), nullable=True),
        sa.Column("signatory", sa.Text(), nullable=True),
        sa.Column("contact", sa.Text(), nullable=True),
        sa.Column(
            "phone",
            sa.Text(),
            nullable=True,
            comment="the handler's office telephone, as printed on the reply",
        ),
        sa.Column("face_to_face", sa.Boolean(), nullable=True),
        sa.Column("publicity", sa.String(length=10), nullable=True),
        sa.Column("batch_id", Id, nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "publicity IN ('主动公开', '依申请公开', '不予公开')", name=op.f("ck_reply_publicity")
        ),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.batch_id"], name=op.f("fk_reply_batch_id")),
        sa.ForeignKeyConstraint(["referral_id"], ["referral.referral_id"], name=op.f("fk_reply_referral_id")),
        sa.PrimaryKeyConstraint("reply_id", name=op.f("pk_reply")),
        sa.UniqueConstraint("referral_id", "version", name=op.f("uq_reply_referral_id_version")),
    )
    with op.batch_alter_table("reply", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reply_batch_id_row_no"), ["batch_id", "row_no"], unique=False)
        batch_op.create_index(
            "ix_reply_current",
            ["referral_id"],
            unique=True,
            sqlite_where=sa.text("is_current"),
            postgresql_where=sa.text("is_current"),
        )

    op.create_table(
        "answer",
        sa.Column("answer_id", Id, autoincrement=True, nullable=False),
        sa.Column("call_item_id", Id, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("called_on", sa.Date(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=True),
        sa.Column("batch_id", Id, nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('satisfied', 'mostly_satisfied', 'dissatisfied', 'unclear', 'unreached', 'refused', 'invalid_number', 'left_office', 'no_usable_phone')",
            name=op.f("ck_answer_outcome"),
        ),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.batch_id"], name=op.f("fk_answer_batch_id")),
        sa.ForeignKeyConstraint(
            ["call_item_id"], ["call_item.call_item_id"], name=op.f("fk_answer_call_item_id")
        ),
        sa.PrimaryKeyConstraint("answer_id", name=op.f("pk_answer")),
        sa.UniqueConstraint("call_item_id", "version", name=op.f("uq_answer_call_item_id_version")),
    )
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.create_index(
            "ix_answer_current",
            ["call_item_id"],
            unique=True,
            sqlite_where=sa.text("is_current"),
            postgresql_where=sa.text("is_current"),
        )

    op.create_table(
        "reply_letter",
        sa.Column("batch_id", Id, autoincrement=False, nullable=False),
        sa.Column("session_id", Id, nullable=False),
        sa.Column("number", sa.String(length=20), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("department_id", Id, nullable=True),
        sa.Column("doc_no", sa.Text(), nullable=True),
        sa.Column("replied_on", sa.Date(), nullable=True),
        sa.Column("result_class", sa.String(length=10), nullable=True),
        sa.Column("signatory", sa.Text(), nullable=True),
        sa.Column("contact", sa.Text(), nullable=True, comment="names, joined by 、"),
        sa.Column("phone", sa.Text(), nullable=True, comment="office telephones, joined by 、"),
        sa.Column("publicity", sa.String(length=10), nullable=True),
        sa.Column("referral_id", Id, nullable=True),
        sa.Column("compared_reply_id", Id, nullable=True),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.batch_id"], name=op.f("fk_reply_letter_batch_id")),
        sa.ForeignKeyConstraint(
            ["compared_reply_id"], ["reply.reply_id"], name=op.f("fk_reply_letter_compared_reply_id")
        ),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.department_id"], name=op.f("fk_reply_letter_department_id")
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referral.referral_id"], name=op.f("fk_reply_letter_referral_id")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.session_id"], name=op.f("fk_reply_letter_session_id")
        ),
        sa.PrimaryKeyConstraint("batch_id", name=op.f("pk_reply_letter")),
    )
