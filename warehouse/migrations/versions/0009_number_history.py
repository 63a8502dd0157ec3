"""What is known of a telephone number from earlier results."""

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    pass
