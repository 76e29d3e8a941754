"""What people were told, the e-mails on their way, and on which days the daily notices were made."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def _words(name: str) -> "sa.Column[str]":
    return sa.Column(name, WORDS, nullable=False)


def _number(name: str) -> "sa.Column[int]":
    return sa.Column(name, sa.Integer(), nullable=False)


def upgrade() -> None:
    op.create_table(
        "notification",
        *(_words(name) for name in ("authority", "user", "id", "kind", "title", "sentence")),
        *(sa.Column(name, WORDS) for name in ("case", "task", "due_on", "instead_of")),
        _words("at"),
        _number("is_unread"),
        sa.Column("read_at", WORDS),
        _number("to_mail"),
        sa.PrimaryKeyConstraint("authority", "user", "id", name="pk_notification"),
        sqlite_with_rowid=False,
    )
    for index, columns in {
        "unread": ["authority", "user", "is_unread", "at", "id"],
        "at": ["authority", "user", "at", "id"],
        "case": ["authority", "case", "task"],
        "to_mail": ["to_mail", "authority", "user", "at"],
        "old": ["is_unread", "at"],
    }.items():
        op.create_index(f"ix_notification__{index}", "notification", columns)
    op.create_table(
        "mail",
        *(_words(name) for name in ("authority", "id", "user", "address", "subject", "text", "html")),
        *(_words(name) for name in ("made_at", "until", "standing")),
        sa.Column("due_at", WORDS),
        _number("attempts"),
        *(sa.Column(name, WORDS) for name in ("failing_since", "held_until", "sentence")),
        sa.PrimaryKeyConstraint("authority", "id", name="pk_mail"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_mail__due_at", "mail", ["standing", "due_at", "authority", "id"])
    op.create_index("ix_mail__made_at", "mail", ["made_at"])
    op.create_table(
        "notified_day",
        *(_words(name) for name in ("authority", "day", "done_at")),
        sa.PrimaryKeyConstraint("authority", "day", name="pk_notified_day"),
        sqlite_with_rowid=False,
    )
