"""Opinions of deputies' visits between sessions, consultation meetings, and numbers that say their series."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

# numbers between sessions were kept with what stood before them, as if they were of the session
_BETWEEN = re.compile(r"(?:闭会期间|闭会|闭字|闭|平时|平字|平)-?(\d{1,8})")

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("batch") as table:
        table.drop_constraint(op.f("ck_batch_kind"), type_="check")
        table.create_check_constraint(
            op.f("ck_batch_kind"),
            "kind IN ('departments', 'committees', 'deputies', 'suggestions', 'replies', 'survey_results', 'decisions',"
            " 'changes', 'progress', 'attempts', 'opinions', 'consultations', 'letter', 'unknown')",
        )
    _say_series()
    _create(
        "opinion",
        ("quarter", "number"),
        sa.Column("quarter", sa.String(length=6), nullable=False, comment="of the visit: 2020Q1"),
        sa.Column(
            "number", sa.String(length=20), nullable=False, comment="within the quarter, or running on"
        ),
        sa.Column("visited_on", sa.Date(), nullable=True),
        sa.Column("deputies", sa.Text(), nullable=False, comment="as written: names or a group"),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("department_id", Id, nullable=True),
        sa.Column("sorting", sa.String(length=20), nullable=False),
        sa.Column("handled", sa.Text(), nullable=True, comment="what was answered or done"),
        sa.Column(
            "suggestion",
            sa.String(length=20),
            nullable=True,
            comment="the number it became, with its series: 闭会3",
        ),
        sa.CheckConstraint(
            "sorting IN ('on_the_spot', 'taken_up', 'listed', 'noted')", name=op.f("ck_opinion_sorting")
        ),
    )
    _create(
        "consultation",
        ("number",),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("participants", sa.Text(), nullable=True, comment="departments, as written"),
    )
    _create(
        "consultation_item",
        ("meeting", "quarter", "number"),
        sa.Column("meeting", sa.String(length=20), nullable=False, comment="number of the consultation"),
        sa.Column("quarter", sa.String(length=6), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False, comment="of the opinion"),
        sa.Column("result", sa.Text(), nullable=False, comment="what was agreed"),
        sa.Column("department_id", Id, nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("follow_up", sa.String(length=10), nullable=True, comment="none: nobody has said"),
        sa.CheckConstraint(
            "follow_up IN ('done', 'under_way', 'not_begun')", name=op.f("ck_consultation_item_follow_up")
        ),
    )


def _say_series() -> None:
    """Give suggestions numbered 平3 or 闭会3 their series; two that would be one keep what they have."""
    suggestion = sa.table("suggestion", *map(sa.column, ("suggestion_id", "session_id", "series", "number")))
    connection = op.get_bind()
    prefixed = sa.or_(suggestion.c.number.like("平%"), suggestion.c.number.like("闭%"))
    written = connection.execute(
        sa.select(suggestion.c.suggestion_id, suggestion.c.session_id, suggestion.c.number).where(
            suggestion.c.series == "in_session", prefixed
        )
    ).all()
    bare = {row.suggestion_id: match[1] for row in written if (match := _BETWEEN.fullmatch(row.number))}
    keys = [(row.session_id, bare[row.suggestion_id]) for row in written if row.suggestion_id in bare]
    for row in written:
        number = bare.get(row.suggestion_id)
        if number and keys.count((row.session_id, number)) == 1:
            connection.execute(
                sa.update(suggestion)
                .where(suggestion.c.suggestion_id == row.suggestion_id)
                .values(series="between_sessions", number=number)
            )


def _create(table: str, numbered_by: tuple[str, ...], *columns: sa.schema.SchemaItem) -> None:
    """Make a table of versions: its own key, the session, what people number its rows with, and where each came from."""
    key = f"{table}_id"
    unique = ("session_id", *numbered_by, "version")
    references = [("session_id", "session.session_id"), ("batch_id", "batch.batch_id")]
    if any(getattr(column, "name", "") == "department_id" for column in columns):
        references.append(("department_id", "department.department_id"))
    op.create_table(
        table,
        sa.Column(key, Id, autoincrement=True, nullable=False),
        sa.Column("session_id", Id, nullable=False),
        *columns,
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("batch_id", Id, nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False),
        *(
            sa.ForeignKeyConstraint([name], [target], name=op.f(f"fk_{table}_{name}"))
            for name, target in references
        ),
        sa.PrimaryKeyConstraint(key, name=op.f(f"pk_{table}")),
        sa.UniqueConstraint(*unique, name=op.f(f"uq_{table}_{'_'.join(unique)}")),
    )
    op.create_index(
        f"ix_{table}_current",
        table,
        ["session_id", *numbered_by],
        unique=True,
        sqlite_where=sa.text("is_current"),
        postgresql_where=sa.text("is_current"),
    )
