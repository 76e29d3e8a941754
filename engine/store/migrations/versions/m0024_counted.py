"""The orders in which limits at risk, milestones, and plans that are alike are counted."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    op.create_index("ix_milestone__counted", "milestone", ["authority", "milestone", "reached_on", "kind", "team"])
    under_way = sa.column("is_under_way", sa.Boolean) == sa.true()
    _partial("deadline", "risk", under_way, "is_under_way", "working", "legal", "limit", "team", "is_excused")
    _partial("case_summary", "alike", sa.column("profile").is_not(None), "profile", "person", "case")


def _partial(table: str, name: str, rows: sa.ColumnElement[bool], *columns: str) -> None:
    """An index of those rows alone that are counted."""
    op.create_index(f"ix_{table}__{name}", table, ["authority", *columns], sqlite_where=rows, postgresql_where=rows)
