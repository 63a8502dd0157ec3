"""What a cycle asks, and lists that were made anew."""

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    pass
