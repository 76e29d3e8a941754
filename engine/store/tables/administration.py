"""What administrators decide, and what remains of records whose time has come."""

from sqlalchemy import Boolean, Column, ForeignKeyConstraint, Index, Integer, Table

from engine.store.tables.accounts import NUMBER
from engine.store.tables.metadata import METADATA, key, maybe, words
from engine.store.types import Day, Hash, Moment

administration_log = Table(
    "administration_log",
    METADATA,
    Column("id", NUMBER, primary_key=True, autoincrement=True),
    words("authority"),
    Column("at", Moment, nullable=False),
    words("actor"),
    words("actor_name"),
    maybe("about"),
    words("what"),
    Index("ix_administration_log__at", "authority", "at", "id"),
)

delegation = Table(
    "delegation",
    METADATA,
    key("authority"),
    key("id"),
    maybe("process"),
    maybe("step"),
    maybe("user"),
    maybe("role"),
    Column("most", Integer),
    Column("first_on", Day, nullable=False),
    Column("last_on", Day),
    words("scheme"),
    words("made_by"),
    Column("made_at", Moment, nullable=False),
    ForeignKeyConstraint(["authority", "user"], ["user.authority", "user.id"]),
    sqlite_with_rowid=False,
)

team = Table(
    "team",
    METADATA,
    key("authority"),
    key("name"),
    maybe("lead"),
    words("roles"),
    words("places"),
    Column("is_active", Boolean, nullable=False),
    ForeignKeyConstraint(["authority"], ["authority.id"]),
    sqlite_with_rowid=False,
)

working_row = Table(
    "working_row",
    METADATA,
    key("authority"),
    key("id"),
    words("kind"),
    words("name"),
    words("setting"),
    Column("first_on", Day, nullable=False),
    Column("last_on", Day, nullable=False),
    words("kept_by"),
    Column("kept_at", Moment, nullable=False),
    ForeignKeyConstraint(["authority"], ["authority.id"]),
    sqlite_with_rowid=False,
)

legal_hold = Table(
    "legal_hold",
    METADATA,
    key("authority"),
    key("person"),
    words("reason"),
    words("put_by"),
    Column("put_at", Moment, nullable=False),
    sqlite_with_rowid=False,
)

# The record itself is gone when it is erased, so nothing here refers to it but by its number.
erasure = Table(
    "erasure",
    METADATA,
    key("authority"),
    key("id"),
    words("person"),
    words("retention"),
    Column("due_on", Day, nullable=False),
    words("standing"),
    words("counts"),
    words("proposed_by"),
    Column("proposed_at", Moment, nullable=False),
    maybe("settled_by"),
    Column("settled_at", Moment),
    Index("ix_erasure__proposed_at", "authority", "proposed_at", "id"),
    Index("ix_erasure__person", "authority", "person"),
    sqlite_with_rowid=False,
)

erased_case = Table(
    "erased_case",
    METADATA,
    key("case"),
    words("authority"),
    words("erasure"),
    Column("sequence", Integer, nullable=False),
    Column("head_hash", Hash, nullable=False),
    Column("erased_on", Day, nullable=False),
    sqlite_with_rowid=False,
)
