"""The administration log, delegated decisions, legal holds, and what remains of erased records."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    _log()
    _delegation()
    _retention()


def _log() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "administration_log",
        sa.Column("id", number, primary_key=True, autoincrement=True),
        sa.Column("authority", WORDS, nullable=False),
        sa.Column("at", WORDS, nullable=False),
        sa.Column("actor", WORDS, nullable=False),
        sa.Column("actor_name", WORDS, nullable=False),
        sa.Column("about", WORDS),
        sa.Column("what", WORDS, nullable=False),
    )
    op.create_index("ix_administration_log__at", "administration_log", ["authority", "at", "id"])


def _delegation() -> None:
    op.create_table(
        "delegation",
        sa.Column("authority", WORDS, nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("process", WORDS),
        sa.Column("step", WORDS),
        sa.Column("user", WORDS, nullable=False),
        sa.Column("first_on", WORDS, nullable=False),
        sa.Column("last_on", WORDS),
        sa.Column("scheme", WORDS, nullable=False),
        sa.Column("made_by", WORDS, nullable=False),
        sa.Column("made_at", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("authority", "id", name="pk_delegation"),
        sa.ForeignKeyConstraint(
            ["authority", "user"], ["user.authority", "user.id"], name="fk_delegation__authority_user"
        ),
        sqlite_with_rowid=False,
    )


def _retention() -> None:
    op.create_table(
        "legal_hold",
        sa.Column("authority", WORDS, nullable=False),
        sa.Column("person", WORDS, nullable=False),
        sa.Column("reason", WORDS, nullable=False),
        sa.Column("put_by", WORDS, nullable=False),
        sa.Column("put_at", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("authority", "person", name="pk_legal_hold"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "erasure",
        sa.Column("authority", WORDS, nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("person", WORDS, nullable=False),
        sa.Column("retention", WORDS, nullable=False),
        sa.Column("due_on", WORDS, nullable=False),
        sa.Column("standing", WORDS, nullable=False),
        sa.Column("counts", WORDS, nullable=False),
        sa.Column("proposed_by", WORDS, nullable=False),
        sa.Column("proposed_at", WORDS, nullable=False),
        sa.Column("settled_by", WORDS),
        sa.Column("settled_at", WORDS),
        sa.PrimaryKeyConstraint("authority", "id", name="pk_erasure"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_erasure__proposed_at", "erasure", ["authority", "proposed_at", "id"])
    op.create_index("ix_erasure__person", "erasure", ["authority", "person"])
    op.create_table(
        "erased_case",
        sa.Column("case", WORDS, nullable=False),
        sa.Column("authority", WORDS, nullable=False),
        sa.Column("erasure", WORDS, nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("head_hash", sa.LargeBinary(), nullable=False),
        sa.Column("erased_on", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("case", name="pk_erased_case"),
        sqlite_with_rowid=False,
    )
