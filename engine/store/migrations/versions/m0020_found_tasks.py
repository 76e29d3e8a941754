"""The words of a search stand in the index that it goes through, so that no task is read that does not have them."""

from alembic import op

revision = "0020"
down_revision = "0019"

WORKING = ["authority", "working", "case", "task", "role", "team", "assignee", "process", "legal", "search"]


def upgrade() -> None:
    op.drop_index("ix_open_task__working", "open_task")
    op.create_index("ix_open_task__working", "open_task", WORKING)
