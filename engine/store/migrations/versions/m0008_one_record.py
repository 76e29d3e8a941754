"""One record for each person: which records look like the same person, and which were merged into which."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("person", sa.Column("merged_into", WORDS))
    op.create_index("ix_person__born", "person", ["authority", "date_of_birth"])
    _person_merge()
    _person_pair()


def _person_merge() -> None:
    op.create_table(
        "person_merge",
        sa.Column("authority", WORDS, nullable=False),
        sa.Column("merged", WORDS, nullable=False),
        sa.Column("kept", WORDS, nullable=False),
        sa.Column("merged_edition", sa.Integer(), nullable=False),
        sa.Column("kept_edition", sa.Integer(), nullable=False),
        sa.Column("taken", WORDS, nullable=False),
        sa.Column("cases", WORDS, nullable=False),
        sa.Column("reason", WORDS, nullable=False),
        sa.Column("actor", WORDS, nullable=False),
        sa.Column("recorded_at", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("authority", "merged", name="pk_person_merge"),
        sa.ForeignKeyConstraint(
            ["authority", "merged"], ["person.authority", "person.id"], name="fk_person_merge__authority_merged"
        ),
    )
    op.create_index("ix_person_merge__kept", "person_merge", ["authority", "kept"])


def _person_pair() -> None:
    op.create_table(
        "person_pair",
        sa.Column("authority", WORDS, nullable=False),
        sa.Column("one", WORDS, nullable=False),
        sa.Column("other", WORDS, nullable=False),
        sa.Column("because", WORDS, nullable=False),
        sa.Column("found_at", WORDS, nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("reason", WORDS),
        sa.Column("actor", WORDS),
        sa.Column("settled_at", WORDS),
        sa.PrimaryKeyConstraint("authority", "one", "other", name="pk_person_pair"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_person_pair__found_at", "person_pair", ["authority", "is_open", "found_at", "one", "other"])
    op.create_index("ix_person_pair__other", "person_pair", ["authority", "other"])
