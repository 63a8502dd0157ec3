"""What all tables share: metadata with a naming convention, the key type, and the check of a word column."""

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


def key(name: str) -> Column[int]:
    """Return a surrogate primary key."""
    return Column(name, Id, primary_key=True, autoincrement=True)


def refers(name: str, target: str, *, nullable: bool = False, primary_key: bool = False) -> Column[int]:
    """Return a column that holds the key of another table's row."""
    if primary_key:
        return Column(name, Id, ForeignKey(target), primary_key=True, autoincrement=False)
    return Column(name, Id, ForeignKey(target), nullable=nullable)


def one_of(column: str, words: type[StrEnum]) -> CheckConstraint:
    """Return the check that `column` holds one of `words`."""
    listed = ", ".join(f"'{word.value}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=column)
