"""What is re-referred and why, by whom it is handled, and what happened when."""

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    pass
