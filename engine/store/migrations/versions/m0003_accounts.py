"""Accounts: users, their sessions and tokens, and the log of who looked at what."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _access_log()
    _user()
    _session()
    _token()


def _access_log() -> None:
    op.create_table(
        "access_log",
        sa.Column("id", NUMBER, nullable=False, autoincrement=True),
        sa.Column("authority", WORDS, nullable=False),
        sa.Column("at", WORDS, nullable=False),
        sa.Column("actor", WORDS, nullable=False),
        sa.Column("actor_name", WORDS, nullable=False),
        sa.Column("what", WORDS, nullable=False),
        sa.Column("person", WORDS),
        sa.Column("case", WORDS),
        sa.PrimaryKeyConstraint("id", name="pk_access_log"),
    )
    op.create_index("ix_access_log__actor", "access_log", ["authority", "actor", "at", "id"])
    op.create_index("ix_access_log__at", "access_log", ["authority", "at", "id"])
    op.create_index("ix_access_log__case", "access_log", ["authority", "case", "at", "id"])
    op.create_index("ix_access_log__person", "access_log", ["authority", "person", "at", "id"])


def _user() -> None:
    op.create_table(
        "user",
        sa.Column("authority", WORDS, nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("login", WORDS, nullable=False),
        sa.Column("password", WORDS, nullable=False),
        sa.Column("roles", WORDS, nullable=False),
        sa.Column("works_as", WORDS, nullable=False),
        sa.Column("teams", WORDS, nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("added_at", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("authority", "id", name="pk_user"),
        sa.ForeignKeyConstraint(["authority"], ["authority.id"], name="fk_user__authority"),
        sa.UniqueConstraint("login", name="uq_user__login"),
    )
    op.create_index("ix_user__name", "user", ["authority", "name", "id"])


def _session() -> None:
    op.create_table(
        "session",
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("authority", WORDS, nullable=False),
        sa.Column("user", WORDS, nullable=False),
        sa.Column("started_at", WORDS, nullable=False),
        sa.Column("expires_at", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_session"),
        sa.ForeignKeyConstraint(
            ["authority", "user"], ["user.authority", "user.id"], name="fk_session__authority_user"
        ),
    )
    op.create_index("ix_session__expires_at", "session", ["expires_at"])
    op.create_index("ix_session__user", "session", ["authority", "user"])


def _token() -> None:
    op.create_table(
        "token",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("authority", WORDS, nullable=False),
        sa.Column("user", WORDS, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("made_at", WORDS, nullable=False),
        sa.Column("expires_at", WORDS, nullable=False),
        sa.Column("revoked_at", WORDS),
        sa.Column("last_used_at", WORDS),
        sa.PrimaryKeyConstraint("id", name="pk_token"),
        sa.ForeignKeyConstraint(["authority", "user"], ["user.authority", "user.id"], name="fk_token__authority_user"),
        sa.UniqueConstraint("digest", name="uq_token__digest"),
    )
    op.create_index("ix_token__user", "token", ["authority", "user"])
