"""Saved views of the queue, what people prefer, and when they are away."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "queue_view",
        sa.Column("authority", WORDS, nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("user", WORDS, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("asked", WORDS, nullable=False),
        sa.Column("team", WORDS),
        sa.Column("made_at", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("authority", "id", name="pk_queue_view"),
        sa.ForeignKeyConstraint(
            ["authority", "user"], ["user.authority", "user.id"], name="fk_queue_view__authority_user"
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_queue_view__user", "queue_view", ["authority", "user", "name"])
    op.create_index("ix_queue_view__team", "queue_view", ["authority", "team", "name"])
    op.create_table(
        "preference",
        sa.Column("authority", WORDS, nullable=False),
        sa.Column("user", WORDS, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("value", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("authority", "user", "name", name="pk_preference"),
        sa.ForeignKeyConstraint(
            ["authority", "user"], ["user.authority", "user.id"], name="fk_preference__authority_user"
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "absence",
        sa.Column("authority", WORDS, nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("user", WORDS, nullable=False),
        sa.Column("first_on", WORDS, nullable=False),
        sa.Column("last_on", WORDS, nullable=False),
        sa.Column("covered_by", WORDS, nullable=False),
        sa.Column("recorded_by", WORDS, nullable=False),
        sa.Column("recorded_at", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("authority", "id", name="pk_absence"),
        sa.ForeignKeyConstraint(
            ["authority", "user"], ["user.authority", "user.id"], name="fk_absence__authority_user"
        ),
        sa.ForeignKeyConstraint(
            ["authority", "covered_by"], ["user.authority", "user.id"], name="fk_absence__authority_covered_by"
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_absence__last_on", "absence", ["authority", "last_on", "first_on"])
    op.create_index("ix_absence__covered_by", "absence", ["authority", "covered_by", "last_on"])
