"""What is asked of people outside (`duecourse rebuild` fills it), and the links through which they answer."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def _words(*names: str) -> list["sa.Column[str]"]:
    return [sa.Column(name, WORDS, nullable=False) for name in names]


def _maybe(*names: str) -> list["sa.Column[str]"]:
    return [sa.Column(name, WORDS) for name in names]


FILTERS = ["standing", "legal", "service", "team"]


def upgrade() -> None:
    op.create_table(
        "request",
        *_words("case", "item", "authority", "process", "person", "person_name", "person_sort"),
        *_maybe("team"),
        *_words("kind", "who", "who_sort", "body", "service", "standing"),
        *_maybe("sent_on", "received_on", "reminded_on"),
        sa.Column("reminders", sa.Integer(), nullable=False),
        *_maybe("limit", "legal"),
        *_words("working", "sentence"),
        *_maybe("task"),
        sa.PrimaryKeyConstraint("case", "item", name="pk_request"),
        sqlite_with_rowid=False,
    )
    begin = ["authority", "kind"]
    op.create_index("ix_request__working", "request", [*begin, "working", "case", "item", *FILTERS])
    op.create_index(
        "ix_request__standing", "request", [*begin, "standing", "working", "case", "item", "legal", "service"]
    )
    op.create_index("ix_request__who_sort", "request", [*begin, "who_sort", "case", "item", *FILTERS])
    op.create_index("ix_request__person_sort", "request", [*begin, "person_sort", "case", "item", *FILTERS])
    op.create_table(
        "family_word",
        *_words("case", "answer", "authority", "process", "person", "person_name"),
        *_maybe("team"),
        *_words("sender", "received_on"),
        sa.Column("has_files", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("case", "answer", name="pk_family_word"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_family_word__received_on", "family_word", ["authority", "received_on", "case", "answer"])
    op.create_table(
        "link",
        *_words("authority", "id"),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        *_words("case"),
        *_maybe("task", "item"),
        *_words("sender", "question", "made_by", "made_at", "expires_at"),
        *_maybe("revoked_at", "opened_at", "answered_at", "answer"),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("authority", "id", name="pk_link"),
        sa.UniqueConstraint("digest", name="uq_link__digest"),
        sa.ForeignKeyConstraint(["authority"], ["authority.id"], name="fk_link__authority"),
    )
    op.create_index("ix_link__case", "link", ["authority", "case", "made_at"])
