"""Webhooks: whom to tell of events, how far each has been told, and what came of it."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    _webhook()
    _webhook_case()
    _webhook_delivery()


def _webhook() -> None:
    op.create_table(
        "webhook",
        sa.Column("authority", WORDS, nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("url", WORDS, nullable=False),
        sa.Column("kinds", WORDS, nullable=False),
        sa.Column("description", WORDS, nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("salt", WORDS, nullable=False),
        sa.Column("made_by", WORDS, nullable=False),
        sa.Column("made_at", WORDS, nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failing_since", WORDS),
        sa.Column("rests_until", WORDS),
        sa.Column("sentence", WORDS),
        sa.PrimaryKeyConstraint("authority", "id", name="pk_webhook"),
        sa.ForeignKeyConstraint(["authority"], ["authority.id"], name="fk_webhook__authority"),
        sqlite_with_rowid=False,
    )


def _webhook_case() -> None:
    op.create_table(
        "webhook_case",
        sa.Column("authority", WORDS, nullable=False),
        sa.Column("webhook", WORDS, nullable=False),
        sa.Column("case", WORDS, nullable=False),
        sa.Column("next", sa.Integer(), nullable=False),
        sa.Column("upto", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", WORDS, nullable=False),
        sa.Column("held_until", WORDS),
        sa.Column("failing_since", WORDS),
        sa.PrimaryKeyConstraint("authority", "webhook", "case", name="pk_webhook_case"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_webhook_case__due_at", "webhook_case", ["authority", "webhook", "due_at", "case"])


def _webhook_delivery() -> None:
    op.create_table(
        "webhook_delivery",
        sa.Column("authority", WORDS, nullable=False),
        sa.Column("webhook", WORDS, nullable=False),
        sa.Column("case", WORDS, nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("is_delivered", sa.Boolean(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("tried_at", WORDS, nullable=False),
        sa.Column("answered", sa.Integer()),
        sa.Column("sentence", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("authority", "webhook", "case", "sequence", name="pk_webhook_delivery"),
        sqlite_with_rowid=False,
    )
    order = ["authority", "webhook", "tried_at", "case", "sequence"]
    op.create_index("ix_webhook_delivery__tried_at", "webhook_delivery", order)
    op.create_index("ix_webhook_delivery__old", "webhook_delivery", ["tried_at"])
