"""Panels, their meetings, and which cases come before them; the decisions themselves are in the histories."""

from sqlalchemy import Boolean, Column, ForeignKeyConstraint, Index, Integer, Table

from engine.store.tables.metadata import METADATA, key, maybe, words
from engine.store.types import Day, Moment

panel = Table(
    "panel",
    METADATA,
    key("authority"),
    key("id"),
    words("name"),
    maybe("team"),
    words("place"),
    words("members"),
    Column("is_active", Boolean, nullable=False),
    ForeignKeyConstraint(["authority"], ["authority.id"]),
    Index("ix_panel__name", "authority", "name", "id"),
    sqlite_with_rowid=False,
)

panel_meeting = Table(
    "panel_meeting",
    METADATA,
    key("authority"),
    key("id"),
    words("panel"),
    Column("day", Day, nullable=False),
    words("starts_at"),
    words("place"),
    words("present"),
    words("others"),
    Column("sequence", Integer, nullable=False),
    Column("changed_at", Moment, nullable=False),
    ForeignKeyConstraint(["authority", "panel"], ["panel.authority", "panel.id"]),
    Index("ix_panel_meeting__day", "authority", "day", "starts_at", "id"),
    Index("ix_panel_meeting__panel", "authority", "panel", "day", "id"),
    sqlite_with_rowid=False,
)

agenda_item = Table(
    "agenda_item",
    METADATA,
    key("authority"),
    key("meeting"),
    key("case"),
    key("task"),
    Column("place", Integer, nullable=False),
    Column("minutes", Integer, nullable=False),
    maybe("note"),
    words("added_by"),
    Column("added_at", Moment, nullable=False),
    maybe("papers"),
    ForeignKeyConstraint(["authority", "meeting"], ["panel_meeting.authority", "panel_meeting.id"]),
    Index("ix_agenda_item__case", "authority", "case", "meeting"),
    sqlite_with_rowid=False,
)
