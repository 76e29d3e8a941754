"""What people keep at their desks: saved views, what they prefer, and when they are away.

None of it follows from the histories, and none of it changes a case.
"""

from sqlalchemy import Column, ForeignKeyConstraint, Index, Table

from engine.store.tables.metadata import METADATA, key, maybe, words
from engine.store.types import Day, Moment

queue_view = Table(
    "queue_view",
    METADATA,
    key("authority"),
    key("id"),
    words("user"),
    words("name"),
    words("asked"),
    maybe("team"),
    Column("made_at", Moment, nullable=False),
    ForeignKeyConstraint(["authority", "user"], ["user.authority", "user.id"]),
    Index("ix_queue_view__user", "authority", "user", "name"),
    Index("ix_queue_view__team", "authority", "team", "name"),
    sqlite_with_rowid=False,
)

preference = Table(
    "preference",
    METADATA,
    key("authority"),
    key("user"),
    key("name"),
    words("value"),
    ForeignKeyConstraint(["authority", "user"], ["user.authority", "user.id"]),
    sqlite_with_rowid=False,
)

absence = Table(
    "absence",
    METADATA,
    key("authority"),
    key("id"),
    words("user"),
    Column("first_on", Day, nullable=False),
    Column("last_on", Day, nullable=False),
    words("covered_by"),
    words("recorded_by"),
    Column("recorded_at", Moment, nullable=False),
    ForeignKeyConstraint(["authority", "user"], ["user.authority", "user.id"]),
    ForeignKeyConstraint(["authority", "covered_by"], ["user.authority", "user.id"]),
    Index("ix_absence__last_on", "authority", "last_on", "first_on"),
    Index("ix_absence__covered_by", "authority", "covered_by", "last_on"),
    sqlite_with_rowid=False,
)
