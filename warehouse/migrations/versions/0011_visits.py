"""Opinions of deputies' visits between sessions, and consultation meetings."""

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    pass
