"""Temporary tables that a batch passes through inside its transaction; gone when it ends."""

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Connection, Date, Integer, MetaData, String, Table, Text

_metadata = MetaData()


def _temporary(name: str, *columns: Column[Any]) -> Table:
    return Table(name, _metadata, *columns, prefixes=["TEMPORARY"], postgresql_on_commit="DROP")


def _place() -> tuple[Column[Any], ...]:
    return (
        Column("row_id", Integer, nullable=False),
        Column("sheet", String(100)),
        Column("row_no", Integer),
    )


stage_problem = _temporary(
    "stage_problem",
    *_place(),
    Column("code", String(40), nullable=False),
    Column("level", String(20), nullable=False),
    Column("field", String(50)),
    Column("raw_value", Text),
)

stage_reply = _temporary(
    "stage_reply",
    *_place(),
    Column("number", String(20)),
    Column("title", Text),
    Column("department_id", Integer),
    Column("doc_no", Text),
    Column("replied_on", Date),
    Column("result_class", String(10)),
    Column("signatory", Text),
    Column("contact", Text),
    Column("phone", Text),
    Column("face_to_face", Boolean),
    Column("publicity", String(10)),
    Column("is_interim", Boolean),
    Column("content_hash", BigInteger),
    Column("is_usable", Boolean, nullable=False),
)

# only the rows that promise something
stage_promise = _temporary(
    "stage_promise",
    Column("row_id", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("due_on", Date),
    Column("owner", Text),
)

# only the rows in which a handler says how satisfied the deputy is
stage_claim = _temporary(
    "stage_claim",
    Column("row_id", Integer, nullable=False),
    Column("word", Text, nullable=False),
    Column("outcome", String(20)),
)

# what each usable reply turned out to be: `code` names what is wrong, `change` is new, changed, same or earlier
stage_match = _temporary(
    "stage_match",
    Column("row_id", Integer, nullable=False),
    Column("suggestion_id", BigInteger),
    Column("referral_id", BigInteger),
    Column("round", Integer),
    Column("code", String(40)),
    Column("change", String(10)),
    Column("current_reply_id", BigInteger),
    Column("version", Integer),
    Column("title_differs", Boolean),
)

stage_suggestion = _temporary(
    "stage_suggestion",
    *_place(),
    Column("number", String(20)),
    Column("title", Text),
    Column("category", String(50)),
    Column("term_kind", String(20)),
    Column("is_key", Boolean),
    Column("is_confidential", Boolean),
    Column("assigned_on", Date),
    Column("suggestion_id", BigInteger),
    Column("is_new", Boolean),
)

stage_referral = _temporary(
    "stage_referral",
    Column("row_id", Integer, nullable=False),
    Column("department_id", BigInteger, nullable=False),
    Column("role", String(10), nullable=False),
)

stage_signer = _temporary(
    "stage_signer",
    Column("row_id", Integer, nullable=False),
    Column("name", String(50), nullable=False),
    Column("delegation", String(100)),
    Column("position", Integer, nullable=False),
)

stage_due = _temporary(
    "stage_due",
    Column("term_name", String(20), nullable=False),
    Column("start_on", Date, nullable=False),
    Column("due_trace_id", BigInteger, nullable=False),
)

stage_place = _temporary("stage_place", Column("sheet", Text), Column("row_no", Integer))

stage_chosen = _temporary("stage_chosen", Column("suggestion_id", BigInteger, nullable=False))


def create(connection: Connection, *tables: Table) -> None:
    """Make the temporary tables empty, whatever an earlier transaction of this connection left."""
    if connection.dialect.name == "postgresql":
        # a few large joins: memory for their hash tables, and no compiler that starts up for each of them
        connection.exec_driver_sql("SET LOCAL work_mem = '256MB'")
        connection.exec_driver_sql("SET LOCAL jit = off")
    for table in tables:
        connection.exec_driver_sql(f'DROP TABLE IF EXISTS "{table.name}"')
        table.create(connection, checkfirst=False)


def analyze(connection: Connection, *tables: Table) -> None:
    """Tell PostgreSQL's planner how large the staged tables are; SQLite does without."""
    if connection.dialect.name == "postgresql":
        for table in tables:
            connection.exec_driver_sql(f'ANALYZE "{table.name}"')
