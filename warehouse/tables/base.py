"""What all tables share: metadata with a naming convention, the key type, and the check of a word column.

Every table and column has a comment of one form: English, and the Chinese word in brackets at the end. The data dictionary and
the comments in PostgreSQL are made from it.
"""

from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Integer, MetaData

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite numbers rows by itself only in a column that is exactly INTEGER
Id = BigInteger().with_variant(Integer, "sqlite")


# Goes into `info` of a column, or of a whole table, that says how to reach a person: nothing for readers reads it.
PRIVATE = {"is_private": True}

# a column and the words it holds, in `info` of its check
WORDS = "words"

# what the key of another table's row says, by that table
_OF = {
    "batch": "file that it came from (批次)",
    "call": "deputy to be called in a cycle (回访对象)",
    "call_item": "suggestion that a deputy is asked about (题目)",
    "committee": "special committee (专门委员会)",
    "cycle": "survey (测评周期)",
    "department": "department (承办单位)",
    "deputy": "deputy (代表)",
    "due_trace": "how the due date was worked out (期限计算过程)",
    "letter": "letter (函件)",
    "office": "office whose it is (代表工委)",
    "referral": "referral (交办)",
    "reminder_digest": "digest that it stands in (催办汇总)",
    "reply": "reply (答复)",
    "session": "session (届次会议)",
    "suggestion": "suggestion (代表建议)",
}


def key(name: str) -> Column[int]:
    """Return a surrogate primary key."""
    return Column(name, Id, primary_key=True, autoincrement=True, comment="key given by the warehouse (主键)")


def refers(
    name: str, target: str, *, nullable: bool = False, primary_key: bool = False, comment: str | None = None
) -> Column[int]:
    """Return a column that holds the key of another table's row; its comment is that of the target unless given."""
    said = comment or _OF.get(target.partition(".")[0])
    if primary_key:
        return Column(name, Id, ForeignKey(target), primary_key=True, autoincrement=False, comment=said)
    return Column(name, Id, ForeignKey(target), nullable=nullable, comment=said)


def one_of(column: str, words: type[StrEnum]) -> CheckConstraint:
    """Return the check that `column` holds one of `words`."""
    listed = ", ".join(f"'{word.value}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=column, info={WORDS: (column, words)})
