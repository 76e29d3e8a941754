"""Who may come in, and who looked at what."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKeyConstraint, Index, Integer, Table, UniqueConstraint

from engine.store.tables.metadata import METADATA, key, maybe, words
from engine.store.types import Hash, Moment

user = Table(
    "user",
    METADATA,
    key("authority"),
    key("id"),
    words("name"),
    words("login"),
    words("password"),
    words("roles"),
    words("works_as"),
    words("teams"),
    Column("is_active", Boolean, nullable=False),
    Column("added_at", Moment, nullable=False),
    ForeignKeyConstraint(["authority"], ["authority.id"]),
    UniqueConstraint("login"),
    Index("ix_user__name", "authority", "name", "id"),
)

session = Table(
    "session",
    METADATA,
    Column("digest", Hash, primary_key=True),
    words("authority"),
    words("user"),
    Column("started_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    ForeignKeyConstraint(["authority", "user"], ["user.authority", "user.id"]),
    Index("ix_session__user", "authority", "user"),
    Index("ix_session__expires_at", "expires_at"),
)

token = Table(
    "token",
    METADATA,
    key("id"),
    Column("digest", Hash, nullable=False),
    words("authority"),
    words("user"),
    words("name"),
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("revoked_at", Moment),
    Column("last_used_at", Moment),
    UniqueConstraint("digest"),
    ForeignKeyConstraint(["authority", "user"], ["user.authority", "user.id"]),
    Index("ix_token__user", "authority", "user"),
)

# SQLite counts rows by themselves only under the plain name INTEGER.
NUMBER = BigInteger().with_variant(Integer(), "sqlite")

access_log = Table(
    "access_log",
    METADATA,
    Column("id", NUMBER, primary_key=True, autoincrement=True),
    words("authority"),
    Column("at", Moment, nullable=False),
    words("actor"),
    words("actor_name"),
    words("what"),
    maybe("person"),
    maybe("case"),
    Index("ix_access_log__at", "authority", "at", "id"),
    Index("ix_access_log__person", "authority", "person", "at", "id"),
    Index("ix_access_log__case", "authority", "case", "at", "id"),
    Index("ix_access_log__actor", "authority", "actor", "at", "id"),
)
