"""The order in which the lengths of stages are counted day by day."""

from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    op.create_index("ix_stage_time__spell", "stage_time", ["authority", "stage", "ended_on", "working_days", "team"])
