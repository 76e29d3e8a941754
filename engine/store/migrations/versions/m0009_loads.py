"""Who carries what is counted in the order of an index, which a hundred thousand tasks need."""

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_index("ix_open_task__load", "open_task", ["authority", "assignee", "team", "role", "legal", "working"])
