"""The scores of an attempt are found at once, however many were given since."""

from alembic import op

revision = "0002"
down_revision: str | None = "0001"


def upgrade() -> None:
    """Add an index: that of 0001 holds current scores only."""
    op.create_index("ix_scores_attempt_id", "scores", ["attempt_id"])
