"""The days that cases have fixed (rebuilt from the histories), and the addresses at which programs read calendars."""

from sqlalchemy import Column, ForeignKeyConstraint, Index, Integer, Table, UniqueConstraint

from engine.store.tables.metadata import METADATA, key, maybe, words
from engine.store.types import Day, Hash, Moment

calendar_entry = Table(
    "calendar_entry",
    METADATA,
    key("case"),
    key("entry"),
    words("authority"),
    words("process"),
    words("person"),
    maybe("team"),
    words("kind"),
    words("title"),
    Column("day", Day, nullable=False),
    maybe("starts_at"),
    maybe("place"),
    Column("sequence", Integer, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Index("ix_calendar_entry__day", "authority", "day", "case", "entry", "kind", "team"),
    sqlite_with_rowid=False,
)

calendar_feed = Table(
    "calendar_feed",
    METADATA,
    key("id"),
    Column("digest", Hash, nullable=False),
    words("authority"),
    words("user"),
    words("name"),
    words("names"),
    words("whose"),
    words("kinds"),
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("revoked_at", Moment),
    Column("last_used_at", Moment),
    UniqueConstraint("digest"),
    ForeignKeyConstraint(["authority", "user"], ["user.authority", "user.id"]),
    Index("ix_calendar_feed__user", "authority", "user"),
)
