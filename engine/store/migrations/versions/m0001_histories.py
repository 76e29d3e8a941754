"""The truth: histories, persons, versions, answers, drafts and contents."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    _authority()
    _command()
    _content()
    _counter()
    _draft()
    _failure()
    _history()
    _person_word()
    _snapshot()
    _person()
    _version()
    _current_version()
    _person_edition()


def _authority() -> None:
    op.create_table(
        "authority",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("prefix", WORDS, nullable=False),
        sa.Column("settings", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_authority"),
        sa.UniqueConstraint("prefix", name="uq_authority__prefix"),
    )


def _command() -> None:
    op.create_table(
        "command",
        sa.Column("authority", WORDS, nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("fingerprint", WORDS, nullable=False),
        sa.Column("answer", WORDS, nullable=False),
        sa.Column("recorded_at", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("authority", "id", name="pk_command"),
        sqlite_with_rowid=False,
    )


def _content() -> None:
    op.create_table(
        "content",
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_content"),
    )


def _counter() -> None:
    op.create_table(
        "counter",
        sa.Column("authority", WORDS, nullable=False),
        sa.Column("what", WORDS, nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("authority", "what", name="pk_counter"),
        sqlite_with_rowid=False,
    )


def _draft() -> None:
    op.create_table(
        "draft",
        sa.Column("case", WORDS, nullable=False),
        sa.Column("task", WORDS, nullable=False),
        sa.Column("authority", WORDS, nullable=False),
        sa.Column("answers", WORDS, nullable=False),
        sa.Column("saved_by", WORDS, nullable=False),
        sa.Column("saved_at", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("case", "task", name="pk_draft"),
        sqlite_with_rowid=False,
    )


def _failure() -> None:
    op.create_table(
        "failure",
        sa.Column("case", WORDS, nullable=False),
        sa.Column("about", WORDS, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("failed_at", WORDS, nullable=False),
        sa.Column("next_attempt_at", WORDS, nullable=False),
        sa.Column("sentence", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("case", "about", name="pk_failure"),
        sqlite_with_rowid=False,
    )


def _history() -> None:
    op.create_table(
        "history",
        sa.Column("case", WORDS, nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("authority", WORDS, nullable=False),
        sa.Column("recorded_at", WORDS, nullable=False),
        sa.Column("effective_on", WORDS, nullable=False),
        sa.Column("actor", WORDS, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("data", WORDS),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.LargeBinary(), nullable=False),
        sa.Column("previous", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("case", "sequence", name="pk_history"),
    )


def _person_word() -> None:
    op.create_table(
        "person_word",
        sa.Column("authority", WORDS, nullable=False),
        sa.Column("word", WORDS, nullable=False),
        sa.Column("person", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("authority", "word", "person", name="pk_person_word"),
        sqlite_with_rowid=False,
    )


def _snapshot() -> None:
    op.create_table(
        "snapshot",
        sa.Column("case", WORDS, nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("version", WORDS, nullable=False),
        sa.Column("blob", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("case", name="pk_snapshot"),
    )


def _person() -> None:
    op.create_table(
        "person",
        sa.Column("authority", WORDS, nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("name_sort", WORDS, nullable=False),
        sa.Column("date_of_birth", WORDS),
        sa.Column("upn", WORDS),
        sa.Column("search", WORDS, nullable=False),
        sa.Column("details", WORDS, nullable=False),
        sa.Column("amended_at", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("authority", "id", name="pk_person"),
        sa.ForeignKeyConstraint(["authority"], ["authority.id"], name="fk_person__authority"),
    )
    op.create_index("ix_person__name", "person", ["authority", "name_sort", "id"])
    op.create_index("ix_person__upn", "person", ["authority", "upn"])


def _version() -> None:
    op.create_table(
        "version",
        sa.Column("authority", WORDS, nullable=False),
        sa.Column("hash", WORDS, nullable=False),
        sa.Column("process", WORDS, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("note", WORDS, nullable=False),
        sa.Column("published_by", WORDS, nullable=False),
        sa.Column("published_at", WORDS, nullable=False),
        sa.Column("package", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("authority", "hash", name="pk_version"),
        sa.ForeignKeyConstraint(["authority"], ["authority.id"], name="fk_version__authority"),
        sa.UniqueConstraint("authority", "process", "number", name="uq_version__authority_process_number"),
    )


def _current_version() -> None:
    op.create_table(
        "current_version",
        sa.Column("authority", WORDS, nullable=False),
        sa.Column("process", WORDS, nullable=False),
        sa.Column("hash", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("authority", "process", name="pk_current_version"),
        sa.ForeignKeyConstraint(
            ["authority", "hash"], ["version.authority", "version.hash"], name="fk_current_version__authority_hash"
        ),
        sqlite_with_rowid=False,
    )


def _person_edition() -> None:
    op.create_table(
        "person_edition",
        sa.Column("authority", WORDS, nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("details", WORDS, nullable=False),
        sa.Column("actor", WORDS, nullable=False),
        sa.Column("recorded_at", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("authority", "id", "edition", name="pk_person_edition"),
        sa.ForeignKeyConstraint(
            ["authority", "id"], ["person.authority", "person.id"], name="fk_person_edition__authority_id"
        ),
    )
